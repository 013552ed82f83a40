import type { RuleCases } from './case.ts';

/** Cases of the group’s rules by the rules’ ids. */
export const actionsCases: Readonly<Record<string, RuleCases>> = {};
