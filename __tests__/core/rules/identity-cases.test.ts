import { identityRules } from '../../../src/core/rules/identity/rules.ts';
import { identityCases } from './cases/identity.ts';
import { describeCases } from './describe-cases.ts';

describeCases(identityRules, identityCases);
