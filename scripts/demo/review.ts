import { DoorlogError } from '../../src/errors.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Person } from '../../src/model/person.ts';
import type { RuleResult } from '../../src/model/verdict.ts';

/** One line of what a reviewer wants to know. */
export interface ReviewLine {
  readonly title: string;
  readonly texts: readonly string[];
}

/** The record of the job's end as the log holds it, with what the public attestation leaves out. */
export function endRecordIn(log: string): AccessRecord {
  const lines = log.split('\n').filter((line) => line !== '');
  const last: { phase?: unknown; record?: unknown } = JSON.parse(lines.at(-1) ?? '{}');
  if (last.phase !== 'end') throw new DoorlogError('internal', 'log.jsonl does not end with the end of the job.');
  return AccessRecord.parse(last.record);
}

/** What a rule found, or could not see. */
export function findingsIn({ policy }: AccessRecord): RuleResult[] {
  return policy?.results.filter(({ result }) => result !== 'pass') ?? [];
}

/** Who came in, by which right, let in by whom, to do what, and what changed meanwhile. */
export function reviewOf(record: AccessRecord): ReviewLine[] {
  const { people, pipeline, source, policy } = record;
  const findings = findingsIn(record);
  const passed = (policy?.results.length ?? 0) - findings.length;
  return [
    {
      title: 'Who',
      texts: [
        `${personText(people.initiator, roleBefore(record, 'initiator'))} pushed`,
        `${personText(people.rerunner, roleBefore(record, 'rerunner'))} ran it again`,
      ],
    },
    { title: 'By which right', texts: [rightText(record)] },
    { title: 'Let in by', texts: [approvalText(record)] },
    {
      title: 'On what',
      texts: [
        `${pipeline.repository} ${pipeline.ref}, commit ${source.commit?.slice(0, 12)}`,
        `signature ${source.verification?.verified ? 'verified' : 'not verified'}; job ${pipeline.job}, attempt ${pipeline.runAttempt}: ${record.outcome?.status}`,
      ],
    },
    {
      title: 'What changed',
      texts: record.drift.map(
        ({ pointer, before, after }) => `${pointer}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`,
      ),
    },
    {
      title: 'Findings',
      texts: [
        `${passed} of ${policy?.results.length} rules pass`,
        ...findings.flatMap(({ rule, severity, message, mend }) => [
          `${rule} (${severity}): ${message}`,
          ...(mend === undefined ? [] : [`→ ${mend}`]),
        ]),
      ],
    },
  ];
}

/** The role at the start of the job, where it was another one than at the end. */
function roleBefore({ drift }: AccessRecord, who: string): string | undefined {
  const before = drift.find(({ pointer }) => pointer === `/people/${who}/role`)?.before;
  return typeof before === 'string' ? before : undefined;
}

function personText(person: Person | undefined, before: string | undefined): string {
  if (person === undefined) return 'nobody known';
  const role = before === undefined ? person.role : `${before} at the start, ${person.role} at the end`;
  return `${person.login} (${role})`;
}

function rightText({ access }: AccessRecord): string {
  const scopes = Object.entries(access.token?.permissions ?? {}).map(
    ([scope, { observed, declared }]) => `${scope}: ${observed ?? declared}`,
  );
  return `token ${scopes.join(', ')}`;
}

function approvalText({ approvals = [] }: AccessRecord): string {
  return approvals.map(({ user, state, environment }) => `${user.login} (${state}, ${environment})`).join(', ');
}
