import type { AccessRecord } from '../model/access-record.ts';
import type { When } from '../model/policy.ts';
import { workflowOf } from './history.ts';
import { isOutsiders } from './outsider.ts';
import { anyPattern } from './patterns.ts';
import { gapFor } from './rule.ts';

/** Whether a job is one that an entry is for; undefined where the facts that tell are not there. */
export type Condition = (record: AccessRecord) => boolean | undefined;

const known = new WeakMap<When, Condition>();

/** Whether a job meets a condition: every key that is given has to hold, and one that does not settles it. */
export function isMet(when: When, record: AccessRecord): boolean | undefined {
  let condition = known.get(when);
  if (condition === undefined) {
    condition = conditionOf(when);
    known.set(when, condition);
  }
  return condition(record);
}

/** All hold, one does not, or it can't be told. */
export function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function conditionOf({ environments, branches, events, workflows, jobs, outsider }: When): Condition {
  const parts: readonly (Condition | undefined)[] = [
    environments &&
      named(
        '/pipeline/environment',
        ({ pipeline }) => pipeline.environment,
        anyPattern(environments, { ignoreCase: true }),
      ),
    branches && named('/pipeline/ref', ({ pipeline }) => shortRef(pipeline.ref), anyPattern(branches)),
    events && named('/pipeline/event', ({ pipeline }) => pipeline.event, anyPattern(events)),
    workflows && named('/pipeline/workflowRef', workflowOf, anyPattern(workflows)),
    jobs && named('/pipeline/job', ({ pipeline }) => pipeline.job, anyPattern(jobs)),
    outsider === undefined ? undefined : (record) => same(isOutsiders(record), outsider),
  ];
  const given = parts.filter((part) => part !== undefined);
  return (record) => allOf(given.map((part) => part(record)));
}

function named(
  pointer: string,
  read: (record: AccessRecord) => string | undefined,
  isMatch: (text: string) => boolean,
): Condition {
  return (record) => {
    const value = read(record);
    if (value !== undefined) return isMatch(value);
    return gapFor(record.gaps, pointer)?.reason === 'not-applicable' ? false : undefined;
  };
}

function same(value: boolean | undefined, wanted: boolean): boolean | undefined {
  return value === undefined ? undefined : value === wanted;
}

/** Name of a branch or tag; other refs keep what tells them from those, as in `pull/7/merge`. */
function shortRef(ref: string | undefined): string | undefined {
  return ref?.replace(/^refs\/(?:heads\/|tags\/)?/, '');
}
