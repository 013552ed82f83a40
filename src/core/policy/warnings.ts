import type { When } from '../../model/policy.ts';
import { didYouMean } from '../../nearest.ts';
import { anyPattern, patternOf } from '../patterns.ts';
import { endOf } from '../waivers.ts';
import type { Position } from '../workflow/yaml-tree.ts';
import { EVENTS } from './events.ts';
import type { PolicyInForce } from './in-force.ts';

const YEAR = 366 * 86_400_000;

/** Something in a policy that is legal and most likely not meant. */
export interface PolicyWarning extends Position {
  /** One sentence: what, and how to mend it. */
  readonly message: string;
}

interface Remark {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * What looks odd in the file that a policy was read from, in the order of the file; `now` in milliseconds since 1970.
 * With the organisation's policy beside it, also what a repository can't do to that. Nothing for a policy without file.
 */
export function policyWarnings(policy: PolicyInForce, now: number): PolicyWarning[] {
  const { source } = policy;
  if (!source) return [];
  const remarks = [...ofRules(policy), ...ofWaivers(policy, now), ...ofConditions(policy)];
  return remarks
    .map(({ path, message }) => ({ ...source.at(path), message }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function demandedByOrganization({ rules, custom = [] }: PolicyInForce): Set<string> {
  return new Set([
    ...rules.filter(({ layer }) => layer === 'organization').map(({ rule }) => rule.id),
    ...custom.filter(({ layer }) => layer === 'organization').map(({ definition }) => definition.id),
  ]);
}

function ofRules(policy: PolicyInForce): Remark[] {
  const file = policy.source?.policy;
  const demanded = demandedByOrganization(policy);
  return (file?.rules ?? []).flatMap(({ id, enabled }, index) => {
    if (enabled !== false) return [];
    const path = ['rules', index, 'enabled'];
    if (demanded.has(id)) {
      return [
        { path, message: `The rule “${id}” is switched off here, but the organisation keeps it: it still judges.` },
      ];
    }
    return policy.source?.inherited.has(id)
      ? []
      : [{ path, message: `The rule “${id}” is switched off, but no template brings it; remove the entry.` }];
  });
}

function ofWaivers(policy: PolicyInForce, now: number): Remark[] {
  const file = policy.source?.policy;
  const demanded = demandedByOrganization(policy);
  const own = new Set([
    ...policy.rules.filter(({ layer }) => layer !== 'organization').map(({ rule }) => rule.id),
    ...(file?.custom ?? []).map(({ id }) => id),
  ]);
  return (file?.waivers ?? []).flatMap((waiver, index) => {
    const { rule, owner, approver, expires } = waiver;
    const at = (key: string) => ['waivers', index, key];
    const remarks: Remark[] = [];
    if (demanded.has(rule)) {
      const message = `The organisation keeps the rule “${rule}”, which a repository’s waiver does not reach; ask for one there.`;
      remarks.push({ path: at('rule'), message });
    } else if (!own.has(rule)) {
      remarks.push({
        path: at('rule'),
        message: `The rule “${rule}” is not in force, so there is nothing to waive; remove the waiver.`,
      });
    }
    if (endOf(waiver) <= now) {
      remarks.push({
        path: at('expires'),
        message: `The waiver of “${rule}” expired on ${expires}; mend what it excused, or remove it.`,
      });
    }
    if (endOf(waiver) > now + YEAR) {
      const message = `The waiver of “${rule}” holds for more than a year; end an exception sooner, or change the rule.`;
      remarks.push({ path: at('expires'), message });
    }
    if (sameName(owner, approver)) {
      const message = `${owner} owns the waiver of “${rule}” and approved it; let somebody else approve.`;
      remarks.push({ path: at('approver'), message });
    }
    return remarks;
  });
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.trim().replace(/^@/, '').toLowerCase();
  return plain(a) === plain(b);
}

function ofConditions({ source }: PolicyInForce): Remark[] {
  const { rules = [], custom = [], waivers = [] } = source?.policy ?? {};
  return [
    ...rules.flatMap(({ when }, index) => ofWhen(when, ['rules', index, 'when'])),
    ...custom.flatMap(({ when }, index) => ofWhen(when, ['custom', index, 'when'])),
    ...waivers.flatMap(({ scope }, index) => ofWhen(scope, ['waivers', index, 'scope'])),
  ];
}

/** Events that nobody from outside can cause; a run by them is never an outsider's. */
const INSIDERS_ONLY = [
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
  'deployment',
  'merge_group',
];

function ofWhen(when: When | undefined, base: readonly PropertyKey[]): Remark[] {
  const { branches = [], events = [], workflows = [], jobs = [], outsider } = when ?? {};
  const remark = (key: keyof When, index: number, message: string): Remark => ({
    path: [...base, key, index],
    message,
  });
  const possible = EVENTS.filter(anyPattern(events));
  return [
    ...branches.flatMap((pattern, index) =>
      pattern.startsWith('refs/')
        ? [remark('branches', index, `“${pattern}” matches no branch: write its short name, as \`main\`.`)]
        : [],
    ),
    ...events.flatMap((pattern, index) =>
      EVENTS.some(patternOf(pattern))
        ? []
        : [remark('events', index, `“${pattern}” matches no event of GitHub’s.${didYouMean(pattern, EVENTS)}`)],
    ),
    ...workflows.flatMap((pattern, index) =>
      /^(\.github\/workflows\/|[^/]*\*)/.test(pattern)
        ? []
        : [
            remark(
              'workflows',
              index,
              `“${pattern}” matches no workflow: write its path, as \`.github/workflows/deploy.yml\`.`,
            ),
          ],
    ),
    ...jobs.flatMap((pattern, index) =>
      /^[\w*-]+$/.test(pattern)
        ? []
        : [remark('jobs', index, `“${pattern}” matches no job: write the key that it has in the workflow file.`)],
    ),
    ...(outsider === true && possible.length > 0 && possible.every((event) => INSIDERS_ONLY.includes(event))
      ? [
          {
            path: [...base, 'outsider'],
            message: `Nobody from outside can cause a job by ${possible.join(' or ')}, so the entry is for none.`,
          },
        ]
      : []),
  ];
}
