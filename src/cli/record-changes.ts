import { canonicalize } from '../core/canonical.ts';
import type { AccessRecord, Drift } from '../model/access-record.ts';
import { type Row, sentence } from './record-row.ts';

/** What was another thing at the end than at the start, and what was made meanwhile. */
export function changeRows({ drift, resources }: AccessRecord): Row[] {
  const { deployments = [], releases = [], draftReleases = [], artifacts = [] } = resources ?? {};
  return [
    ...drift.map((change): Row => [change.pointer, valuesOf(change)]),
    ...deployments.map(
      ({ id, environment, creator, state }): Row => [
        'deployment',
        sentence([`${id} to ${environment ?? 'no environment'}`, creator && `by ${creator.login}`, state]),
      ],
    ),
    ...[...releases, ...draftReleases].map(
      ({ tag, name, author, publishedAt }): Row => [
        publishedAt === undefined ? 'draft release' : 'release',
        sentence([tag, name, author && `by ${author.login}`]),
      ],
    ),
    ...artifacts.map(({ name, sha256 }): Row => ['artifact', `${name}, sha256:${sha256}`]),
  ];
}

function valuesOf({ before, after }: Drift): string {
  if (before === undefined && after === undefined) return 'changed';
  return `${short(before)} → ${short(after)}`;
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? 'nothing' : canonicalize(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
