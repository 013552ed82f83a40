import type { Rule } from '../../rule.ts';
import { accountIsNotShared } from './account-is-not-shared.ts';
import { botIsAllowed } from './bot-is-allowed.ts';
import { elevationIsSettled } from './elevation-is-settled.ts';
import { initiatorIsOnRoster } from './initiator-is-on-roster.ts';
import { personIsKnown } from './person-is-known.ts';

/** The rules of this group, in the order in which they are listed. */
export const identityRules: readonly Rule[] = [
  initiatorIsOnRoster,
  accountIsNotShared,
  botIsAllowed,
  personIsKnown,
  elevationIsSettled,
];
