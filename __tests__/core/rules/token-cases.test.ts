import { tokenRules } from '../../../src/core/rules/token/rules.ts';
import { tokenCases } from './cases/token.ts';
import { describeCases } from './describe-cases.ts';

describeCases(tokenRules, tokenCases);
