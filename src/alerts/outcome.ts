import type { AlarmOutcome } from '../ports/alerts.ts';
import type { Outcome } from '../sinks/http-attempts.ts';

/** What people are told of all attempts at one alarm, with what is to be said beside it. */
export function outcomeOf(outcome: Outcome<unknown>, ...remarks: readonly (string | undefined)[]): AlarmOutcome {
  if (outcome.kind === 'answered') return { status: 'sent' };
  const doubt = outcome.mayBeStored ? 'it may have arrived all the same' : undefined;
  const parts = [outcome.reason.replace(/\.$/, ''), doubt, ...remarks].filter((part) => part !== undefined);
  return { status: outcome.kind, reason: parts.join('; ') };
}
