import type { AccessRecord } from '../../../model/access-record.ts';
import type { Account } from '../../../model/person.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { isBot } from '../identity/actors.ts';

/** An approval with where it stands in the record. */
export interface GivenApproval {
  readonly user: Account;
  readonly pointer: string;
}

/** Who approved an environment, in the record's order; undefined where approvals were not seen. */
export function approvalsOf(record: AccessRecord, environment: string): readonly GivenApproval[] | undefined {
  return record.approvals?.flatMap(({ user, state, environment: approved }, index) =>
    state === 'approved' && isSameEnvironment(approved, environment)
      ? [{ user, pointer: `/approvals/${index}/user` }]
      : [],
  );
}

/** How many people surely count, and how many at most. */
export interface Count {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Distinct people other than those who are involved; whoever has no id may be anybody, and bots are nobody. */
export function countOthers(accounts: readonly Account[], involved: readonly (Account | undefined)[]): Count {
  const people = accounts.filter((account) => !isBot(account));
  const ids = new Set(people.flatMap(({ id }) => (id === undefined ? [] : id)));
  let isCertain = true;
  for (const account of involved) {
    if (account?.id === undefined) isCertain = false;
    else ids.delete(account.id);
  }
  const nameless = people.filter(({ id }) => id === undefined).length;
  return { atLeast: isCertain ? ids.size : 0, atMost: ids.size + nameless };
}
