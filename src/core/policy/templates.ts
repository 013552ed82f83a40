import { DoorlogError } from '../../errors.ts';
import type { Policy, PolicyRule } from '../../model/policy.ts';
import { findRule } from '../rules/catalogue.ts';
import { stricter } from '../strictness.ts';
import type { RuleInForce } from './in-force.ts';
import { lowest } from './layers.ts';
import { ruleInForce, rulesInForce, type Settings, withoutTwins } from './rules.ts';

/** What a policy takes over from the templates that it extends. */
export interface Inherited extends Settings {
  readonly rules: readonly RuleInForce[];
}

/** Templates by name, as the files under `policies/` say. */
export type Templates = Readonly<Record<string, Policy>>;

/**
 * Adds templates up: the rules of all judge, and of each setting the stricter one counts, so that their order changes
 * nothing and no template loosens another. Raises `internal` for a template that names a rule which does not exist.
 */
export function inheritedFrom(names: readonly string[], templates: Templates): Inherited {
  const [first, ...rest] = names.map((name) => resolved(name, templates));
  if (!first) return { rules: [] };
  const sum = rest.reduce(added, first);
  return { ...sum, rules: withoutTwins(sum.rules) };
}

function resolved(name: string, templates: Templates): Inherited {
  const template = templates[name];
  if (!template) throw new DoorlogError('internal', `There is no template ${name}.`);
  const { extends: bases = [], rules = [], version: _, custom: __, waivers: ___, ...settings } = template;
  const inherited = inheritedFrom([bases].flat(), templates);
  const own = rules.filter(({ enabled }) => enabled !== false).map((rule) => ruleInForce(rule, paramsOf(name, rule)));
  return { ...inherited, ...settings, rules: rulesInForce(inherited.rules, rules, own) };
}

function paramsOf(template: string, { id, params = {} }: PolicyRule): unknown {
  const parsed = findRule(id)?.params.safeParse(params);
  if (parsed?.success) return parsed.data;
  throw new DoorlogError('internal', `The template ${template} asks for ${id}, which can’t be had that way.`, {
    cause: parsed?.error,
  });
}

function added(a: Inherited, b: Inherited): Inherited {
  const onViolation = stricter(a['on-violation'], b['on-violation']);
  const onUnknown = stricter(a['on-unknown'], b['on-unknown']);
  const onError = stricter(a['on-error'], b['on-error']);
  const failFrom = lowest(a['fail-from'], b['fail-from']);
  const environments = [...(a['production-environments'] ?? []), ...(b['production-environments'] ?? [])];
  return {
    ...(onViolation && { 'on-violation': onViolation }),
    ...(onUnknown && { 'on-unknown': onUnknown }),
    ...(onError && { 'on-error': onError }),
    ...(failFrom && { 'fail-from': failFrom }),
    ...(environments.length > 0 && { 'production-environments': [...new Set(environments)] }),
    rules: [...a.rules, ...b.rules],
  };
}
