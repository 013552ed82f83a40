import { timeRules } from '../../../src/core/rules/time/rules.ts';
import { timeCases } from './cases/time.ts';
import { describeCases } from './describe-cases.ts';

describeCases(timeRules, timeCases);
