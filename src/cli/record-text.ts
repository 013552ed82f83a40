import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { CommitIdentity, Person } from '../model/person.ts';
import { printable } from './printable.ts';
import { changeRows } from './record-changes.ts';
import { rightRows } from './record-rights.ts';
import { accountText, type Row, sentence } from './record-row.ts';

const LONGEST_ITEM = 300;

/** A record for people, in parts; what others wrote can't steer the terminal. */
export function recordText(
  record: AccessRecord,
  { view, isTerminal }: { readonly view: 'attested' | 'log'; readonly isTerminal: boolean },
): string {
  const parts: [string, readonly Row[]][] = [
    ['Who', whoRows(record)],
    ['What', whatRows(record)],
    ['When', whenRows(record)],
    ['Where', whereRows(record)],
    ['By which right', rightRows(record)],
    ['What changed', changeRows(record)],
    ['Verdict', verdictRows(record)],
    ['Not seen', gapRows(record.gaps)],
  ];
  const simulated = record.simulation === true ? ', a simulation: nothing of this happened' : '';
  const title = `Record ${record.recordId}, ${record.phase}, ${view} view${simulated}`;
  return [printable(title), ...parts.flatMap(([name, rows]) => partLines(name, rows, isTerminal))]
    .map((line) => `${line}\n`)
    .join('');
}

function partLines(name: string, rows: readonly Row[], isTerminal: boolean): string[] {
  const filled = rows
    .map(([label, ...items]) => [label, items.filter((item) => item !== undefined && item !== '')] as const)
    .filter(([, items]) => items.length > 0);
  const width = Math.max(0, ...filled.map(([label]) => label.length));
  const heading = isTerminal ? `\u001b[1m${name}\u001b[0m` : name;
  const lines = filled.flatMap(([label, items]) =>
    items.map((item, index) => {
      const head = index === 0 ? printable(label) : '';
      return `  ${head.padEnd(width)}  ${printable(item ?? '', LONGEST_ITEM)}`;
    }),
  );
  return ['', heading, ...(lines.length > 0 ? lines : ['  nothing recorded'])];
}

function personText(person: Person | undefined): string | undefined {
  if (!person) return undefined;
  const grants = person.grants?.map(({ by, permission, role, team }) => `${role ?? permission} by ${team ?? by}`);
  return sentence([
    accountText(person),
    person.role && `role ${person.role}`,
    grants && grants.length > 0 ? `held: ${grants.join('; ')}` : undefined,
    person.sharedAccount ? 'a shared account' : undefined,
    person.ssoIdentity && `signed in as ${person.ssoIdentity}`,
    person.ipAddress && `from ${person.ipAddress}`,
    person.userAgent && `by ${person.userAgent}`,
  ]);
}

function commitIdentityText(identity: CommitIdentity | undefined): string | undefined {
  if (!identity) return undefined;
  const claimed = [identity.name, identity.email && `<${identity.email}>`].filter(Boolean).join(' ');
  return sentence([accountText(identity.account), claimed && `as ${claimed}`]);
}

function whoRows({ people, runner }: AccessRecord): Row[] {
  return [
    ['started by', personText(people.initiator)],
    ['re-run by', personText(people.rerunner)],
    ['event by', accountText(people.sender)],
    ['pushed by', accountText(people.pusher)],
    ['merged by', accountText(people.merger)],
    ['commit author', commitIdentityText(people.author)],
    ['committer', commitIdentityText(people.committer)],
    [
      'machine user',
      sentence([
        runner.user,
        runner.userId && `id ${runner.userId}`,
        runner.sudoUser && `by sudo from ${runner.sudoUser}`,
      ]),
    ],
  ];
}

function whatRows({ pipeline, source, outcome }: AccessRecord): Row[] {
  const { verification } = source;
  const signature =
    verification && (verification.verified ? 'signature verified' : `not verified: ${verification.reason}`);
  return [
    [
      'job',
      sentence([pipeline.job, pipeline.workflow && `of ${pipeline.workflow}`, outcome && `ended in ${outcome.status}`]),
    ],
    ['command', pipeline.command?.join(' ')],
    ['workflow', pipeline.workflowRef],
    ['called workflow', pipeline.jobWorkflowRef === pipeline.workflowRef ? undefined : pipeline.jobWorkflowRef],
    ['event', sentence([pipeline.event, pipeline.eventAction])],
    ['ref', sentence([pipeline.ref, pipeline.refProtected && 'protected'])],
    ['commit', sentence([source.commit ?? pipeline.sha, signature])],
    ['headline', source.headline],
    ...(source.pullRequests ?? []).map(
      ({ number, state, author, reviews }): Row => [
        `pull request ${number}`,
        sentence([state, author && `by ${author.login}`]),
        ...reviews.map(({ reviewer, state: said }) => `${said} by ${reviewer.login}`),
      ],
    ),
  ];
}

function whenRows({ observedAt, source }: AccessRecord): Row[] {
  return [
    ['start', observedAt.start],
    ['checkpoint', ...(observedAt.checkpoints ?? [])],
    ['end', observedAt.end],
    ['collector', observedAt.collector],
    ['committed', source.committedAt],
  ];
}

function whereRows({ pipeline, runner }: AccessRecord): Row[] {
  const machine = sentence([
    runner.environment,
    sentence([runner.os, runner.arch]),
    runner.name,
    runner.hostName && runner.hostName !== runner.name && `host ${runner.hostName}`,
  ]);
  const variables = Object.entries(runner.environmentVariables ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    [
      'repository',
      sentence([pipeline.repository, pipeline.repositoryId && `id ${pipeline.repositoryId}`, pipeline.visibility]),
    ],
    ['run', pipeline.runUrl ?? pipeline.runId],
    ['environment', pipeline.environment],
    ['runner', machine],
    ['folder', pipeline.directory],
    ['variables', ...variables],
  ];
}

function verdictRows({ policy }: AccessRecord): Row[] {
  if (!policy) return [];
  const { origin, repository, path, commit } = policy.policy;
  const found = policy.results.filter(({ result }) => result !== 'pass');
  return [
    ['says', `${policy.verdict} (${policy.results.length} rules, mode ${policy.mode})`],
    ['policy', sentence([origin, repository, path, commit && `at ${commit}`])],
    ...found.map(({ result, rule, message, mend }): Row => [`${result} ${rule}`, message, mend]),
  ];
}

/** Grouped by reason: what a permission would show stands apart from what there is nothing to see of. */
function gapRows(gaps: readonly Gap[]): Row[] {
  const reasons = [...new Set(gaps.map(({ reason }) => reason))].sort();
  return reasons.map((reason): Row => {
    const items = gaps.filter((gap) => gap.reason === reason);
    return [
      reason,
      ...items.map(({ pointer, needed, detail }) => `${pointer}: needs ${needed}${detail ? ` (${detail})` : ''}`),
    ];
  });
}
