import { alertsIn } from '../core/alerts.ts';
import { workflowOf } from '../core/history.ts';
import { isRefused } from '../core/judge.ts';
import { isOutsiders } from '../core/outsider.ts';
import type { Problem } from '../core/problem.ts';
import { codeOf, sentenceOf } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Response, ResponseKind } from '../model/response.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RunControl } from '../ports.ts';
import { type AlertPorts, followAlerts } from './follow-alerts.ts';

/** What a gate responds with. */
export interface ResponsePorts extends AlertPorts {
  readonly control: RunControl;
}

/** What was asked for, and what it is decided by. */
export interface ResponseInput {
  readonly kinds: readonly ResponseKind[];
  readonly dryRun: boolean;
  /** The judged record as everybody may see it. */
  readonly record: AccessRecord;
  readonly verdict: Verdict;
}

/** What a gate did, and what went wrong with it. */
export interface Responded {
  readonly responses: readonly Response[];
  readonly problems: readonly Problem[];
}

const PERMISSIONS: Readonly<Record<ResponseKind, string>> = {
  'open-issue': 'issues: write',
  'fail-deployment': 'deployments: write',
  'disable-workflow': 'actions: write',
  'cancel-run': 'actions: write',
};

/** The order in which a gate responds: cancelling the run ends the gate too, so it is asked for after all else. */
const ORDER: readonly ResponseKind[] = ['open-issue', 'fail-deployment', 'disable-workflow', 'cancel-run'];

/**
 * Does what a gate was asked to do about what it found, but for cancelling the run, which is only announced here. Issues
 * follow every finding that counts, all else a refusal by the policy. Never raises: what failed is a response that
 * failed, and a problem.
 */
export async function respond(ports: ResponsePorts, input: ResponseInput): Promise<Responded> {
  const responses: Response[] = [];
  const problems: Problem[] = [];
  for (const kind of ORDER.filter((each) => input.kinds.includes(each))) {
    if (kind !== 'open-issue' && !isRefused(input.verdict)) continue;
    const note = (status: Response['status'], target?: string, reason?: string) =>
      responses.push({
        kind,
        dryRun: input.dryRun,
        status: input.dryRun && status !== 'failed' ? 'would' : status,
        ...(target && { target: target.slice(0, 300).toWellFormed() }),
        ...(reason && { reason }),
      });
    try {
      await RESPONSES[kind](ports, input, note, problems);
    } catch (error) {
      note('failed', undefined, reasonOf(error, kind));
      problems.push(problemOfResponse(error, kind));
    }
  }
  return { responses, problems };
}

/** Cancels the run of a record. Answers what went wrong. Never raises. */
export async function cancelRun({ control }: Pick<ResponsePorts, 'control'>, runId: string): Promise<Problem[]> {
  try {
    await control.cancelRun(runId);
    return [];
  } catch (error) {
    return [problemOfResponse(error, 'cancel-run')];
  }
}

const OUTSIDERS = 'not done for a run that somebody from outside may have caused';

type Note = (status: Response['status'], target?: string, reason?: string) => void;
type Responder = (ports: ResponsePorts, input: ResponseInput, note: Note, problems: Problem[]) => Promise<void>;

const RESPONSES: Readonly<Record<ResponseKind, Responder>> = {
  'open-issue': (ports, input, note, problems) =>
    followAlerts(ports, input, {
      done: (target, reason) => note('done', target, reason),
      leftOut: (reason) => note('failed', undefined, reason),
      failed(target, error) {
        note('failed', target, reasonOf(error, 'open-issue'));
        problems.push(problemOfResponse(error, 'open-issue'));
      },
    }),
  'fail-deployment': failDeployments,
  'disable-workflow': disableWorkflow,
  'cancel-run': async (_, { record }, note) =>
    note('asked', record.pipeline.runId && `run ${record.pipeline.runId}`, 'asked for once this record is delivered'),
};

async function failDeployments(
  { control }: ResponsePorts,
  { record, dryRun }: ResponseInput,
  note: Note,
  problems: Problem[],
): Promise<void> {
  const { environment, sha, runUrl } = record.pipeline;
  if (!environment || !sha) {
    note('failed', undefined, 'the gate was not told the environment: give it the input `environment`');
    return;
  }
  // On the commit of the default branch, which is such a run's too, somebody else's deployment may be under way.
  if (isOutsiders(record) !== false) {
    note('failed', undefined, OUTSIDERS);
    return;
  }
  const deployments = await control.openDeployments(sha, environment);
  for (const { id } of deployments) {
    try {
      if (!dryRun) await control.failDeployment(id, 'Refused by the policy of this repository (Doorlog).', runUrl);
      note('done', `deployment ${id}`);
    } catch (error) {
      note('failed', `deployment ${id}`, reasonOf(error, 'fail-deployment'));
      problems.push(problemOfResponse(error, 'fail-deployment'));
    }
  }
  if (deployments.length === 0) note('done', undefined, 'no deployment of this commit was under way');
}

/** Whoever can cause a run from outside could switch the workflow off for everybody. */
async function disableWorkflow({ control }: ResponsePorts, { record, verdict, dryRun }: ResponseInput, note: Note) {
  const path = workflowOf(record);
  const file = path?.split('/').at(-1);
  if (!path || !file) {
    note('failed', undefined, 'the run does not name its workflow file');
    return;
  }
  // A workflow that an organisation requires lies elsewhere; here, another one may have its name.
  const { workflowRef = '', repository = '' } = record.pipeline;
  if (!workflowRef.toLowerCase().startsWith(`${repository.toLowerCase()}/`)) {
    note('failed', path, 'the workflow file lies in another repository');
    return;
  }
  if (isOutsiders(record) !== false) {
    note('failed', path, OUTSIDERS);
    return;
  }
  // Every job of the repository draws on one rate limit: whoever uses it up makes facts unknown, and proves nothing.
  if (alertsIn(record, verdict).length === 0) {
    note('failed', path, 'not done where no rule fails and only what could not be seen refuses the run');
    return;
  }
  if (!dryRun) await control.disableWorkflow(file);
  note('done', path);
}

function reasonOf(error: unknown, kind: ResponseKind): string {
  switch (codeOf(error)) {
    case 'api-denied':
    case 'api-not-found':
      return `GitHub refused it: it takes permissions: ${PERMISSIONS[kind]}`;
    case 'api-rate-limited':
      return 'the rate limit of GitHub’s API is used up';
    default:
      return 'GitHub’s API failed';
  }
}

function problemOfResponse(error: unknown, kind: ResponseKind): Problem {
  const code = codeOf(error);
  const denied = code === 'api-denied' || code === 'api-not-found';
  const mend = denied ? ` It takes permissions: ${PERMISSIONS[kind]}, or a \`responses-token\` that has it.` : '';
  return { kind: 'service', code, message: `The response ${kind} failed: ${sentenceOf(error)}${mend}` };
}
