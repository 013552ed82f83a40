import type { ActionUse } from '../core/workflow/action-uses.ts';
import type { ExplainedJob } from '../core/workflow/explanation.ts';
import type { Approvers } from './workflow-approvers.ts';

/** A job as it is shown, with those who may approve it where they were asked for. */
export interface ReportedJob extends ExplainedJob {
  readonly approvers?: Approvers;
}

const WIDTH = 100;
const LABEL = 17;

/** What the jobs may do, for people: a block for each file, a part for each job, at most 100 columns where words allow. */
export function tableOf(jobs: readonly ReportedJob[]): string {
  const lines: string[] = [];
  let top: ReportedJob | undefined;
  for (const job of jobs) {
    if (!job.calledBy && job.file !== top?.file) {
      top = job;
      if (lines.length > 0) lines.push('');
      lines.push(printable(job.file), ...row('  starts on', job.triggers), ...row('  outsiders', outsidersOf(job)));
    }
    lines.push('', `  ${printable(titleOf(job))}`, ...rowsOf(job));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Names in files are other people's text: they must not move the cursor. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

function titleOf({ job, line, file, calledBy }: ReportedJob): string {
  return calledBy ? `${calledBy.job} > ${job} (${file}, line ${line})` : `${job} (line ${line})`;
}

function rowsOf(job: ReportedJob): string[] {
  const { calls, secrets, lines, authority, unknownScopes, refusedWhereDefaultIsRestricted: refused = [] } = job;
  return [
    ...row(
      '    calls',
      calls ? [callOf(job, calls.uses), ...(calls.why === undefined ? [] : [`not followed: ${calls.why}`])] : [],
    ),
    ...row('    token', tokenOf(job)),
    ...row('    unknown', unknownScopes.length > 0 ? [`GitHub’s schema has no scope ${unknownScopes.join(', ')}`] : []),
    ...row('    refused', refused.length > 0 ? [`where the default is restricted, for ${refused.join(', ')}`] : []),
    ...row('    environment', environmentOf(job)),
    ...row(
      '    secrets',
      secrets.map((name) => `${name === '*' ? 'all of them' : name} (${places(lines.secrets[name] ?? [])})`),
    ),
    ...row('    actions', actionsOf(job.actions.filter(({ kind }) => kind !== 'workflow'))),
    ...row(
      '    authority',
      authority.map(({ kind, uses, line }) => `${AUTHORITY[kind]} by ${shortened(uses)} (line ${line})`),
    ),
  ];
}

const AUTHORITY = {
  'github-app': 'a GitHub App’s token',
  cloud: 'an identity at a cloud',
  vault: 'secrets from a vault',
} as const;

function tokenOf({ permissions, declaredIn, lines, file }: ReportedJob): string[] {
  const { level, line, shorthand } = declaredIn;
  if (permissions === null) {
    return [level === 'caller' ? 'whatever its caller has' : 'not declared: what the repository’s default gives'];
  }
  const where = (at: number | undefined) =>
    declaredIn.file !== undefined && declaredIn.file !== file ? `${declaredIn.file}, line ${at}` : `line ${at}`;
  const by = level === 'caller' ? ', the caller’s' : level === 'workflow' ? ', the workflow’s' : '';
  if (shorthand) return [`${shorthand} (${where(line)}${by}): ${SHORTHANDS[shorthand]}`];
  const scopes = Object.entries(permissions);
  if (scopes.length === 0) return [`nothing (${where(line)}${by})`];
  return scopes.map(([scope, access]) => `${scope}: ${access} (${where(lines.permissions[scope])}${by})`);
}

const SHORTHANDS = {
  'read-all': 'read of every scope but id-token and copilot-requests',
  'write-all': 'write of every scope, id-token too, but read of models and vulnerability-alerts',
} as const;

function environmentOf({ environment, lines, approvers }: ReportedJob): string[] {
  if (environment === null) return [];
  const name = `${environment} (line ${lines.environment})`;
  return approvers ? [name, approversWords(approvers)] : [name];
}

function approversWords(approvers: Approvers): string {
  if ('unknown' in approvers) return `approvers unknown: ${approvers.unknown}, needs ${approvers.needed}`;
  if (!approvers.required) return 'nobody has to approve';
  const who = [...approvers.people, ...approvers.teams.map((team) => `team ${team}`)].join(' or ') || 'nobody named';
  const self = approvers.preventSelfReview === false ? ', their own deployments too' : '';
  return `approved by ${who}${self}${approvers.adminsCanBypass ? ', or an administrator bypasses it' : ''}`;
}

function actionsOf(actions: readonly ActionUse[]): string[] {
  const lines = new Map<string, { readonly pinned: boolean; readonly at: number[] }>();
  for (const { uses, pinned, line } of actions) {
    const known = lines.get(uses);
    if (known) known.at.push(line);
    else lines.set(uses, { pinned, at: [line] });
  }
  return [...lines].map(
    ([uses, { pinned, at }]) => `${shortened(uses)} (${places(at)}${pinned ? '' : ', NOT PINNED'})`,
  );
}

function callOf({ actions }: ReportedJob, uses: string): string {
  const pinned = actions.some((action) => action.kind === 'workflow' && action.pinned);
  return `${shortened(uses)}${pinned ? '' : ' (NOT PINNED)'}`;
}

function outsidersOf({ outsiders }: ReportedJob): string[] {
  return outsiders.map(
    ({ trigger, secrets, how }) =>
      `${trigger} by ${how} (${secrets ? 'WITH SECRETS and the token as declared' : 'no secrets, token only reads'})`,
  );
}

/** A commit is known by its first twelve digits. */
function shortened(uses: string): string {
  return uses.replace(/(@(?:sha256:)?[0-9a-f]{12})[0-9a-f]{28,}$/i, '$1…');
}

function places(lines: readonly number[]): string {
  const each = [...new Set(lines)];
  return `${each.length > 1 ? 'lines' : 'line'} ${each.join(', ')}`;
}

/** One row: its label and its items, broken between items and, where one is too long for a line, between its words. */
function row(label: string, items: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (text: string) => {
    if (line !== '' && LABEL + line.length + 1 + text.length > WIDTH) {
      lines.push(line);
      line = text;
    } else {
      line = line === '' ? text : `${line} ${text}`;
    }
  };
  items.forEach((item, index) => {
    const text = printable(item) + (index < items.length - 1 ? ',' : '');
    if (LABEL + text.length > WIDTH) text.split(' ').forEach(add);
    else add(text);
  });
  if (line !== '') lines.push(line);
  return lines.map((text, index) => `${(index === 0 ? label : '').padEnd(LABEL)}${text}`);
}
