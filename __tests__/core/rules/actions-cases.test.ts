import { actionsRules } from '../../../src/core/rules/actions/rules.ts';
import { actionsCases } from './cases/actions.ts';
import { describeCases } from './describe-cases.ts';

describeCases(actionsRules, actionsCases);
