import type { Account } from '../model/person.ts';
import type { ExcludedJob, MissingJob, ReleaseReport, ReportedJob } from '../model/release-report.ts';
import { link, plain, table } from './markdown.ts';

/** A table longer than this is cut: it is a page to read, and the JSON beside it holds all. */
const MOST_ROWS = 200;

/**
 * The report as a release manager reads it, in GitHub’s Markdown: what is missing first, then who came into which job.
 * Whatever somebody else wrote appears as plain text.
 */
export function releasePage(report: ReleaseReport): string {
  const parts = [
    `# Who worked on ${plain(report.release.tag)} of ${plain(report.release.repository)}`,
    headline(report),
    missing(report),
    unbelievable(report),
    refusals(report),
    jobs(report),
    people(report),
    leftOut(report),
    artifacts(report),
    footer(report),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function headline({ verdict, counts, excluded }: ReleaseReport): string {
  const asked = counts.ran - counts.excluded;
  const all =
    asked === 0
      ? 'No other job led to this release.'
      : `${several(asked, 'job')} led to this release. ${counts.verified === asked ? (asked === 1 ? 'For it' : 'For each of them') : `For ${counts.verified} of them`} there is a signed record of who came in.`;
  const unasked = excluded.filter(({ why }) => why !== 'this-job').length;
  const but =
    unasked === 0
      ? ''
      : ` **${several(unasked, 'more job')}** ${unasked === 1 ? 'was' : 'were'} not asked for one: see below.`;
  if (verdict === 'pass')
    return `✅ **Nothing is missing${unasked === 0 ? '' : ' of what was asked for'}.** ${all}${but}`;
  const troubles = [
    ...(counts.missing > 0 ? [`${several(counts.missing, 'job')} without a proven record`] : []),
    ...(counts.refused > 0 ? [`${several(counts.refused, 'job')} whose record can’t be believed`] : []),
    ...(counts.againstPolicy > 0 ? [`${several(counts.againstPolicy, 'job')} against the policy`] : []),
  ];
  return `⛔ **This release is not in order:** ${troubles.join(', ')}. ${all}${but}`;
}

const WHY_MISSING: Record<MissingJob['why'], string> = {
  missing: 'no record was found: nobody can say who came in',
  unfinished: 'it began to keep a record and never finished it',
  incomplete: 'there is a record, but nothing proves that it is genuine',
};

function missing(report: ReleaseReport): string {
  if (report.missing.length === 0) return '';
  const rows = report.missing.map((each) => [nameOf(each, report), runOf(each, report), WHY_MISSING[each.why]]);
  return `## What is missing\n\n${cut(['Job', 'Run', 'What is known'], rows)}`;
}

function unbelievable(report: ReleaseReport): string {
  const rows = report.jobs.flatMap((each) => {
    if (each.verdict === 'verified') return [];
    const why =
      each.verdict === 'refused'
        ? 'its record was altered, or signed by somebody else'
        : each.disagreements === undefined
          ? 'there are records of it that contradict each other'
          : `its own record says otherwise than what was seen from outside, in ${several(each.disagreements, 'place')}`;
    return [[nameOf(each, report), runOf(each, report), why]];
  });
  return rows.length === 0 ? '' : `## What can’t be believed\n\n${cut(['Job', 'Run', 'Why'], rows)}`;
}

function refusals(report: ReleaseReport): string {
  const rows = report.jobs.flatMap((each) => {
    const { policy } = each;
    if (policy?.recorded?.refuses !== true && policy?.again?.refuses !== true) return [];
    const when =
      policy.recorded?.refuses === true ? 'when it ran' : 'by the rules of today, which are stricter or know more';
    const found = policy.failed.map(({ rule, message }) => `**${plain(rule)}**: ${plain(message, 500)}`);
    return [[nameOf(each, report), found.join('<br>') || 'what it needs to know could not be seen', when]];
  });
  return rows.length === 0 ? '' : `## What breaks the rules\n\n${cut(['Job', 'What was found', 'Judged'], rows)}`;
}

function jobs(report: ReleaseReport): string {
  const proven = report.jobs.filter(({ verdict }) => verdict === 'verified');
  if (proven.length === 0) return '';
  const rows = proven.map((each) => [
    nameOf(each, report),
    startedBy(each),
    names(each.who?.reviewers),
    each.environment === undefined && !each.who?.approvers?.length ? 'not asked for' : names(each.who?.approvers),
    each.environment === undefined ? '' : plain(each.environment),
    rightsOf(each),
    ruled(each),
  ]);
  const head = ['Job', 'Started by', 'Change reviewed by', 'Approved by', 'Deploys to', 'May change', 'Rules'];
  return `## Who came in\n\n${cut(head, rows)}`;
}

function startedBy({ who, recorder }: ReportedJob): string {
  const { initiator, rerunner } = who ?? {};
  const first = initiator ? nameOfAccount(initiator) : 'unknown';
  const again = rerunner && rerunner.login !== initiator?.login ? `, run again by ${nameOfAccount(rerunner)}` : '';
  return `${first}${again}${recorder === 'collector' ? ' (seen from outside)' : ''}`;
}

/** What the scopes of a token let somebody change, in the words of people who don’t know them. */
const THINGS: Readonly<Record<string, string>> = {
  actions: 'runs',
  attestations: 'signed statements',
  checks: 'check results',
  contents: 'code and releases',
  deployments: 'deployments',
  'id-token': 'whatever trusts its identity',
  issues: 'issues',
  packages: 'packages',
  pages: 'the website',
  'pull-requests': 'pull requests',
  'security-events': 'security alerts',
  statuses: 'check results',
};

/** What the job’s token could write, and where it had a cloud’s identity: reading is left out. */
function rightsOf({ token, cloud = [] }: ReportedJob): string {
  const written = Object.entries(token ?? {}).flatMap(([scope, level]) =>
    level === 'write' ? [Object.hasOwn(THINGS, scope) ? (THINGS[scope] ?? '') : plain(scope)] : [],
  );
  const clouds = cloud.map(
    ({ provider, shortLived }) => `${plain(provider)}${shortLived === false ? ' by a **lasting key**' : ''}`,
  );
  const parts = [...(token ? written : ['unknown']), ...new Set(clouds)];
  return parts.join(', ') || 'nothing';
}

function ruled({ policy }: ReportedJob): string {
  const { recorded, again } = policy ?? {};
  const isChosen = [recorded, again].some(
    (answer) => answer && answer.origin !== 'built-in' && answer.origin !== 'none',
  );
  if (!isChosen) return 'none set';
  if (recorded?.refuses || again?.refuses) return '❌ broken';
  const verdict = again?.verdict ?? recorded?.verdict;
  return verdict === 'pass' ? '✅ kept' : verdict === 'fail' ? '⚠️ findings' : '❔ not all could be seen';
}

const DEEDS = {
  initiator: 'started it',
  rerunner: 'started it again',
  approver: 'approved',
  reviewer: 'reviewed the change',
} as const satisfies Record<ReleaseReport['people'][number]['as'][number], string>;

function people({ people: all }: ReleaseReport): string {
  if (all.length === 0) return '';
  const rows = all.map(({ account, as, jobs: count }) => [
    nameOfAccount(account),
    as.map((part) => DEEDS[part]).join(', '),
    String(count),
  ]);
  return `## People\n\n${cut(['Who', 'What they did', 'In how many jobs'], rows)}`;
}

function leftOut(report: ReleaseReport): string {
  const { excluded, otherRuns, counts } = report;
  const lines = [
    ...excluded.slice(0, MOST_ROWS).map((each) => `- ${nameOf(each, report)}: ${reason(each)}`),
    ...(excluded.length > MOST_ROWS ? [`- and ${excluded.length - MOST_ROWS} more`] : []),
    ...(otherRuns.length > 0
      ? [
          `- ${several(otherRuns.length, 'run')} of the same commit that did not build the release: ${[...new Set(otherRuns.map(({ event }) => plain(event)))].join(', ')}`,
        ]
      : []),
    ...(counts.notRun > 0 ? [`- ${several(counts.notRun, 'job')} that did not run`] : []),
  ];
  return lines.length === 0 ? '' : `## What was not asked for\n\n${lines.join('\n')}`;
}

function reason({ why, pattern }: ExcludedJob): string {
  switch (why) {
    case 'this-job':
      return 'made this report, so its own record ends after it';
    case 'still-running':
      return 'had not ended yet';
    case 'except-jobs':
      return `left out by the release workflow (${plain(pattern ?? '')})`;
  }
}

function artifacts({ release }: ReleaseReport): string {
  const { artifacts: all } = release;
  if (all.length === 0) return '## What is released\n\nNo files were named.';
  const rows = all.map(({ name, sha256 }) => [plain(name), `\`${sha256}\``]);
  return `## What is released\n\n${cut(['File', 'SHA-256'], rows)}`;
}

function footer({ release, madeAt, recorder, policy }: ReleaseReport): string {
  const page = release.url ? link('release', release.url) : 'release';
  const commit = link(
    `\`${release.commit.slice(0, 12)}\``,
    `${release.server}/${release.repository}/commit/${release.commit}`,
  );
  const state = release.immutable ? ', which nobody can change any more' : release.draft ? ', a draft' : '';
  const { attestation } = release;
  const own = attestation
    ? `GitHub vouches for it too (statement \`sha256:${attestation.statement.slice(0, 16)}…\`, ${attestation.verified ? 'checked' : 'not checked here'}). `
    : '';
  const rules = policy?.digest ? ` The rules of today: \`sha256:${policy.digest.slice(0, 16)}…\`.` : '';
  return `---\n\nMade ${madeAt.slice(0, 16).replace('T', ' ')} UTC by Doorlog ${plain(recorder.version)} for the ${page}${state}, commit ${commit}. ${own}The same as data, with the digest of every record, is in the JSON file beside this page; its signature is what counts.${rules}`;
}

function nameOf({ job, run }: Pick<ReportedJob, 'job' | 'run'>, { release }: ReleaseReport): string {
  const label = plain(job.name, 120) || `job ${plain(job.id)}`;
  return link(label, `${release.server}/${release.repository}/actions/runs/${run.id}/job/${job.id}`);
}

function runOf({ run }: Pick<ReportedJob, 'run'>, { release }: ReleaseReport): string {
  const file = plain(run.workflow.split('/').at(-1) ?? run.workflow);
  const attempt = run.attempt === '1' ? '' : `, attempt ${plain(run.attempt)}`;
  const page = `${release.server}/${release.repository}/actions/runs/${run.id}/attempts/${run.attempt}`;
  return `${link(file, page)} (${plain(run.event)}${attempt})`;
}

/** What was not seen is not nobody. */
function names(accounts: readonly Account[] | undefined): string {
  return accounts === undefined ? 'unknown' : accounts.map(nameOfAccount).join(', ') || 'nobody';
}

function nameOfAccount({ login, type }: Account): string {
  return `**${plain(login)}**${type === 'bot' ? ' (bot)' : ''}`;
}

function cut(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const more = rows.length > MOST_ROWS ? `\n\nAnd ${rows.length - MOST_ROWS} more, in the JSON file.` : '';
  return table(head, rows.slice(0, MOST_ROWS)) + more;
}

function several(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
