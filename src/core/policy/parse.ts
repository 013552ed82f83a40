import { DoorlogError, sentenceOf } from '../../errors.ts';
import { type CustomRule, Policy, type PolicyRule } from '../../model/policy.ts';
import type { Verdict } from '../../model/verdict.ts';
import { didYouMean } from '../../nearest.ts';
import { catalogue, findRule } from '../rules/catalogue.ts';
import { parseYaml, type YamlFile } from '../yaml-file.ts';
import { placeInExpression } from './expression-place.ts';
import { extensionsOf } from './extensions.ts';
import type { PolicyInForce, RuleInForce } from './in-force.ts';
import { jobsOf, ruleInForce, rulesInForce, type Settings } from './rules.ts';
import { schemaError } from './schema-error.ts';
import { inheritedFrom } from './templates.ts';

const MAX_BYTES = 1024 * 1024;

/** What is wrong with a custom rule's expression; line and column count from 1 and are the expression's own. */
export interface ExpressionFinding {
  /** Which of the rules, from 0. */
  readonly index: number;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Looks at the expressions of custom rules before they are used. */
export type CheckCustomRules = (rules: CustomRule[]) => Promise<readonly ExpressionFinding[]>;

/**
 * Reads a policy file with the templates that it extends; an organisation's policy is only named, by `organizationRef`.
 * Expressions are taken as they are where nobody is handed in who checks them.
 * Raises `policy-invalid` with one sentence that names file, line and column, and the mend.
 */
export async function parsePolicy(
  text: string,
  origin: Verdict['policy'],
  check?: CheckCustomRules,
): Promise<PolicyInForce> {
  const name = origin.path ?? 'The policy';
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new DoorlogError('policy-invalid', `${name} is larger than 1 MiB; shorten it.`);
  }
  const file = await parseYaml(text, name, 'policy-invalid');
  const parsed = Policy.safeParse(file.value);
  if (!parsed.success) throw schemaError({ file, schema: Policy, issues: parsed.error.issues });
  const policy = parsed.data;
  const { rules = [], custom = [], waivers = [] } = policy;
  const { inherited, templates, organizationRef } = await extended(file, policy);
  const settings = { ...inherited, ...settingsOf(policy) };
  refuseDuplicates(file, rules);
  const own = rules.flatMap((rule, index) => ownRule(file, rule, index));
  refuseCollisions(file, custom);
  refuseStrangeWaivers(file, policy);
  if (check && custom.length > 0) await refuseExpressions(file, text, name, custom, check);
  const failFrom = settings['fail-from'];
  const environments = settings['production-environments'];
  return {
    origin: templates.length > 0 ? { ...origin, templates: [...templates] } : origin,
    ...(organizationRef && { organizationRef }),
    rules: rulesInForce(inherited.rules, rules, own),
    ...(custom.length > 0 && { custom: custom.map((definition) => ({ definition, layer: 'repository' as const })) }),
    ...(waivers.length > 0 && {
      waivers: waivers.map((waiver, index) => ({
        waiver,
        layer: 'repository' as const,
        line: file.at(['waivers', index]).line,
      })),
    }),
    ...(failFrom && { failFrom }),
    ...(environments && { productionEnvironments: environments }),
    strictness: {
      ...(settings['on-violation'] && { onViolation: settings['on-violation'] }),
      ...(settings['on-unknown'] && { onUnknown: settings['on-unknown'] }),
      ...(settings['on-error'] && { onError: settings['on-error'] }),
    },
    source: {
      name,
      policy,
      inherited: new Set(inherited.rules.map(({ rule }) => rule.id)),
      at: (path) => file.at(path),
    },
  };
}

/** The templates are loaded late: most hooks judge by none. */
async function extended(file: YamlFile, policy: Policy) {
  if (policy.extends === undefined)
    return { inherited: inheritedFrom([], {}), templates: [], organizationRef: undefined };
  const { TEMPLATES } = await import('./template-policies.ts');
  const { templates, organizationRef } = extensionsOf(file, policy.extends, Object.keys(TEMPLATES));
  return { inherited: inheritedFrom(templates, TEMPLATES), templates, organizationRef };
}

function settingsOf(policy: Policy): Settings {
  const { version: _, extends: __, rules: ___, custom: ____, waivers: _____, ...settings } = policy;
  return settings;
}

function refuseDuplicates(file: YamlFile, rules: readonly PolicyRule[]): void {
  const seen = new Map<string, Set<string>>();
  rules.forEach((rule, index) => {
    const { id, enabled } = rule;
    const earlier = seen.get(id) ?? new Set();
    const jobs = enabled === false ? OFF : jobsOf(rule);
    if (earlier.has(jobs) || earlier.has(OFF) || (jobs === OFF && earlier.size > 0)) {
      const mend = 'keep one of them, or give each a `when` of its own';
      throw file.error(['rules', index, 'id'], `the rule “${id}” stands there twice; ${mend}`);
    }
    seen.set(id, earlier.add(jobs));
  });
}

const OFF = 'off';

function ownRule(file: YamlFile, wanted: PolicyRule, index: number): RuleInForce[] {
  const { id, enabled, severity, params, when } = wanted;
  const rule = findRule(id);
  if (!rule) throw file.error(['rules', index, 'id'], noRule(id, ruleIds()));
  if (enabled === false) {
    if (severity === undefined && params === undefined && when === undefined) return [];
    throw file.error(
      ['rules', index, 'enabled'],
      `the rule “${id}” is switched off and takes nothing beside its id; remove the rest, or \`enabled\``,
    );
  }
  const parsed = rule.params.safeParse(params ?? {});
  if (parsed.success) return [ruleInForce(wanted, parsed.data)];
  throw schemaError({ file, schema: rule.params, issues: parsed.error.issues, base: ['rules', index, 'params'] });
}

function ruleIds(): string[] {
  return catalogue().map(({ id }) => id);
}

function noRule(id: string, known: readonly string[]): string {
  return `there is no rule “${id}”.${didYouMean(id, known) || ' `doorlog rules` lists them'}`;
}

function refuseCollisions(file: YamlFile, custom: readonly CustomRule[]): void {
  custom.forEach(({ id }, index) => {
    const fail = (what: string) => file.error(['custom', index, 'id'], what);
    if (findRule(id)) throw fail(`“${id}” is a rule of Doorlog’s own; give yours another id`);
    if (custom.findIndex((other) => other.id === id) !== index) {
      throw fail(`the rule “${id}” stands there twice; keep one of them`);
    }
  });
}

function refuseStrangeWaivers(file: YamlFile, { custom = [], waivers = [] }: Policy): void {
  if (waivers.length === 0) return;
  const known = [...ruleIds(), ...custom.map(({ id }) => id)];
  waivers.forEach(({ rule }, index) => {
    if (!known.includes(rule)) throw file.error(['waivers', index, 'rule'], noRule(rule, known));
  });
}

async function refuseExpressions(
  file: YamlFile,
  text: string,
  name: string,
  custom: readonly CustomRule[],
  check: CheckCustomRules,
): Promise<void> {
  const [finding] = await check([...custom]);
  const rule = finding && custom[finding.index];
  if (!rule) return;
  const at = file.at(['custom', finding.index, 'expression']);
  const { line, column } = placeInExpression({ text, at, expression: rule.expression }, finding);
  const what = sentenceOf(finding.message);
  const end = /[.?]$/.test(what) ? '' : '.';
  throw new DoorlogError(
    'policy-invalid',
    `${name}, line ${line}, column ${column}: the expression of “${rule.id}” can’t be used: ${what}${end}`,
  );
}
