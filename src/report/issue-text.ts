import * as z from 'zod/mini';
import type { AccessRecord } from '../model/access-record.ts';
import type { Location, RuleResult } from '../model/verdict.ts';
import { link, plain } from './markdown.ts';

/** What is kept in an issue, unseen, of the alert that it is for. */
const IssueAbout = z.object({
  rule: z.string(),
  subject: z.optional(z.string()),
  person: z.optional(z.array(z.string())),
  scope: z.object({
    workflow: z.optional(z.string()),
    environment: z.optional(z.string()),
    ref: z.optional(z.string()),
  }),
});
export type IssueAbout = z.infer<typeof IssueAbout>;

/** The alert that an issue of ours is for. */
export interface IssueMark {
  readonly fingerprint: string;
  readonly about: IssueAbout;
}

const MARK = /<!-- doorlog:([0-9a-f]{64}) -->/;
const ABOUT = /<!-- doorlog-about:([A-Za-z0-9_-]{1,8000}) -->/;
const SEEN = /<!-- doorlog-seen -->[\s\S]*?<!-- \/doorlog-seen -->/;
const LONGEST_BODY = 60_000;

/** The alert that an issue says it is for; undefined for any other issue. */
export function readMark(body: string): IssueMark | undefined {
  const fingerprint = MARK.exec(body)?.[1];
  const packed = ABOUT.exec(body)?.[1];
  if (fingerprint === undefined || packed === undefined) return undefined;
  try {
    const parsed = IssueAbout.safeParse(JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')));
    return parsed.success ? { fingerprint, about: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}

/** What an issue of a finding is made of. */
export interface IssueText {
  readonly mark: IssueMark;
  readonly finding: RuleResult;
  readonly record: AccessRecord;
}

/** Title and body of a new issue: whatever somebody else wrote appears as plain text, and nobody is mentioned. */
export function newIssue({ mark, finding, record }: IssueText): { readonly title: string; readonly body: string } {
  const parts = [
    `${plain(finding.message, 2_000)}`,
    finding.mend === undefined ? '' : `**To mend it:** ${plain(finding.mend, 2_000)}`,
    `Rule \`${finding.rule}\`, severity ${finding.severity}.${places(finding.locations, record)}`,
    seen('found', record),
    'This issue is opened, updated and closed by the gate of this repository: it is closed when the rule passes in the same place.',
    markOf(mark),
  ];
  return { title: `Doorlog: ${finding.rule}`, body: parts.filter(Boolean).join('\n\n') };
}

/** The body with the run in which the finding was seen last; what people wrote into it stays. */
export function seenAgain(body: string, record: AccessRecord): string {
  const line = seen('found', record);
  const changed = SEEN.test(body) ? body.replace(SEEN, () => line) : `${body}\n\n${line}`;
  return changed.length > LONGEST_BODY ? body : changed;
}

/** The body with the run that showed it mended. */
export function settled(body: string, record: AccessRecord): string {
  const line = seen('settled', record);
  return SEEN.test(body) ? body.replace(SEEN, () => line) : `${body}\n\n${line}`;
}

function seen(what: 'found' | 'settled', { pipeline, observedAt }: AccessRecord): string {
  const name = `run ${plain(pipeline.runNumber ?? pipeline.runId ?? 'unknown')}`;
  const run = pipeline.runUrl ? link(name, pipeline.runUrl) : name;
  const day = (observedAt.end ?? '').replace('T', ' ').slice(0, 16);
  const sentence = what === 'found' ? `Last seen in ${run}` : `The rule passed in ${run}`;
  return `<!-- doorlog-seen -->\n${sentence}${day ? `, ${day} UTC` : ''}.\n<!-- /doorlog-seen -->`;
}

function places(locations: readonly Location[] | undefined, { pipeline }: AccessRecord): string {
  const named = (locations ?? []).slice(0, 5).map(({ file, line }) => {
    const label = plain(line === undefined ? file : `${file}, line ${line}`);
    const { server, repository, sha } = pipeline;
    const place = `${server}/${repository}/blob/${sha}/${file}${line === undefined ? '' : `#L${line}`}`;
    return server && repository && sha ? link(label, place) : label;
  });
  return named.length === 0 ? '' : ` Where: ${named.join('; ')}.`;
}

function markOf({ fingerprint, about }: IssueMark): string {
  return `<!-- doorlog:${fingerprint} -->\n<!-- doorlog-about:${Buffer.from(JSON.stringify(about)).toString('base64url')} -->`;
}
