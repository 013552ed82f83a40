import { quantity } from './quantity.ts';

/** What somebody wants to have verified, as they named it on a command line. */
export type VerifyTarget =
  | { readonly kind: 'digest' /** Lower-case hex. */; readonly sha256: string }
  | { readonly kind: 'commit' /** Lower-case hex. */; readonly sha: string }
  | {
      readonly kind: 'release';
      readonly repository: string;
      readonly tag: string;
      /** Of a release that was named by its address: `https://github.com`. */
      readonly server?: string;
    }
  | { readonly kind: 'path'; readonly path: string };

/** What a target can be, in words for sentences. */
export const TARGET_KINDS =
  'a record, a bundle, an artifact or a directory of bundles by its path, sha256:HEX, a commit (40 hex digits, with --repo), OWNER/REPO@TAG, or the address of a GitHub release';

const OWNER = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})';
const NAME = '[A-Za-z0-9._-]{1,100}';

/**
 * Reads a target by its form alone; what has no other form is a path. Whether a file of that name exists, too, is the
 * caller's to see: commits and releases look like file names.
 */
export function parseVerifyTarget(text: string): VerifyTarget {
  return digestIn(text) ?? releaseAddressIn(text) ?? commitIn(text) ?? releaseIn(text) ?? { kind: 'path', path: text };
}

/**
 * One sentence about a target that is nearly a digest or a commit, for a text that names no file; undefined where it is
 * near to neither. git takes commits from 4 digits on (git-rev-parse, --short).
 */
export function mistakeIn(text: string): string | undefined {
  const target = parseVerifyTarget(text);
  if (target.kind !== 'path') return undefined;
  const digest = /^sha256:(.*)$/is.exec(text)?.[1];
  if (digest !== undefined) {
    const has = /^[0-9a-f]*$/i.test(digest) ? quantity(digest.length, 'hex digit') : 'something else than hex digits';
    const name = digest === '' || digest.length > 100 ? 'The target' : text;
    return `${name} has ${has} after sha256:, and a SHA-256 has 64: give all of them.`;
  }
  if (!/^[0-9a-f]{4,39}$/i.test(text)) return undefined;
  return `There is no file ${text}, and it may be a shortened commit: give all 40 hex digits, as git rev-parse ${text.toLowerCase()} prints them.`;
}

function digestIn(text: string): VerifyTarget | undefined {
  const hex = /^sha256:([0-9a-f]{64})$/i.exec(text)?.[1];
  return hex === undefined ? undefined : { kind: 'digest', sha256: hex.toLowerCase() };
}

function commitIn(text: string): VerifyTarget | undefined {
  return /^[0-9a-f]{40}$/i.test(text) ? { kind: 'commit', sha: text.toLowerCase() } : undefined;
}

function releaseIn(text: string): VerifyTarget | undefined {
  const [, repository, tag] = new RegExp(`^(${OWNER}/${NAME})@(.+)$`).exec(text) ?? [];
  return repository !== undefined && tag !== undefined && isTag(tag) ? { kind: 'release', repository, tag } : undefined;
}

/** Only https, but for a server on this machine: what is found there is believed to be the release. */
function releaseAddressIn(text: string): VerifyTarget | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname, username, password } = new URL(text);
  const isLocal = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  if ((protocol !== 'https:' && !isLocal) || username !== '' || password !== '') return undefined;
  const [, repository, rest] = new RegExp(`^/(${OWNER}/${NAME})/releases/tag/(.+?)/?$`).exec(pathname) ?? [];
  const tag = rest === undefined ? undefined : decoded(rest);
  if (repository === undefined || tag === undefined || !isTag(tag)) return undefined;
  return { kind: 'release', repository, tag, server: origin };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Names that git takes for a tag, near enough (git-check-ref-format): the server has the last word. */
function isTag(text: string): boolean {
  return (
    text.length <= 250 &&
    !/[\s\p{Cc}~^:?*[\\]/u.test(text) &&
    !text.includes('..') &&
    !text.includes('//') &&
    !/^[/.-]|[/.]$/.test(text)
  );
}
