import type { RuleCases } from './case.ts';

/** Cases of the group’s rules by the rules’ ids. */
export const frequencyCases: Readonly<Record<string, RuleCases>> = {};
