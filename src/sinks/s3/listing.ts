import { DoorlogError } from '../../errors.ts';
import type { HttpResponse } from '../../ports.ts';
import type { Keys } from './assume-role.ts';
import type { S3Client, S3Request } from './client.ts';
import { faultOf, wordsOf } from './fault.ts';
import { isSkewed, mendOf } from './reply.ts';
import { childrenOf, type Element, parseXml, textOf } from './xml.ts';

/** One version of one object. */
export interface ObjectVersion {
  readonly key: string;
  /** Undefined for the only version in a bucket that keeps none. */
  readonly versionId?: string;
  readonly isLatest: boolean;
  /** When S3 took it, RFC 3339. */
  readonly arrivedAt: string;
}

/** What begins with a prefix: versions, and, up to the next slash, what they have in common. */
export interface Listing {
  readonly versions: readonly ObjectVersion[];
  readonly folders: readonly string[];
}

/** Longest reply that is read: an object holds one record, a listing at most 1,000 names. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Sends a signed request that changes nothing, once more where the clock was wrong. Raises what HTTP raises, `delivery-refused` for want of keys. */
export async function ask(client: S3Client, request: S3Request, signal: AbortSignal): Promise<HttpResponse> {
  // Node warns of a signal that many listen to.
  const own = AbortSignal.any([signal]);
  const answer = await client.credentials(own);
  if (!answer.ok) throw new DoorlogError('delivery-refused', `${client.service} can’t be asked: ${answer.reason}.`);
  const response = await send(client, answer.keys, request, own);
  return isSkewed(response) && client.setClock(response) ? send(client, answer.keys, request, own) : response;
}

function send(client: S3Client, keys: Keys, request: S3Request, signal: AbortSignal): Promise<HttpResponse> {
  return client.http({ ...client.signed(keys, request), signal, timeout: 60_000, maxBytes: MOST_BYTES });
}

/** What is to be listed: everything that begins with a prefix, or, with a delimiter, what those have in common. */
export interface ListingQuestion {
  readonly prefix: string;
  readonly delimiter?: '/' | '';
}

/** All pages of a listing together; see listPages. */
export async function list(client: S3Client, question: ListingQuestion, signal: AbortSignal): Promise<Listing> {
  const versions: ObjectVersion[] = [];
  const folders: string[] = [];
  for await (const page of listPages(client, question, signal)) {
    versions.push(...page.versions);
    folders.push(...page.folders);
  }
  return { versions, folders };
}

/**
 * All versions of all objects that begin with a prefix, deleted ones too (ListObjectVersions: a deletion without a version
 * only hides), in the order of their keys, up to 1,000 a page. Raises `http-status`, `http-reply-invalid` and what HTTP
 * raises.
 */
export async function* listPages(
  client: S3Client,
  { prefix, delimiter = '' }: ListingQuestion,
  signal: AbortSignal,
): AsyncGenerator<Listing> {
  let from: readonly (readonly [string, string])[] = [];
  for (;;) {
    const query = [
      ...(delimiter ? [['delimiter', delimiter] as const] : []),
      ['encoding-type', 'url'] as const,
      ...from,
      ['prefix', prefix] as const,
      ['versions', ''] as const,
    ];
    const response = await ask(client, { method: 'GET', query }, signal);
    if (response.status !== 200) throw refused(client, response, 's3:ListBucketVersions');
    const root = parseXml(response.body.toString('utf8'));
    if (root?.name !== 'ListVersionsResult') throw unknownForm(client);
    yield {
      versions: childrenOf(root, 'Version').map((version) => versionOf(version, client)),
      folders: childrenOf(root, 'CommonPrefixes').map((folder) => decoded(textOf(folder, 'Prefix'), client)),
    };
    if (textOf(root, 'IsTruncated') !== 'true') return;
    const next = textOf(root, 'NextKeyMarker');
    if (!next) throw unknownForm(client);
    const nextVersion = textOf(root, 'NextVersionIdMarker');
    from = [
      ['key-marker', decoded(next, client)],
      ...(nextVersion ? [['version-id-marker', nextVersion] as const] : []),
    ];
  }
}

/** An error for a request that was refused, with the permission that it takes. */
export function refused(client: S3Client, response: HttpResponse, permission: string): DoorlogError {
  const fault = faultOf(response);
  const mend = fault.code === 'AccessDenied' ? `; reading takes ${permission}` : mendOf(fault, response);
  return new DoorlogError('http-status', `${client.service} can’t be read: ${wordsOf(fault)}${mend}.`);
}

function versionOf(element: Element, client: S3Client): ObjectVersion {
  const arrived = Date.parse(textOf(element, 'LastModified') ?? '');
  // `null` is what was there before the bucket kept versions; where it still is the latest, no version needs to be named.
  const versionId = textOf(element, 'VersionId');
  const isLatest = textOf(element, 'IsLatest') === 'true';
  if (Number.isNaN(arrived)) throw unknownForm(client);
  return {
    key: decoded(textOf(element, 'Key'), client),
    isLatest,
    arrivedAt: new Date(arrived).toISOString(),
    ...(versionId && (versionId !== 'null' || !isLatest) && { versionId }),
  };
}

function decoded(text: string | undefined, client: S3Client): string {
  try {
    if (text) return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Said below.
  }
  throw unknownForm(client);
}

function unknownForm({ service }: S3Client): DoorlogError {
  return new DoorlogError(
    'http-reply-invalid',
    `${service} lists its objects in a form that Doorlog does not know; check that the url is a store’s.`,
  );
}
