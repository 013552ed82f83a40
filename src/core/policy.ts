export { builtInPolicy } from './policy/built-in.ts';
export type {
  CustomRuleInForce,
  OrganizationRef,
  PolicyInForce,
  PolicySource,
  RuleInForce,
  WaiverInForce,
} from './policy/in-force.ts';
export { withOrganization } from './policy/layers.ts';
export { type CheckCustomRules, type ExpressionFinding, parsePolicy } from './policy/parse.ts';
export { type PolicyWarning, policyWarnings } from './policy/warnings.ts';
