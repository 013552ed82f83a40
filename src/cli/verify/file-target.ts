import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sha256Hex } from '../../core/canonical.ts';
import { countUnreadable, isAbout, tellBundles } from '../../core/told-bundle.ts';
import { codeOf, DoorlogError } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import { readBytes } from '../large-file.ts';
import { otherType, verifyAttested } from './attested-target.ts';
import { besideSource } from './beside.ts';
import type { TargetOutcome } from './outcome.ts';
import { artifactsOf, verifyNamedBundle, verifyRecordFile } from './record-target.ts';
import type { VerifySettings } from './settings.ts';
import { verifyBundleFile, verifySubject } from './subject-target.ts';

/** A member that every form of bundle has: anything else need not be taken apart. */
const MAY_BE_BUNDLE = /"(mediaType|verification_material)"/;
const MAX_READ = 32 * 1024 * 1024;

/** A file is what is in it: a record, bundles, or else whatever a job may have made. */
export async function verifyFile(name: string, settings: VerifySettings): Promise<TargetOutcome> {
  const path = resolve(settings.io.cwd, name);
  const { bundle } = settings.options;
  if (bundle !== undefined) return verifyWithBundle(name, bundle, settings);
  const type = otherType(settings);
  const bytes = (await lengthOf(path)) > MAX_READ ? undefined : await readBytes(path, 'what is to be verified');
  const json = bytes && jsonOrNothing(bytes);
  if (type === undefined && isRecord(json) && bytes) return verifyRecordFile({ name, path, bytes }, settings);
  if (bytes) {
    const text = bytes.toString('utf8');
    const bundles = MAY_BE_BUNDLE.test(text) ? tellBundles(text) : [];
    if (bundles.length > 0 && type !== undefined) {
      throw new DoorlogError(
        'usage',
        `${name} holds bundles; name the file that they are about, with --bundle ${name}.`,
      );
    }
    if (bundles.length > 0) {
      const read = { bundles, unreadable: countUnreadable(text) };
      return verifyBundleFile({ kind: 'bundle', name }, read, settings);
    }
  }
  const sha256 = bytes ? sha256Hex(bytes) : ((await artifactsOf([name], settings.io.cwd))[0]?.sha256 ?? '');
  const target = { kind: 'artifact', name, sha256 } as const;
  const beside = [besideSource(path)];
  return type === undefined ? verifySubject(target, beside, settings) : verifyAttested(target, type, beside, settings);
}

/** With --bundle the file is a record, as it always was, unless a bundle there says that it is about a file that is none. */
async function verifyWithBundle(name: string, bundle: string, settings: VerifySettings): Promise<TargetOutcome> {
  const { io } = settings;
  const bytes = await readBytes(resolve(io.cwd, name), 'the record');
  const text = (await readBytes(resolve(io.cwd, bundle), 'the bundle')).toString('utf8');
  const sha256 = sha256Hex(bytes);
  const type = otherType(settings);
  const isArtifact = !isRecord(jsonOrNothing(bytes)) && tellBundles(text).some((told) => isAbout(told, sha256));
  if (type === undefined && !isArtifact) {
    return verifyNamedBundle({ name, bytes }, { name: bundle, text }, settings).catch((error: unknown) => {
      if (codeOf(error) !== 'file-invalid' || tellBundles(text).length > 0) throw error;
      throw new DoorlogError(
        'file-invalid',
        `${bundle} is not a Sigstore bundle; name the bundle.sigstore.json that the job left, or leave --bundle away to look for it.`,
        { cause: error },
      );
    });
  }
  const target = { kind: 'artifact', name, sha256 } as const;
  const alone = { ...settings, sources: [], options: { ...settings.options, offline: true } };
  const source = namedSource(bundle, text);
  return type === undefined ? verifySubject(target, [source], alone) : verifyAttested(target, type, [source], alone);
}

/** The bundles in a file that was named, as somewhere to look. */
export function namedSource(name: string, text: string): EvidenceSource {
  return {
    name,
    async *find() {
      for (const { json } of tellBundles(text)) yield json;
    },
  };
}

async function lengthOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

function isRecord(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'recordId' in json && 'pipeline' in json && 'recorder' in json;
}
