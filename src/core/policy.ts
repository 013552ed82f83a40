import type * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { type CustomRule, Policy, type PolicyRule, type Waiver, type When } from '../model/policy.ts';
import type { Severity } from '../model/severity.ts';
import type { PolicyLayer, Verdict } from '../model/verdict.ts';
import { didYouMean } from '../nearest.ts';
import type { Strictness } from './judge.ts';
import type { Rule } from './rule.ts';
import { catalogue, findRule } from './rules/catalogue.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

const MAX_BYTES = 1024 * 1024;

/** A rule with the severity and parameters that the policy gives it. */
export interface RuleInForce {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether the policy itself names the severity: then nothing raises it. */
  readonly isSeverityFixed?: boolean;
  readonly params: unknown;
  readonly when?: When;
  /** Left out: the repository's. */
  readonly layer?: PolicyLayer;
}

/** A rule in CEL with whose policy it stands in. */
export interface CustomRuleInForce {
  readonly definition: CustomRule;
  readonly layer: PolicyLayer;
}

/** A waiver with whose policy it stands in: it reaches only rules of that layer. */
export interface WaiverInForce {
  readonly waiver: Waiver;
  readonly layer: PolicyLayer;
}

/** A policy ready to judge by, and where it came from. */
export interface PolicyInForce {
  readonly origin: Verdict['policy'];
  /** Where the organisation's policy came from, where there is one. */
  readonly organization?: Verdict['organizationPolicy'];
  readonly rules: readonly RuleInForce[];
  readonly custom?: readonly CustomRuleInForce[];
  readonly waivers?: readonly WaiverInForce[];
  /** Severity from which a failed rule counts as a violation; left out, any. */
  readonly failFrom?: Severity;
  /** Patterns of environments in which findings weigh more. */
  readonly productionEnvironments?: readonly string[];
  readonly strictness: Partial<Pick<Strictness, 'onViolation' | 'onUnknown' | 'onError'>>;
}

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

/**
 * Reads a policy file.
 * Raises `policy-invalid` with one sentence that names file, line and column, and the mend.
 */
export async function parsePolicy(text: string, origin: Verdict['policy']): Promise<PolicyInForce> {
  const name = origin.path ?? 'The policy';
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new DoorlogError('policy-invalid', `${name} is larger than 1 MiB; shorten it.`);
  }
  const file = await parseYaml(text, name, 'policy-invalid');
  const parsed = Policy.safeParse(file.value);
  if (!parsed.success) throw invalid(file, parsed.error.issues[0]);
  const { rules = [], ...settings } = parsed.data;
  refuseDuplicates(file, rules);
  return {
    origin,
    rules: rules.map((rule, index) => ruleInForce(file, rule, index)),
    strictness: {
      ...(settings['on-violation'] && { onViolation: settings['on-violation'] }),
      ...(settings['on-unknown'] && { onUnknown: settings['on-unknown'] }),
      ...(settings['on-error'] && { onError: settings['on-error'] }),
    },
  };
}

function refuseDuplicates(file: YamlFile, rules: readonly PolicyRule[]): void {
  const seen = new Set<string>();
  rules.forEach(({ id }, index) => {
    if (seen.has(id)) {
      throw file.error(['rules', index, 'id'], `the rule “${id}” stands there twice; keep one of them`);
    }
    seen.add(id);
  });
}

function ruleInForce(file: YamlFile, wanted: PolicyRule, index: number): RuleInForce {
  const rule = findRule(wanted.id);
  if (!rule) {
    const guess = didYouMean(
      wanted.id,
      catalogue().map(({ id }) => id),
    );
    throw file.error(
      ['rules', index, 'id'],
      `there is no rule “${wanted.id}”.${guess || ' `doorlog rules` lists them'}`,
    );
  }
  const params = rule.params.safeParse(wanted.params ?? {});
  if (!params.success) throw invalid(file, params.error.issues[0], ['rules', index, 'params']);
  return { rule, severity: wanted.severity ?? rule.severity, params: params.data };
}

const KEYS = [
  'version',
  'rules',
  'on-violation',
  'on-unknown',
  'on-error',
  'id',
  'severity',
  'params',
  'allow',
  'allow-after-refusal',
];

function invalid(file: YamlFile, issue: z.core.$ZodIssue | undefined, base: readonly PropertyKey[] = []): DoorlogError {
  const path = [...base, ...(issue?.path ?? [])];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return file.error([...path, key], `the key “${key}” is not known here.${didYouMean(key, KEYS) || ' Remove it'}`);
  }
  const key = path.length > 0 ? `“${path.join('.')}”` : 'the file';
  return file.error(path, `${key} ${expectation(issue)}`);
}

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'invalid_value')
    return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
  if (issue?.code === 'invalid_type') return `must be ${article(issue.expected)}`;
  return `is not valid: ${issue?.message ?? 'unknown reason'}`;
}

function article(type: string): string {
  const words: Record<string, string> = {
    array: 'a list',
    object: 'a mapping',
    string: 'text',
    boolean: 'true or false',
    record: 'a mapping',
    number: 'a number',
  };
  return words[type] ?? type;
}
