import { sourceRules } from '../../../src/core/rules/source/rules.ts';
import { sourceCases } from './cases/source.ts';
import { describeCases } from './describe-cases.ts';

describeCases(sourceRules, sourceCases);
