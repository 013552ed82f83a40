import type { RuleCases } from './case.ts';

/** Cases of the group’s rules by the rules’ ids. */
export const approvalsCases: Readonly<Record<string, RuleCases>> = {};
