import { type BundleWithDsseEnvelope, bundleToJSON } from '@sigstore/bundle';
import type { Signer as SigstoreSigner, Witness } from '@sigstore/sign';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { PAYLOAD_TYPE } from '../model/predicate-type.ts';
import type { Http, SignedBundle, Signer } from '../ports.ts';
import { hashedRekordWitness } from './hashed-rekord-witness.ts';
import type { SigstoreInstance } from './instance.ts';
import { decodeClaims } from './oidc.ts';
import { useHttp } from './sigstore-fetch.ts';

/** The library's own default is 5 s, which is too short for a busy certificate authority. */
const DEFAULT_TIMEOUT = 20_000;

/** What a keyless signer needs. */
export interface KeylessOptions {
  readonly instance: SigstoreInstance;
  /** Gives a fresh identity token; asked once for each signature. */
  readonly idToken: () => Promise<string>;
  readonly http: Http;
  /** For each service, in milliseconds; default 20,000. */
  readonly timeout?: number;
}

/**
 * Signs with a key that lives for one signature and a certificate that Fulcio issues for the job's identity. Timestamp
 * and log entry are fetched side by side, and each that the instance has must succeed.
 * The signer raises `oidc-unavailable`, and `signing-failed` naming the service and its address, never the token.
 */
export function createKeylessSigner(options: KeylessOptions): Signer {
  return {
    async sign(statement) {
      const token = await options.idToken();
      decodeClaims(token);
      const bundle = await build(options, token, statement);
      const [entry] = bundle.verificationMaterial.tlogEntries;
      return {
        json: JSON.stringify(bundleToJSON(bundle)),
        instance: options.instance.name,
        ...(entry && { logIndex: entry.logIndex }),
      } satisfies SignedBundle;
    },
  };
}

async function build(options: KeylessOptions, token: string, statement: Uint8Array): Promise<BundleWithDsseEnvelope> {
  const { instance, timeout = DEFAULT_TIMEOUT } = options;
  useHttp(options.http);
  const { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } = await import('@sigstore/sign');
  // The HTTP module tries again by itself, within the timeout.
  const common = { timeout, retry: 0 };
  const fulcio = new FulcioSigner({
    ...common,
    fulcioBaseURL: instance.fulcioUrl,
    identityProvider: { getToken: async () => token },
  });
  const witnesses: Witness[] = [];
  if (instance.tsaUrl) {
    const witness = new TSAWitness({ ...common, tsaBaseURL: instance.tsaUrl });
    witnesses.push(namedWitness(witness, `The timestamp authority at ${instance.tsaUrl}`, token));
  }
  if (instance.rekor) {
    const { url, version } = instance.rekor;
    const rekor = new RekorWitness({ ...common, rekorBaseURL: url, majorApiVersion: version, entryType: 'dsse' });
    const witness = version === 2 ? hashedRekordWitness(rekor) : rekor;
    witnesses.push(namedWitness(witness, `The transparency log at ${url}`, token));
  }
  const signer = namedSigner(fulcio, `The certificate authority at ${instance.fulcioUrl}`, token);
  const builder = new DSSEBundleBuilder({ signer, witnesses });
  return builder.create({ data: Buffer.from(statement), type: PAYLOAD_TYPE });
}

function namedSigner(signer: SigstoreSigner, service: string, token: string): SigstoreSigner {
  return { sign: (data) => signer.sign(data).catch((error) => refuse(service, error, token)) };
}

function namedWitness(witness: Witness, service: string, token: string): Witness {
  return {
    testify: (content, key) => witness.testify(content, key).catch((error) => refuse(service, error, token)),
  };
}

function refuse(service: string, error: unknown, token: string): never {
  const reasons = chain(error).map(sentenceOf);
  // A service may repeat what it was sent: then neither its words nor the errors that hold them may go on.
  const leaks = reasons.some((reason) => parts(token).some((part) => reason.includes(part)));
  const reason = leaks ? 'it refused the identity token' : (reasons.at(-1) ?? 'no reason given');
  throw new DoorlogError('signing-failed', `${service} failed, so nothing was signed: ${reason.replace(/\.$/, '')}.`, {
    ...(!leaks && { cause: error }),
  });
}

/** An error and what caused it, outermost first. */
function chain(error: unknown, depth = 0): unknown[] {
  const cause = error instanceof Error && depth < 8 ? error.cause : undefined;
  return cause === undefined ? [error] : [error, ...chain(cause, depth + 1)];
}

/** The pieces of a token of which each alone would be a leak. */
function parts(token: string): string[] {
  return token.split('.').filter((part) => part.length >= 16);
}
