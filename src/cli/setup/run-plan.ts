import { sentenceOf } from '../../errors.ts';
import type { PlannedStep, SetupPlan, StepResult } from './plan.ts';

/** A step with what became of it. */
export interface StepReport extends StepResult {
  readonly what: string;
  readonly name: string;
}

/** Installs what can be installed; stops at the first failure, because a later step may build on it. */
export async function installAll({ steps }: SetupPlan): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const report = await attempt(step, step.install ?? byHand);
    reports.push(report);
    if (report.status === 'failed') break;
  }
  return reports;
}

/** Takes away what was installed, in the opposite order. */
export async function removeAll({ steps }: SetupPlan): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps.toReversed()) reports.push(await attempt(step, step.remove ?? byHand));
  return reports;
}

async function byHand(): Promise<StepResult> {
  return { status: 'kept', reason: 'has to be done by hand; --print shows it' };
}

async function attempt({ what, name }: PlannedStep, action: () => Promise<StepResult>): Promise<StepReport> {
  try {
    return { what, name, ...(await action()) };
  } catch (error) {
    return { what, name, status: 'failed', reason: sentenceOf(error).replace(/\.$/, '') };
  }
}
