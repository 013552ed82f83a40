import * as z from 'zod/mini';
import { text } from '../../model/primitives.ts';
import type { RefProtection, RefRule, Ruleset } from '../../model/protections.ts';
import { idOf, isCut, nodesOf, present } from './graphql-values.ts';
import { rulesetReply, rulesetSelection, rulesetsOf } from './rulesets.ts';

const MOST_RULES = 50;
const MOST_CHECKS = 200;

/** The selection for what protects `$ref`; `refUpdateRule` is what GitHub shows of branch protection to any reader. */
export function refProtectionSelection(): string {
  return `ref(qualifiedName: $ref) {
    refUpdateRule {
      requiredApprovingReviewCount requiresCodeOwnerReviews requiresSignatures requiresLinearHistory
      allowsForcePushes allowsDeletions requiredStatusCheckContexts
    }
    rules(first: ${MOST_RULES}) {
      totalCount
      nodes {
        type
        repositoryRuleset ${rulesetSelection()}
        parameters {
          __typename
          ... on PullRequestParameters {
            requiredApprovingReviewCount requireCodeOwnerReview requireLastPushApproval dismissStaleReviewsOnPush
          }
          ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
        }
      }
    }
  }`;
}

function updateRuleReply() {
  return z.object({
    requiredApprovingReviewCount: z.nullish(z.number()),
    requiresCodeOwnerReviews: z.boolean(),
    requiresSignatures: z.boolean(),
    requiresLinearHistory: z.boolean(),
    allowsForcePushes: z.boolean(),
    allowsDeletions: z.boolean(),
    requiredStatusCheckContexts: z.nullish(z.array(z.nullable(text(300))).check(z.maxLength(MOST_CHECKS))),
  });
}

/** The rules in force on a ref, with the rulesets that they belong to. */
function rulesReply() {
  const parameters = z.object({
    __typename: z.string(),
    requiredApprovingReviewCount: z.optional(z.number()),
    requireCodeOwnerReview: z.optional(z.boolean()),
    requireLastPushApproval: z.optional(z.boolean()),
    dismissStaleReviewsOnPush: z.optional(z.boolean()),
    requiredStatusChecks: z.optional(z.array(z.object({ context: text(300) })).check(z.maxLength(MOST_CHECKS))),
  });
  const rule = z.object({
    type: text(100),
    repositoryRuleset: z.nullish(rulesetReply()),
    parameters: z.nullish(parameters),
  });
  return nodesOf(rule, MOST_RULES);
}
type Rules = z.infer<ReturnType<typeof rulesReply>>;
type Rule = NonNullable<NonNullable<Rules['nodes']>[number]>;
type UpdateRule = z.infer<ReturnType<typeof updateRuleReply>>;

/** What holds where there is no branch protection. */
const UNPROTECTED: UpdateRule = {
  requiredApprovingReviewCount: 0,
  requiresCodeOwnerReviews: false,
  requiresSignatures: false,
  requiresLinearHistory: false,
  allowsForcePushes: true,
  allowsDeletions: true,
  requiredStatusCheckContexts: [],
};

/**
 * Reads what protects the ref, branch protection and rulesets together. `isUpdateRuleSeen` says whether GitHub answered for
 * branch protection: `null` then means that there is none. `undefined` where neither was seen.
 */
export function readRefProtection(part: unknown, ref: string, isUpdateRuleSeen: boolean): RefProtection | undefined {
  const Part = z.object({ refUpdateRule: z.nullish(updateRuleReply()), rules: z.nullish(rulesReply()) });
  const found = Part.parse(part);
  const update = isUpdateRuleSeen ? (found.refUpdateRule ?? UNPROTECTED) : undefined;
  const rules = found.rules?.nodes ? found.rules : undefined;
  if (!update && !rules) return undefined;
  const forbidsForce = either(update && !update.allowsForcePushes, hasRule(rules, 'NON_FAST_FORWARD'));
  const forbidsDeletion = either(update && !update.allowsDeletions, hasRule(rules, 'DELETION'));
  return {
    ref,
    ...(update && {
      requiredApprovals: update.requiredApprovingReviewCount ?? 0,
      codeOwnerReview: update.requiresCodeOwnerReviews,
    }),
    ...known('signatures', either(update?.requiresSignatures, hasRule(rules, 'REQUIRED_SIGNATURES'))),
    ...known('linearHistory', either(update?.requiresLinearHistory, hasRule(rules, 'REQUIRED_LINEAR_HISTORY'))),
    ...known('forcePushes', forbidsForce === undefined ? undefined : !forbidsForce),
    ...known('deletions', forbidsDeletion === undefined ? undefined : !forbidsDeletion),
    ...known('statusChecks', checksOf(update, rules)),
    ...(rules && { rules: present(rules).map(ruleFrom).sort(byKind) }),
  };
}

/** GitHub lists the rule that was changed last first. */
function byKind(a: RefRule, b: RefRule): number {
  return `${a.type} ${a.rulesetId ?? ''}` < `${b.type} ${b.rulesetId ?? ''}` ? -1 : 1;
}

/** True where one demands it, however little is known of the other. */
function either(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one || other) return true;
  return one === undefined || other === undefined ? undefined : false;
}

function known<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}

/** A rule of that kind may hide among those that are not listed. */
function hasRule(rules: Rules | undefined, type: string): boolean | undefined {
  if (!rules) return undefined;
  if (present(rules).some((rule) => rule.type === type)) return true;
  return isCut(rules) ? undefined : false;
}

/** All checks, or nothing where some could be missing. */
function checksOf(update: UpdateRule | undefined, rules: Rules | undefined): string[] | undefined {
  if (!update || !rules || isCut(rules)) return undefined;
  const ofBranch = (update.requiredStatusCheckContexts ?? []).flatMap((name) => (name === null ? [] : [name]));
  const ofRules = present(rules).flatMap(({ parameters }) => parameters?.requiredStatusChecks ?? []);
  return [...new Set([...ofBranch, ...ofRules.map(({ context }) => context)])].sort();
}

function ruleFrom({ type, repositoryRuleset, parameters }: Rule): RefRule {
  const { id } = idOf(repositoryRuleset?.databaseId);
  return {
    type: type.toLowerCase(),
    ...(id !== undefined && { rulesetId: id }),
    ...(type === 'PULL_REQUEST' && {
      ...known('requiredApprovals', parameters?.requiredApprovingReviewCount),
      ...known('codeOwnerReview', parameters?.requireCodeOwnerReview),
      ...known('lastPushApproval', parameters?.requireLastPushApproval),
      ...known('dismissStaleReviews', parameters?.dismissStaleReviewsOnPush),
    }),
  };
}

/** Reads the rulesets that the rules in force belong to; `undefined` where not all rules were seen. */
export function readRulesets(part: unknown): Ruleset[] | undefined {
  const { rules } = z.object({ rules: z.nullish(rulesReply()) }).parse(part);
  return rules?.nodes && !isCut(rules) ? rulesetsOf(present(rules)) : undefined;
}
