import * as z from 'zod/mini';
import { sentenceOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { Artifact } from '../../model/resources.ts';
import type { Observed } from '../../ports.ts';
import { readBounded } from './bounded-file.ts';

const NEEDED = 'a runner that lists its artifacts, or the input `subjects`';
const MAX_BYTES = 2 * 1024 * 1024;
/** As many as the runner takes from one job. */
const MAX_ARTIFACTS = 500;

const List = z.looseObject({ version: z.literal(1), subjects: z.array(z.unknown()) });

/** A runner may know digests that an attestation can't hold, such as an image's by SHA-512. */
const Item = z.looseObject({
  name: z.string().check(z.minLength(1), z.maxLength(1_000)),
  digest: z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/i)),
  kind: z.optional(z.string().check(z.maxLength(100))),
});

/** What the runner lists. */
export interface ListedArtifacts {
  readonly artifacts: readonly Artifact[];
  /** How many items were not of the known form, or too many. */
  readonly unusable: number;
}

/**
 * Reads the file that `GITHUB_ARTIFACTS_LIST` names, in which the runner lists what the job declared as its artifacts
 * (https://github.com/actions/runner/pull/4527); it is empty where the runner lists none. Never raises.
 */
export async function readArtifactsList(file: string | undefined): Promise<Observed<ListedArtifacts>> {
  if (!file) return notListed();
  try {
    const bytes = await readBounded(file, MAX_BYTES);
    if (!bytes) return notListed('The runner’s list of artifacts is no file, or longer than 2 MiB.');
    const text = bytes.toString('utf8').trim();
    return text === '' ? notListed() : parseArtifactsList(text);
  } catch (error) {
    return notListed(`The runner’s list of artifacts could not be read: ${sentenceOf(error)}`);
  }
}

/** Parses the list; an item that is not of the known form costs only itself. Never raises. */
export function parseArtifactsList(text: string): Observed<ListedArtifacts> {
  const list = List.safeParse(jsonOrNothing(text));
  if (!list.success) return notListed('The runner’s list of artifacts is not of the known form, version 1.');
  const artifacts: Artifact[] = [];
  for (const subject of list.data.subjects.slice(0, MAX_ARTIFACTS)) {
    const { success, data } = Item.safeParse(subject);
    if (success) artifacts.push(artifactFrom(data));
  }
  return { ok: true, value: { artifacts, unusable: list.data.subjects.length - artifacts.length } };
}

function artifactFrom({ name, digest, kind }: z.infer<typeof Item>): Artifact {
  const sha256 = digest.slice('sha256:'.length).toLowerCase();
  return { name, sha256, from: 'runner', ...(kind !== undefined && { kind }) };
}

function notListed(detail?: string): Observed<never> {
  return { ok: false, reason: 'not-available', needed: NEEDED, ...(detail !== undefined && { detail }) };
}
