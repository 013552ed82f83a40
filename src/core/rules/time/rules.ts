import type { Rule } from '../../rule.ts';
import { deploymentIsInHours } from './deployment-is-in-hours.ts';
import { deploymentIsNotFrozen } from './deployment-is-not-frozen.ts';

/** The rules of this group, in the order in which they are listed. */
export const timeRules: readonly Rule[] = [deploymentIsInHours, deploymentIsNotFrozen];
