import { runnerRules } from '../../../src/core/rules/runner/rules.ts';
import { runnerCases } from './cases/runner.ts';
import { describeCases } from './describe-cases.ts';

describeCases(runnerRules, runnerCases);
