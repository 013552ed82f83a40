import { driftRules } from '../../../src/core/rules/drift/rules.ts';
import { driftCases } from './cases/drift.ts';
import { describeCases } from './describe-cases.ts';

describeCases(driftRules, driftCases);
