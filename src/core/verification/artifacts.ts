import * as z from 'zod/mini';
import { type Check, check } from './check.ts';

/** A subject of a Statement. */
export interface Subject {
  readonly name?: string | undefined;
  readonly digest: Readonly<Record<string, string>>;
}

/** A file that somebody holds against a record. */
export interface ArtifactFile {
  readonly name: string;
  /** SHA-256 of its bytes, in lower-case hex. */
  readonly sha256: string;
}

const NamingRecord = z.object({
  resources: z.object({ artifacts: z.array(z.object({ name: z.string(), sha256: z.string() })) }),
});

/** Where a subject stands in the record. */
function placeOf({ name, sha256 }: { name: string; sha256: string }): string {
  return JSON.stringify([name, sha256]);
}

function artifactsOf(record: unknown): readonly { name: string; sha256: string }[] {
  return NamingRecord.safeParse(record).data?.resources.artifacts ?? [];
}

/**
 * Whether every subject beside the record file is an artifact that the record names, by the same name and by SHA-256 alone:
 * what else is attested would stand for a record that does not know of it.
 */
export function checkOtherSubjects(subjects: readonly Subject[], record: unknown, recordSha256: string): Check {
  const open = check('other-subjects', 'Other subjects');
  const others = subjects.filter(({ digest }) => digest.sha256 !== recordSha256 || Object.keys(digest).length > 1);
  const named = new Set(artifactsOf(record).map(placeOf));
  const unnamed = others.filter(({ name = '', digest: { sha256 = '', ...more } }) => {
    return Object.keys(more).length > 0 || !named.has(placeOf({ name, sha256 }));
  });
  const [first] = unnamed;
  if (first) {
    return open.failed(
      `The statement speaks about ${describe(first)}, which is neither the record file nor an artifact that the record names${unnamed.length > 1 ? `, and about ${unnamed.length - 1} more of the kind` : ''}.`,
    );
  }
  return open.ok(
    others.length === 0
      ? 'The statement speaks about nothing but the record file.'
      : `The record names what else the statement speaks about: ${others.length === 1 ? 'one artifact' : `${others.length} artifacts`}.`,
  );
}

function describe({ name, digest }: Subject): string {
  const digests = Object.entries(digest).map(([algorithm, hex]) => `${algorithm}:${hex}`);
  return `“${(name ?? '').slice(0, 200)}” (${digests.join(', ').slice(0, 300) || 'no digest'})`;
}

/** Whether a file is one that the job made, by the statement and by the record. */
export function checkArtifact(file: ArtifactFile, subjects: readonly Subject[], record: unknown): Check {
  const open = check('artifact', 'Artifact');
  const { name, sha256 } = file;
  const about = `${name} (sha256:${sha256})`;
  const isSubject = subjects.some(({ digest }) => digest.sha256 === sha256);
  const artifact = artifactsOf(record).find((each) => each.sha256 === sha256);
  if (isSubject && artifact) {
    return open.ok(`The statement speaks about ${about}, and the record names it as “${artifact.name}”.`);
  }
  if (isSubject) return open.failed(`The statement speaks about ${about}, but not as an artifact of the record.`);
  if (artifact) return open.failed(`The record names ${about}, but the statement does not speak about it.`);
  return open.failed(
    `Neither the statement nor the record names ${about}; the file has changed, or another job made it.`,
  );
}
