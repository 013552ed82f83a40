import type { AlarmOutcome } from '../ports/alerts.ts';
import type { Outcome } from '../sinks/http-attempts.ts';

/** What people are told of all attempts at one alarm. */
export function outcomeOf(outcome: Outcome<true>): AlarmOutcome {
  if (outcome.kind === 'answered') return { status: 'sent' };
  const doubt = outcome.mayBeStored ? ', though it may have arrived' : '';
  return { status: outcome.kind, reason: `${outcome.reason.replace(/\.$/, '')}${doubt}` };
}
