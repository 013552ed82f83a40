import { type LocalReply, type LocalRequest, type LocalServer, serve } from '../support/local-server.ts';
import { fault } from '../support/s3-store.ts';

/** One version of an object; the last of a key is its latest. */
export interface BucketVersion {
  readonly key: string;
  readonly versionId: string;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

/** A bucket that is read. */
export interface Bucket extends LocalServer {
  readonly versions: BucketVersion[];
  /** What settings are answered with, by their query. */
  readonly settings: Map<string, LocalReply>;
}

const PAGE = 2;
const ARRIVED = '2026-04-01T00:00:00.000Z';

/** Plays ListObjectVersions, two names a page, GetObject and a bucket's settings; signatures are the strict store's matter. */
export async function startBucket(): Promise<Bucket> {
  const versions: BucketVersion[] = [];
  const settings = new Map<string, LocalReply>();

  function handle({ url }: LocalRequest): LocalReply {
    const { searchParams: query } = url;
    if (query.has('versions')) return { status: 200, body: listed(query) };
    const key = decodeURIComponent(url.pathname).replace(/^\/[^/]+\//, '');
    if (key === '') return settings.get(url.search.replace(/^\?|=$/g, '')) ?? fault(403, 'AccessDenied');
    const found = versions.find((each) => each.key === key && each.versionId === (query.get('versionId') ?? ''));
    return found ? { status: 200, body: found.text, headers: found.headers ?? {} } : fault(404, 'NoSuchVersion');
  }

  function listed(query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter');
    const rows = new Map<string, string>();
    for (const { key, versionId } of versions.filter((each) => each.key.startsWith(prefix))) {
      const cut = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
      const isLatest = versions.findLast((each) => each.key === key)?.versionId === versionId;
      if (cut >= 0)
        rows.set(
          key.slice(0, cut + 1),
          `<CommonPrefixes><Prefix>${escaped(key.slice(0, cut + 1))}</Prefix></CommonPrefixes>`,
        );
      else {
        rows.set(
          `${key} ${versionId}`,
          `<Version><Key>${escaped(key)}</Key><VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${ARRIVED}</LastModified></Version>`,
        );
      }
    }
    const names = [...rows.keys()].sort();
    const marker = [query.get('key-marker'), query.get('version-id-marker')].filter((part) => part !== null).join(' ');
    const page = names.filter((name) => name > marker).slice(0, PAGE);
    const last = page.at(-1) ?? '';
    const isTruncated = last < (names.at(-1) ?? '');
    const [nextKey = '', nextVersion] = last.split(' ');
    const next = isTruncated
      ? `<NextKeyMarker>${escaped(nextKey)}</NextKeyMarker>${nextVersion ? `<NextVersionIdMarker>${nextVersion}</NextVersionIdMarker>` : ''}`
      : '';
    return `<?xml version="1.0"?><ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated>${next}${page.map((name) => rows.get(name)).join('')}</ListVersionsResult>`;
  }

  return { ...(await serve({ handle })), versions, settings };
}

/** As `encoding-type=url` has it. */
function escaped(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}
