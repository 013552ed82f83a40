import type { AccessRecord } from '../model/access-record.ts';
import type { Account, Person } from '../model/person.ts';
import { ranked } from '../model/ranked-results.ts';
import type { RuleResult } from '../model/verdict.ts';
import type { Delivery, Undelivered } from '../ports.ts';
import { link, plain, table } from './markdown.ts';
import { replaying } from './replaying.ts';

/** What a summary is made of. */
export interface SummaryInput {
  /** The attested view: a summary can be read by everybody who can see the run. */
  readonly record: AccessRecord;
  /** SHA-256 of the record's file in hex. */
  readonly recordDigest: string;
  /** By the policy, by what went wrong, or not. */
  readonly refused: 'policy' | 'trouble' | false;
  readonly deliveries: readonly Delivery[];
  /** Left out where every log store has everything that it wants. */
  readonly undelivered?: Undelivered | undefined;
  /** What went wrong; `fatal` where it fails the job. */
  readonly problems: readonly { readonly message: string; readonly fatal: boolean }[];
  /** What people were told of at once, by channel; left out where nobody is to be told. */
  readonly alerts?: readonly { readonly channel: string; readonly status: string }[] | undefined;
  readonly attestationUrl?: string | undefined;
  readonly signed: boolean;
}

/**
 * The job summary in GitHub's Markdown: who, by which right, approved by whom, on what, what was found, and where the
 * proof is. Whatever somebody else wrote appears as plain text.
 */
export function summarize(input: SummaryInput): string {
  const { record } = input;
  const rows: [string, string][] = [
    ['Who', who(record)],
    ['By which right', rights(record)],
    ['Approved by', approvals(record)],
    ['On what', source(record)],
    ['Changed meanwhile', drift(record)],
    ['Proof', proof(input)],
    ...toldRow(input),
  ];
  const parts = [
    `### ${headline(input)}`,
    problems(input.problems.filter(({ fatal }) => fatal)),
    findings(record),
    waivers(record),
    table(
      ['Job', job(record)],
      rows.map(([name, value]) => [`**${name}**`, value]),
    ),
    responses(record),
    problems(input.problems.filter(({ fatal }) => !fatal)),
    input.undelivered ? replaying(input.undelivered, record.pipeline) : '',
    gaps(record),
    `Record id: \`${plain(record.recordId)}\``,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** What is judged: a gate speaks of the whole run. */
function noun({ recorder }: AccessRecord): string {
  return recorder.kind === 'gate' ? 'run' : 'job';
}

function headline({ record, refused }: SummaryInput): string {
  if (refused === 'policy') return `⛔ Doorlog refuses this ${noun(record)}`;
  if (refused === 'trouble') return `⛔ Doorlog fails this ${noun(record)}, because something went wrong`;
  switch (record.policy?.verdict) {
    case 'pass':
      return `✅ Doorlog: nothing against this ${noun(record)}`;
    case 'fail':
      return `⚠️ Doorlog: findings, which do not fail this ${noun(record)}`;
    default:
      return '❔ Doorlog: not everything could be seen';
  }
}

function who({ people }: AccessRecord): string {
  const { initiator, rerunner } = people;
  const first = initiator ? person(initiator) : 'unknown';
  return rerunner && rerunner.login !== initiator?.login ? `${first}, re-run by ${person(rerunner)}` : first;
}

function person(someone: Person | Account): string {
  const type =
    someone.type === undefined || someone.type === 'user' || someone.type === 'unknown' ? '' : ` (${someone.type})`;
  const role = 'role' in someone && someone.role ? `, ${plain(someone.role)}` : '';
  return `**${plain(someone.login)}**${type}${role}`;
}

function rights({ access }: AccessRecord): string {
  const permissions = access.token?.permissions;
  const oidc = access.oidc?.available ? 'may prove its identity (OIDC)' : 'cannot prove its identity (no OIDC)';
  if (access.token?.shorthand === 'write-all') return `token: **write-all**; ${oidc}`;
  if (!permissions) return `token: unknown, the repository’s default; ${oidc}`;
  const granted = Object.entries(permissions)
    .map(([scope, permission]) => [scope, permission.observed ?? permission.declared ?? 'none'] as const)
    .filter(([, level]) => level !== 'none')
    .map(([scope, level]) => (level === 'write' ? `**${plain(scope)}: write**` : `${plain(scope)}: read`));
  return `token: ${granted.join(', ') || 'no scope at all'}; ${oidc}`;
}

function approvals(record: AccessRecord): string {
  const { environment } = record.pipeline;
  if (environment === undefined) {
    const gap = record.gaps.find(({ pointer }) => pointer === '/pipeline/environment');
    return gap?.reason === 'not-applicable'
      ? 'no environment, so nobody has to'
      : 'unknown: the environment could not be seen';
  }
  if (record.approvals === undefined) {
    const gap = record.gaps.find(({ pointer }) => pointer === '/approvals');
    return `${gap?.reason === 'not-yet' ? 'not asked yet' : 'unknown'} for ${plain(environment)}`;
  }
  const answers = record.approvals
    .filter((approval) => approval.environment.toLowerCase() === environment.toLowerCase())
    .map(({ user, state }) => `${person(user)} (${plain(state)})`);
  return `${answers.join(', ') || 'nobody'}, for ${plain(environment)}`;
}

function source({ source: { commit, verification }, pipeline, people }: AccessRecord): string {
  const short = commit ? `\`${commit.slice(0, 12)}\`` : 'unknown commit';
  const page =
    commit && pipeline.server && pipeline.repository
      ? link(short, `${pipeline.server}/${pipeline.repository}/commit/${commit}`)
      : short;
  const author = people.author?.account ? ` by ${plain(people.author.account.login)}` : '';
  const state =
    verification === undefined
      ? 'signature unknown'
      : verification.verified
        ? 'verified'
        : `**not verified** (${plain(verification.reason)})`;
  return `${page}${author}, ${state}${pipeline.ref ? `, ${plain(pipeline.ref)}` : ''}`;
}

function job({ outcome, pipeline }: AccessRecord): string {
  const name = pipeline.job ? plain(pipeline.job) : 'unknown';
  const place = pipeline.environment === undefined ? '' : ` to ${plain(pipeline.environment)}`;
  const attempt = pipeline.runAttempt ? `, attempt ${plain(pipeline.runAttempt)}` : '';
  return `${name}${place}: ${outcome?.status ?? 'outcome unknown'} (${pipeline.runUrl ? link('run', pipeline.runUrl) : 'run'}${attempt})`;
}

function drift({ drift: changes, gaps }: AccessRecord): string {
  const start = gaps.find(({ pointer }) => pointer === '/observedAt/start');
  if (start?.reason === 'not-applicable') return 'looked at once only';
  if (start) return 'unknown: the start is not known';
  if (changes.length === 0) return 'no change seen';
  return changes.map(({ pointer }) => `**${plain(pointer)}**`).join(', ');
}

function proof({ signed, attestationUrl, recordDigest, deliveries }: SummaryInput): string {
  const attestation = attestationUrl
    ? link('attestation', attestationUrl)
    : signed
      ? 'signed, not uploaded'
      : '**not signed**';
  const stores = deliveries
    .filter(({ status }) => status === 'delivered' || status === 'already-there' || status === 'conflict')
    .map(({ sink }) => plain(sink));
  const logs = stores.length > 0 ? `, in the log (${[...new Set(stores)].join(', ')})` : '';
  return `${attestation}${logs}, record \`sha256:${recordDigest.slice(0, 16)}…\``;
}

/** Who was told at once; nothing where no finding was for anybody. */
function toldRow({ alerts = [] }: SummaryInput): [string, string][] {
  const channels = [...new Set(alerts.map(({ channel }) => channel))];
  const said = channels.map((channel) => {
    const own = alerts.filter((alert) => alert.channel === channel);
    const missed = own.filter(({ status }) => status === 'pending' || status === 'failed').length;
    const told = own.length - missed;
    const parts = [...(told > 0 ? [`${told} told`] : []), ...(missed > 0 ? [`**${missed} not told**`] : [])];
    return `${plain(channel)}: ${parts.join(', ')}`;
  });
  return said.length === 0 ? [] : [['Alerts', said.join('; ')]];
}

const MARKS: Record<RuleResult['result'], string> = {
  pass: '✅',
  fail: '❌',
  unknown: '❔',
  waived: '☑️',
  'not-applicable': '➖',
};

function findings({ policy }: AccessRecord): string {
  const results =
    policy?.results.filter(({ result, excused }) => result !== 'pass' && result !== 'not-applicable' && !excused) ?? [];
  if (results.length === 0) return '';
  return table(
    ['', 'Rule', 'Severity', 'What was found', 'How to mend it'],
    ranked(results).map(({ rule, result, severity, message, mend }) => [
      MARKS[result],
      plain(rule),
      severity,
      plain(message, 500),
      mend ? plain(mend, 500) : '',
    ]),
  );
}

const TOLD = {
  applied: 'waived until',
  expired: '⌛ **expired**, no longer holds since',
  unused: 'found nothing to waive in this job, holds until',
} as const;

function waivers({ policy }: AccessRecord): string {
  return (policy?.waivers ?? [])
    .map(
      ({ rule, state, expires }) =>
        `- Waiver of ${plain(rule)}: ${TOLD[state]} ${expires.slice(0, 16).replace('T', ' ')} UTC`,
    )
    .join('\n');
}

const DONE: Record<NonNullable<AccessRecord['responses']>[number]['status'], string> = {
  done: 'done',
  would: 'would have been done (dry run)',
  failed: '**failed**',
  asked: 'asked for',
};

function responses({ responses: all = [] }: AccessRecord): string {
  return all
    .map(({ kind, status, target, reason }) => {
      const what = `${plain(kind)}${target ? ` (${plain(target)})` : ''}`;
      return `- ${what}: ${DONE[status]}${reason ? `; ${plain(reason, 500)}` : ''}`;
    })
    .join('\n');
}

function problems(all: SummaryInput['problems']): string {
  return all.map(({ message, fatal }) => `- ${fatal ? '⛔' : '⚠️'} ${plain(message, 500)}`).join('\n');
}

function gaps(record: AccessRecord): string {
  const seen = record.gaps.filter(({ reason }) => reason !== 'not-applicable' && reason !== 'not-yet');
  if (seen.length === 0) return '';
  const rows = seen.map(({ pointer, reason, needed }) => [plain(pointer), reason, plain(needed, 300)]);
  return `<details><summary>${seen.length} ${seen.length === 1 ? 'fact' : 'facts'} could not be seen</summary>\n\n${table(['Fact', 'Why', 'What it takes'], rows)}\n\n</details>`;
}
