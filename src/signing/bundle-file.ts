import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { jsonOrNothing } from '../json.ts';
import type { BundleEnvelope } from '../ports.ts';
import { hasLyingLength } from './lying-length.ts';

const KNOWN_MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.3\+json)$/;

const BundleFile = z.looseObject({
  mediaType: z.string(),
  verificationMaterial: z.looseObject({}),
  dsseEnvelope: z.optional(
    z.looseObject({ payload: z.string(), payloadType: z.string(), signatures: z.array(z.unknown()) }),
  ),
});

/** Reads a bundle's envelope, nothing of it proven. Raises `file-invalid`, `verification-failed`. */
export function openEnvelope(text: string): BundleEnvelope {
  const { dsseEnvelope } = readBundleFile(text);
  if (!dsseEnvelope) throw bareFile();
  return {
    payloadType: dsseEnvelope.payloadType,
    payload: Buffer.from(dsseEnvelope.payload, 'base64'),
    signatures: dsseEnvelope.signatures.length,
  };
}

/** What a bundle over a bare file is refused with where an envelope is needed. */
export function bareFile(): DoorlogError {
  return new DoorlogError('verification-failed', 'The bundle signs a bare file, not an envelope with a statement.');
}

/** Node skips what is no base64, and other readers refuse it: they must not see different things. */
const Base64 = z.string().check(z.regex(/^[A-Za-z0-9+/_-]*={0,2}$/));

const Encoded = z.looseObject({
  dsseEnvelope: z.optional(
    z.looseObject({ payload: Base64, signatures: z.array(z.looseObject({ sig: z.optional(Base64) })) }),
  ),
  messageSignature: z.optional(z.looseObject({ signature: z.optional(Base64) })),
});

/** Reads a bundle of version 0.1 to 0.3. Raises `file-invalid`, `verification-failed`. */
export function parseBundle(text: string): Bundle {
  const json = readBundleFile(text);
  if (hasLyingLength(json)) {
    throw new DoorlogError('verification-failed', 'The bundle holds an object where bytes belong.');
  }
  refuseAmbiguous(json);
  if (!Encoded.safeParse(json).success) {
    throw new DoorlogError(
      'verification-failed',
      'The bundle holds something else than base64 where bytes have to be.',
    );
  }
  try {
    return bundleFromJSON(json);
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle lacks what its format demands.', { cause });
  }
}

/** Of which each bundle holds exactly one (sigstore/protobuf-specs, sigstore_bundle.proto): of two, readers choose differently. */
const CONTENTS = ['dsseEnvelope', 'messageSignature'];
const SIGNERS = ['certificate', 'x509CertificateChain', 'publicKey'];

function refuseAmbiguous(json: z.infer<typeof BundleFile>): void {
  const count = (names: readonly string[], within: object) => names.filter((name) => name in within).length;
  if (count(CONTENTS, json) > 1) {
    throw new DoorlogError(
      'verification-failed',
      'The bundle holds both an envelope and a signature over a bare file: readers would take different ones.',
    );
  }
  if (count(SIGNERS, json.verificationMaterial) > 1) {
    throw new DoorlogError(
      'verification-failed',
      'The bundle names its signer in more than one way: readers would take different ones.',
    );
  }
}

function readBundleFile(text: string): z.infer<typeof BundleFile> {
  const parsed = BundleFile.safeParse(jsonOrNothing(text));
  if (!parsed.success) throw new DoorlogError('file-invalid', 'The bundle is not a Sigstore bundle in JSON.');
  if (!KNOWN_MEDIA_TYPE.test(parsed.data.mediaType)) {
    throw new DoorlogError('verification-failed', `The bundle’s format ${parsed.data.mediaType} is not known.`);
  }
  return parsed.data;
}
