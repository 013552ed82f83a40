import { approvalsRules } from '../../../src/core/rules/approvals/rules.ts';
import { approvalsCases } from './cases/approvals.ts';
import { describeCases } from './describe-cases.ts';

describeCases(approvalsRules, approvalsCases);
