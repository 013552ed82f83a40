import type { RuleCases } from './case.ts';

/** Cases of the group’s rules by the rules’ ids. */
export const driftCases: Readonly<Record<string, RuleCases>> = {};
