import * as z from 'zod/mini';
import type { AccessRecord } from '../model/access-record.ts';
import type { Location, RuleResult } from '../model/verdict.ts';
import { link, plain } from './markdown.ts';

const Scope = z.object({
  workflow: z.optional(z.string()),
  environment: z.optional(z.string()),
  ref: z.optional(z.string()),
});

/** What is kept in an issue, unseen, of the alert that it is for. */
const IssueAbout = z.object({
  rule: z.string(),
  subject: z.optional(z.string()),
  person: z.optional(z.array(z.string())),
  scope: Scope,
  elsewhere: z.optional(z.array(Scope)),
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
const LONGEST_ABOUT = 8_000;

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

const KEPT_BY = {
  gate: 'This issue is opened, updated and closed by the gate of this repository: it is closed when the rule passes wherever it failed.',
  jobs: 'This issue is opened and updated by the jobs of this repository. A gate that opens issues closes it when the rule passes wherever it failed; without such a gate, close it once it is mended.',
} as const;

/** Title and body of a new issue: whatever somebody else wrote appears as plain text, and nobody is mentioned. */
export function newIssue(
  { mark, finding, record }: IssueText,
  keptBy: keyof typeof KEPT_BY = 'gate',
): { readonly title: string; readonly body: string } {
  const parts = [
    `${plain(finding.message, 2_000)}`,
    finding.mend === undefined ? '' : `**To mend it:** ${plain(finding.mend, 2_000)}`,
    `Rule \`${finding.rule}\`, severity ${finding.severity}.${places(finding.locations, record)}`,
    seen('found', record),
    KEPT_BY[keptBy],
    markOf(mark),
  ];
  return { title: `Doorlog: ${finding.rule}`, body: parts.filter(Boolean).join('\n\n') };
}

/** The body with the run in which the finding was seen last; what people wrote into it stays. */
export function seenAgain(body: string, record: AccessRecord, about?: IssueAbout): string {
  return changed(about ? withAbout(body, about) : body, seen('found', record));
}

/** The body with the run that showed it mended: everywhere, or in one of the places that it is about. */
export function settled(body: string, record: AccessRecord, left?: IssueAbout): string {
  return changed(left ? withAbout(body, left) : body, seen(left ? 'settled-here' : 'settled', record));
}

function changed(body: string, line: string): string {
  const next = SEEN.test(body) ? body.replace(SEEN, () => line) : `${body}\n\n${line}`;
  return next.length > LONGEST_BODY ? body : next;
}

function withAbout(body: string, about: IssueAbout): string {
  const packed = pack(about);
  return packed.length > LONGEST_ABOUT ? body : body.replace(ABOUT, () => aboutComment(packed));
}

function seen(what: 'found' | 'settled' | 'settled-here', { pipeline, observedAt }: AccessRecord): string {
  const name = `run ${plain(pipeline.runNumber ?? pipeline.runId ?? 'unknown')}`;
  const run = pipeline.runUrl ? link(name, pipeline.runUrl) : name;
  const day = (observedAt.end ?? observedAt.collector ?? '').replace('T', ' ').slice(0, 16);
  const sentence = what === 'found' ? `Last seen in ${run}` : `The rule passed in ${run}`;
  const rest = what === 'settled-here' ? '; not yet in all workflows, environments and refs where it failed' : '';
  return `<!-- doorlog-seen -->\n${sentence}${day ? `, ${day} UTC` : ''}${rest}.\n<!-- /doorlog-seen -->`;
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
  return `<!-- doorlog:${fingerprint} -->\n${aboutComment(pack(about))}`;
}

function pack(about: IssueAbout): string {
  return Buffer.from(JSON.stringify(about)).toString('base64url');
}

function aboutComment(packed: string): string {
  return `<!-- doorlog-about:${packed} -->`;
}
