import type { Rule } from '../../rule.ts';
import { denialsDoNotRepeat } from './denials-do-not-repeat.ts';
import { deploymentsDoNotKeepFailing } from './deployments-do-not-keep-failing.ts';
import { forcePushesDoNotRepeat } from './force-pushes-do-not-repeat.ts';
import { rolesChangeRarely } from './roles-change-rarely.ts';

/** The rules of this group, in the order in which they are listed. */
export const frequencyRules: readonly Rule[] = [
  rolesChangeRarely,
  denialsDoNotRepeat,
  deploymentsDoNotKeepFailing,
  forcePushesDoNotRepeat,
];
