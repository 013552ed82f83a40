import { catalogue } from '../rules/catalogue.ts';
import type { PolicyInForce } from './in-force.ts';

/** Rules that suit everybody; signing commits is a choice, and so is cleaning up after a refused start. */
const BUILT_IN: Readonly<Record<string, unknown>> = {
  'approver-is-not-initiator': {},
  'token-is-least-privilege': {},
  'audit-is-enforced': {},
  'audit-is-first': { 'allow-after-refusal': true },
};

/** What judges a repository that has no policy file. */
export function builtInPolicy(): PolicyInForce {
  return {
    origin: { origin: 'built-in' },
    rules: catalogue()
      .filter((rule) => Object.hasOwn(BUILT_IN, rule.id))
      .map((rule) => ({ rule, severity: rule.severity, params: BUILT_IN[rule.id] })),
    strictness: {},
  };
}
