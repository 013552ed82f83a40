import * as z from 'zod/mini';
import { defineRule, fail, pass } from '../../rule.ts';
import { isDate, timeZone } from './calendar-params.ts';
import { deploymentOf } from './deployment-start.ts';
import { isWithin, minutesOf } from './office-hours.ts';
import { DAYS, zonedTime } from './zoned-time.ts';

const timeOfDay = (description: string) =>
  z.string().check(
    z.refine((text: string) => minutesOf(text) !== undefined, 'give a time of day as `08:00`, in quotes'),
    z.describe(description),
  );

const Params = z.strictObject({
  'time-zone': z.optional(timeZone()),
  days: z.optional(
    z.array(z.enum(DAYS)).check(z.minLength(1), z.describe('Days of the week; default `mon` to `fri`.')),
  ),
  from: z.optional(timeOfDay('Time of day from which deployments may begin; default `08:00`.')),
  until: z.optional(
    timeOfDay('Time of day until which they may begin; not after `from`, it is the next day’s; default `18:00`.'),
  ),
  holidays: z.optional(
    z
      .array(z.string().check(z.refine(isDate, 'give a date as `2026-12-25`, in quotes')))
      .check(z.maxLength(1_000), z.describe('Dates on which nothing is deployed, such as `2026-12-25`.')),
  ),
});

/** Deployments begin while there are people who can mend them. */
export const deploymentIsInHours = defineRule({
  id: 'deployment-is-in-hours',
  group: 'time',
  title: 'Deployments begin within hours',
  why: 'What is deployed at night or on a holiday goes wrong unseen, and whoever uses a stolen account likes it so.',
  mend: 'Deploy within hours, or widen them by the parameters; let a waiver stand for what was agreed on.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'SOC 2 CC7.2', 'SOC 2 CC8.1', 'ISO 27001 A.8.16', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['environment', 'time'],
  params: Params,
  judge(record, { params }) {
    const found = deploymentOf(record);
    if ('other' in found) return found.other;
    const { environment, at, pointer } = found.deployment;
    const zone = params['time-zone'] ?? 'UTC';
    const there = zonedTime(at, zone);
    const hours = {
      days: params.days ?? DAYS.slice(0, 5),
      from: minutesOf(params.from ?? '08:00') ?? 0,
      until: minutesOf(params.until ?? '18:00') ?? 0,
      holidays: params.holidays ?? [],
    };
    const clock = [there.minutes / 60, there.minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0'));
    const moment = `${there.day}, ${there.date}, ${clock.join(':')} (${zone})`;
    return isWithin(hours, there)
      ? pass(`The deployment to ${environment} began within hours: ${moment}.`, [pointer])
      : fail(`The deployment to ${environment} began out of hours: ${moment}.`, [pointer], { subject: environment });
  },
});
