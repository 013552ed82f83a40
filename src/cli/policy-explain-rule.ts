import type { PolicyInForce } from '../core/policy.ts';
import { findRule } from '../core/rules/catalogue.ts';
import { printable } from './printable.ts';
import type { ParamsSchema } from './rule-params.ts';

/** A rule, and how a policy uses it. */
export interface ExplainedRule {
  readonly id: string;
  readonly title: string;
  readonly why?: string;
  readonly mend?: string;
  readonly expression?: string;
  readonly controls: readonly string[];
  readonly evidence: readonly string[];
  /** The rule's own, where no policy gives another. */
  readonly severity: string;
  /** What it takes; left out where it takes nothing. */
  readonly params?: ParamsSchema;
  /** Each entry of the policy that asks for it. */
  readonly inForce: readonly {
    readonly layer: string;
    readonly severity: string;
    readonly params?: unknown;
    readonly when?: unknown;
  }[];
  readonly waivers: readonly { readonly layer: string; readonly owner: string; readonly expires: string }[];
}

/** What a rule of the catalogue, or one of the policy's own, demands and how the policy uses it. */
export function explainRule(
  id: string,
  { rules, custom = [], waivers = [] }: PolicyInForce,
  params: ParamsSchema | undefined,
): ExplainedRule {
  const own = custom.filter(({ definition }) => definition.id === id);
  const [first] = own;
  const { title, why, mend, controls, evidence, severity, expression } = {
    ...(first && { evidence: [], controls: [], ...first.definition, severity: first.definition.severity ?? 'medium' }),
    ...findRule(id),
  } as Partial<ExplainedRule>;
  return {
    id,
    title: title ?? id,
    ...(why !== undefined && { why }),
    ...(mend !== undefined && { mend }),
    ...(expression !== undefined && { expression }),
    controls: controls ?? [],
    evidence: evidence ?? [],
    severity: severity ?? 'medium',
    ...(params && Object.keys(params.properties ?? {}).length > 0 && { params }),
    inForce: [
      ...rules
        .filter(({ rule }) => rule.id === id)
        .map(({ layer = 'repository', severity: own, params: given, when }) => ({
          layer,
          severity: own,
          params: given,
          ...(when && { when }),
        })),
      ...own.map(({ layer, definition: { severity: given = 'medium', when } }) => ({
        layer,
        severity: given,
        ...(when && { when }),
      })),
    ],
    waivers: waivers
      .filter(({ waiver }) => waiver.rule === id)
      .map(({ layer, waiver: { owner, expires } }) => ({ layer, owner, expires })),
  };
}

/** The same for people; `policyName` is what they call the repository's policy. */
export function ruleText(rule: ExplainedRule, policyName: string): string {
  const { id, title, why, mend, expression, controls, evidence, severity, params, inForce, waivers } = rule;
  const lines = [
    `${id}: ${title}`,
    ...(why ? ['', `Why: ${why}`] : []),
    ...(expression
      ? [
          '',
          'Expression:',
          ...expression
            .trimEnd()
            .split(/\r?\n/)
            .map((line) => `  ${line}`),
        ]
      : []),
    ...(mend ? ['', `To mend: ${mend}`] : []),
    '',
    ...(evidence.length > 0 ? [`Looks at: ${evidence.join(', ')}`] : []),
    ...(controls.length > 0 ? [`Supports evidence for: ${controls.join(', ')}`] : []),
    `Severity: ${severity}, where the policy gives no other`,
    ...(params ? ['', 'Parameters:'] : []),
    ...Object.entries(params?.properties ?? {}).map(([name, { description = '' }]) => `  ${name}: ${description}`),
    '',
    ...(inForce.length === 0 ? [sentence(`${policyName} does not ask for it.`)] : []),
    ...inForce.map(
      ({ layer, severity, params, when }) =>
        `In force by ${layer === 'organization' ? 'the organisation’s policy' : policyName}: severity ${severity}${said('when', when)}${said('params', params)}`,
    ),
    ...waivers.map(({ owner, expires }) => `Waived until ${expires}; ${owner} answers for it.`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function sentence(text: string): string {
  return text.replace(/^the /, 'The ');
}

function said(name: string, value: unknown): string {
  const text = value === undefined ? '{}' : JSON.stringify(value);
  return text === '{}' ? '' : `, ${name} ${text}`;
}
