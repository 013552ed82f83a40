import { frequencyRules } from '../../../src/core/rules/frequency/rules.ts';
import { frequencyCases } from './cases/frequency.ts';
import { describeCases } from './describe-cases.ts';

describeCases(frequencyRules, frequencyCases);
