import { auditRules } from '../../../src/core/rules/audit/rules.ts';
import { auditCases } from './cases/audit.ts';
import { describeCases } from './describe-cases.ts';

describeCases(auditRules, auditCases);
