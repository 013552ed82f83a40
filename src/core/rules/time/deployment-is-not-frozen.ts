import * as z from 'zod/mini';
import { defineRule, fail, pass } from '../../rule.ts';
import { isDate, isMoment, timeZone } from './calendar-params.ts';
import { deploymentOf } from './deployment-start.ts';
import { zonedTime } from './zoned-time.ts';

const edge = (description: string) =>
  z.string().check(
    z.refine(
      (text: string) => isDate(text) || isMoment(text),
      'give a date as `2026-12-24`, in quotes, or a moment with its offset as `2026-12-24T18:00:00+01:00`',
    ),
    z.describe(description),
  );

/** A day and a moment are not compared: which comes first is the time zone's to say. */
function isForward({ from, until }: { readonly from: string; readonly until: string }): boolean {
  if (isDate(from) && isDate(until)) return from <= until;
  return isDate(from) || isDate(until) || Date.parse(from) < Date.parse(until);
}

const Params = z.strictObject({
  'time-zone': z.optional(timeZone()),
  freezes: z.optional(
    z
      .array(
        z
          .strictObject({
            from: edge('First day, or moment, in which nothing is deployed.'),
            until: edge('Last day, or the moment from which deployments are free again.'),
            reason: z.optional(z.string().check(z.maxLength(200), z.describe('Why, for readers of the policy.'))),
          })
          .check(z.refine(isForward, '`until` is before `from`; exchange them')),
      )
      .check(
        z.maxLength(500),
        z.describe('Times in which nothing is deployed; whole days are those of the time zone.'),
      ),
  ),
});

/** Nothing is deployed while the organisation wants it quiet. */
export const deploymentIsNotFrozen = defineRule({
  id: 'deployment-is-not-frozen',
  group: 'time',
  title: 'Nothing is deployed during a freeze',
  why: 'A freeze is for days on which a mistake costs most; who deploys then didn’t know of it, or hoped that nobody looks.',
  mend: 'Wait for the end of the freeze, or let a waiver with an approver stand for what can’t wait.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'SOC 2 CC8.1', 'ISO 27001 A.8.32', 'NIST CM-3', 'NIST CM-5'],
  evidence: ['environment', 'time'],
  params: Params,
  judge(record, { params }) {
    const found = deploymentOf(record);
    if ('other' in found) return found.other;
    const { environment, at, pointer } = found.deployment;
    const { freezes = [] } = params;
    const date = freezes.length > 0 ? zonedTime(at, params['time-zone'] ?? 'UTC').date : '';
    const freeze = freezes.find(({ from, until }) => {
      const hasBegun = isDate(from) ? date >= from : at >= Date.parse(from);
      return hasBegun && (isDate(until) ? date <= until : at < Date.parse(until));
    });
    if (!freeze) return pass(`The deployment to ${environment} began outside of any freeze.`, [pointer]);
    return fail(
      `The deployment to ${environment} began in the freeze from ${freeze.from} until ${freeze.until}.`,
      [pointer],
      { subject: environment },
    );
  },
});
