import type { HttpResponse, StoredEntry } from '../../ports.ts';
import { sideBySide } from '../../side-by-side.ts';
import { type S3Client, SIDE_BY_SIDE } from './client.ts';
import { type namedBy, timeOf } from './keys.ts';
import { ask, type ObjectVersion, refused } from './listing.ts';
import { contentOf, type StoredContent } from './stored-content.ts';

/** One version of an object with what its key says. */
export interface NamedVersion {
  readonly version: ObjectVersion;
  readonly name: NonNullable<ReturnType<typeof namedBy>>;
}

/** One version, and what was read of it where it was. */
export interface Copy extends NamedVersion {
  readonly content: StoredContent;
  readonly lock: StoredEntry['lock'];
}

/** One version of which only the name is known. */
export function unread(named: NamedVersion): Copy {
  return { ...named, content: {}, lock: undefined };
}

/** What those versions hold; one that was erased since it was listed is left out. Raises as `list` does. */
export async function readCopies(
  client: S3Client,
  named: readonly NamedVersion[],
  signal: AbortSignal,
): Promise<Copy[]> {
  const copies = await sideBySide(named, SIDE_BY_SIDE, async ({ version, name }) => {
    const response = await objectOf(client, version, signal);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw refused(client, response, 's3:GetObjectVersion');
    return { version, name, content: contentOf(response.body.toString('utf8'), name), lock: lockOf(response) };
  });
  return copies.filter((copy) => copy !== undefined);
}

/** Copies as entries: each locked one joined with the log view that is kept apart from it, and what is left of those alone. */
export function joined(bucket: string, records: readonly Copy[], erasable: readonly Copy[]): StoredEntry[] {
  const beside = new Map<string, Copy>();
  for (const copy of erasable) {
    if (copy.version.isLatest || !beside.has(copy.name.id)) beside.set(copy.name.id, copy);
  }
  const used = new Set<Copy>();
  const entries = records.map((copy) => {
    const other = beside.get(copy.name.id);
    if (other) used.add(other);
    return storedEntry(bucket, copy, other?.content.document);
  });
  const alone = erasable.filter((copy) => !used.has(copy));
  return [...entries, ...alone.map((copy) => storedEntry(bucket, copy, undefined))];
}

function storedEntry(bucket: string, { version, name, content, lock }: Copy, beside: unknown): StoredEntry {
  const { id, recordId, phase, digest, view } = name;
  const document = content.document ?? beside;
  const { attested, bundle } = content;
  const time = timeOf(version.key);
  return {
    location: `s3://${bucket}/${version.key}${version.versionId === undefined ? '' : `?versionId=${version.versionId}`}`,
    key: id,
    recordId,
    phase,
    digest,
    ...(view && { view }),
    ...(document !== undefined && { document }),
    ...(attested !== undefined && { attested }),
    ...(bundle !== undefined && { bundle }),
    ...(time !== undefined && { time }),
    arrivedAt: version.arrivedAt,
    ...(lock && { lock }),
  };
}

function objectOf(client: S3Client, { key, versionId }: ObjectVersion, signal: AbortSignal): Promise<HttpResponse> {
  const query = versionId === undefined ? [] : [['versionId', versionId] as const];
  return ask(client, { method: 'GET', key, query }, signal);
}

/** The headers of GetObject tell of a lock those who may see it (s3:GetObjectRetention, s3:GetObjectLegalHold). */
function lockOf({ headers }: HttpResponse): StoredEntry['lock'] {
  const mode = headers['x-amz-object-lock-mode'];
  const until = Date.parse(headers['x-amz-object-lock-retain-until-date'] ?? '');
  const legalHold = headers['x-amz-object-lock-legal-hold'] === 'ON';
  if (mode === undefined && !legalHold) return undefined;
  return {
    mode: mode !== undefined && /^[A-Z]{1,20}$/.test(mode) ? mode : 'LEGAL HOLD',
    ...(!Number.isNaN(until) && { until: new Date(until).toISOString() }),
    ...(legalHold && { legalHold }),
  };
}
