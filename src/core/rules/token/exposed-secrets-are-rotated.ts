import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { text } from '../../../model/primitives.ts';
import { type History, timeOf } from '../../history.ts';
import { defineRule, fail, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, someOf } from '../job-file.ts';
import { isListed } from '../listed.ts';

const moment = (description: string) => z.union([z.iso.date(), z.iso.datetime()]).check(z.describe(description));

const Exposure = z.strictObject({
  uses: text(300).check(z.describe('Action that read secrets, as `OWNER/REPO@REF`, as a pattern.')),
  from: moment('When it began, RFC 3339.'),
  until: moment('When it was over, RFC 3339.'),
  rotated: z.optional(
    z
      .record(z.string(), z.union([z.iso.date(), z.iso.datetime()]))
      .check(z.describe('When each secret was replaced, by its name.')),
  ),
});
type Exposure = z.infer<typeof Exposure>;

/** Secrets that a bad action could read are used no more. */
export const exposedSecretsAreRotated = defineRule({
  id: 'exposed-secrets-are-rotated',
  group: 'token',
  title: 'A secret that a bad action could read is replaced',
  why: 'Codecov’s uploader sent the environment of every job that used it away for two months; what those jobs held works for a thief until it is replaced.',
  mend: 'Replace the secret, and write the date into the rule’s parameter `rotated`.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-6', 'SOC 2 CC6.1', 'SOC 2 CC7.3', 'ISO 27001 A.8.2', 'NIST SI-4'],
  evidence: ['workflow-file', 'history'],
  params: z.strictObject({
    exposures: z.optional(
      z
        .array(Exposure)
        .check(z.maxLength(50), z.describe('Actions that could read secrets, and when; left out, none.')),
    ),
  }),
  judge(record, { params: { exposures = [] }, history }) {
    if (exposures.length === 0) return pass('The policy names no exposure.', []);
    const { secrets } = record.access;
    if (secrets === undefined) return unknown(record, '/access/secrets');
    if (secrets.length === 0) return pass('The job refers to no secret.', ['/access/secrets']);
    if (history === undefined) return notSupplied('no-history');
    for (const exposure of exposures) {
      const stale = exposedOf(record, secrets, exposure, history, held);
      if (stale.length === 0) continue;
      const what = stale.includes('*') ? 'secrets' : someOf(stale);
      return fail(
        `The job still uses ${what}, which ${exposure.uses} could read and nobody has replaced.`,
        ['/access/secrets'],
        {
          locations: auditStepPlace(record),
          subject: exposure.uses,
        },
      );
    }
    const untold = exposures.find((exposure) => exposedOf(record, secrets, exposure, history, mayHave).length > 0);
    return untold
      ? unseen('not-certain', `Which secrets ${untold.uses} could read was not seen of every job.`, ['/access/secrets'])
      : pass('No secret of the job was exposed and not replaced.', ['/access/secrets']);
  },
});

/** Secrets that a job of a kind had while the action was bad, and that nobody has replaced since. */
function exposedOf(
  record: AccessRecord,
  secrets: readonly string[],
  { uses, from, until, rotated = {} }: Exposure,
  history: History,
  had: (earlier: AccessRecord, name: string) => boolean,
): string[] {
  const patterns = patternsOf(uses);
  // The actions of a repository are few, its records are many.
  const actions = [...history.values('action')].filter((action) => isListed(action, patterns));
  const span = { from: Date.parse(from), until: Math.min(endOf(until), timeOf(record)) };
  return secrets.filter((name) => {
    if (name.toUpperCase() === 'GITHUB_TOKEN') return false;
    const times = actions.map((action) => history.newest('action', action, span, (one) => had(one, name))?.at);
    const last = Math.max(...times.map((time) => time ?? Number.NEGATIVE_INFINITY));
    return Number.isFinite(last) && !isAfter(Object.hasOwn(rotated, name) ? rotated[name] : undefined, last);
  });
}

/** Whether a job held a secret; `*` stands for all of them on either side. */
function held({ access: { secrets = [] } }: AccessRecord, name: string): boolean {
  return name === '*' ? secrets.length > 0 : secrets.includes(name) || secrets.includes('*');
}

function mayHave({ access }: AccessRecord): boolean {
  return access.secrets === undefined;
}

/** A day without a time is over at its end. */
function endOf(time: string): number {
  return time.includes('T') ? Date.parse(time) : Date.parse(time) + 24 * 60 * 60 * 1_000;
}

function isAfter(time: string | undefined, at: number): boolean {
  return time !== undefined && Date.parse(time) > at;
}

const lists = new Map<string, readonly string[]>();

/** A list keeps what it answered, so there is one for each pattern. */
function patternsOf(pattern: string): readonly string[] {
  const list = lists.get(pattern) ?? [pattern];
  lists.set(pattern, list);
  return list;
}
