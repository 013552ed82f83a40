import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { Account } from '../../../model/person.ts';
import { defineRule, fail, notSupplied, pass, unknown } from '../../rule.ts';
import { isBot } from '../identity/actors.ts';
import { windowBefore, windowParams } from './window.ts';

const COUNT = 10;
const MINUTES = 10;

/** Nobody replaces the commits of many branches at once. */
export const forcePushesDoNotRepeat = defineRule({
  id: 'force-pushes-do-not-repeat',
  group: 'frequency',
  title: 'Nobody force-pushes many branches at once',
  why: 'A script with a stolen credential replaces every branch that it can reach within minutes (199 in ten minutes).',
  mend: 'Ask the person; if it was not them, revoke their credentials and restore the branches from the activity page.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.3', 'SOC 2 CC7.2', 'ISO 27001 A.8.16', 'NIST CM-5', 'NIST SI-4'],
  evidence: ['event', 'people', 'history'],
  params: z.strictObject({
    ...windowParams('Branches and tags that one account force-pushes', COUNT, MINUTES),
    bots: z.optional(
      z.boolean().check(z.describe('Counts bots too, which rebase all their branches at once; default false.')),
    ),
  }),
  judge(record, { params, history }) {
    if (record.pipeline.event !== undefined && record.pipeline.event !== 'push') {
      return pass('The job was not started by a push.', ['/pipeline/event']);
    }
    const { forced } = record.source;
    if (forced === undefined) return unknown(record, '/source/forced');
    if (!forced) return pass('The push replaced no commits.', ['/source/forced']);
    const pusher = pusherOf(record);
    if (pusher?.id === undefined) return unknown(record, '/people/pusher');
    const { id, login } = pusher;
    if (params.bots !== true && isBot(pusher)) {
      return pass('A bot pushed, whose branches nobody else works on.', ['/people/pusher']);
    }
    if (history === undefined) return notSupplied('no-history');
    const minutes = params.minutes ?? MINUTES;
    const refs = new Set([record.pipeline.ref]);
    // Never true: it looks at all of them without making a list.
    history.newest('person', id, windowBefore(record, minutes), (earlier) => {
      if (earlier.source.forced && pusherOf(earlier)?.id === id) refs.add(earlier.pipeline.ref);
      return false;
    });
    if (refs.size < (params.count ?? COUNT)) return pass('Few branches were force-pushed.', ['/source/forced']);
    return fail(
      `${login} force-pushed ${refs.size} branches or tags within ${minutes} minutes.`,
      ['/source/forced', '/people/pusher'],
      { subject: id },
    );
  },
});

/** A push is by the account that starts its run, where the event does not name it. */
function pusherOf({ people }: AccessRecord): Account | undefined {
  return people.pusher?.id === undefined ? people.initiator : people.pusher;
}
