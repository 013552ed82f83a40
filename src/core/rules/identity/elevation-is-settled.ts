import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { timeOf } from '../../history.ts';
import { defineRule, fail, gapFor, type Judgement, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { type Actor, actorsOf, isBot } from './actors.ts';
import { type Elevation, elevationInAuditLog, elevationInHistory } from './elevation.ts';
import { worst } from './worst.ts';

const HOUR = 60 * 60 * 1_000;

/** Rights that somebody was just given are not used for what matters most. */
export const elevationIsSettled = defineRule({
  id: 'elevation-is-settled',
  group: 'identity',
  title: 'Nobody deploys, releases or administers with rights that are hours old',
  why: 'Whoever was given more rights and uses them at once is the pattern of a take-over, by a stolen account as by a patient stranger.',
  mend: 'Ask who gave the rights and what for; let somebody else run the job, or wait.',
  severity: 'high',
  controls: [
    'OWASP CICD-SEC-2',
    'OWASP CICD-SEC-5',
    'CIS 2.3.5',
    'SOC 2 CC6.3',
    'ISO 27001 A.8.2',
    'NIST AC-2',
    'NIST AC-6(9)',
  ],
  evidence: ['people', 'environment', 'resources', 'history', 'audit-log'],
  params: z.strictObject({
    hours: z.optional(
      z
        .int()
        .check(z.minimum(1), z.maximum(8_760), z.describe('Hours after which new rights are settled; default 72.')),
    ),
  }),
  judge(record, { params, history, auditLog }) {
    if (history === undefined && auditLog === undefined) return notSupplied('no-history');
    const until = timeOf(record);
    if (Number.isNaN(until)) return unknown(record, '/observedAt/end');
    if (record.people.initiator === undefined) return unknown(record, '/people/initiator');
    const hours = params.hours ?? 72;
    const window = { from: until - hours * HOUR, until };
    const people = actorsOf(record).filter(({ person }) => !isBot(person));
    const looked = people.map((actor) => {
      const { person } = actor;
      const seen: Elevation[] = [];
      if (auditLog) seen.push(elevationInAuditLog(person, record.pipeline.repository, auditLog, window));
      if (history) seen.push(elevationInHistory(person, history, window));
      // The log names the very moment: only a finding goes before what it says.
      return { actor, elevation: seen.includes('raised') ? 'raised' : (seen[0] ?? 'unseen') };
    });
    return worst(
      looked.map(({ actor, elevation }) =>
        elevation === 'settled' ? undefined : judgeOpen(record, actor, elevation, hours),
      ),
      pass('Nobody deployed, released or administered with new rights.', ['/people/initiator']),
    );
  },
});

function judgeOpen(record: AccessRecord, actor: Actor, elevation: Elevation, hours: number): Judgement | undefined {
  const use = useOf(record, actor);
  if (use.state === 'none') return undefined;
  if (elevation === 'raised') {
    if (use.state === 'unseen') return unknown(record, use.pointer);
    return fail(
      `${actor.person.login}, who ${actor.did} the job, was given more rights less than ${hours} hours before${use.words}.`,
      [actor.pointer, use.pointer],
      { subject: actor.person.id ?? actor.person.login },
    );
  }
  if (elevation === 'unseen') {
    return unknown(record, `${actor.pointer}/${actor.person.id === undefined ? 'id' : 'permission'}`);
  }
  return elevation === 'learning'
    ? unseen('learning', `What rights ${actor.person.login} had before is not known yet.`, [actor.pointer])
    : unseen('not-certain', `When ${actor.person.login} was given the present rights is not known.`, [actor.pointer]);
}

type Use =
  | { readonly state: 'found'; readonly pointer: string; readonly words: string }
  | { readonly state: 'unseen'; readonly pointer: string }
  | { readonly state: 'none' };

/** What the rights are used for, as far as it matters. */
function useOf(record: AccessRecord, { person, pointer }: Actor): Use {
  const { pipeline, resources } = record;
  const { environment } = pipeline;
  if (environment !== undefined) {
    return { state: 'found', pointer: '/pipeline/environment', words: ` and deploys to ${environment}` };
  }
  if (pipeline.event === 'release') return { state: 'found', pointer: '/pipeline/event', words: ' and releases' };
  if (resources?.releases?.length) return { state: 'found', pointer: '/resources/releases', words: ' and releases' };
  if (person.permission === 'admin') return { state: 'found', pointer: `${pointer}/permission`, words: '' };
  const missing = (['/pipeline/environment', '/resources/releases'] as const).find((fact) => {
    const isSeen = fact === '/resources/releases' && resources?.releases !== undefined;
    return !isSeen && gapFor(record.gaps, fact)?.reason !== 'not-applicable';
  });
  if (missing) return { state: 'unseen', pointer: missing };
  return person.permission === undefined ? { state: 'unseen', pointer: `${pointer}/permission` } : { state: 'none' };
}
