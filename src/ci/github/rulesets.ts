import * as z from 'zod/mini';
import { text } from '../../model/primitives.ts';
import type { Ruleset } from '../../model/protections.ts';
import { idOf, nodesOf, present, timeIn } from './graphql-values.ts';

const MOST_ACTORS = 20;

/** What is asked of the ruleset of a rule. Who may bypass it, GitHub shows only to whoever may change it. */
export function rulesetSelection(): string {
  return `{
    id databaseId name enforcement updatedAt
    source { __typename }
    bypassActors(first: ${MOST_ACTORS}) {
      totalCount
      nodes {
        bypassMode deployKey enterpriseOwner organizationAdmin repositoryRoleName
        actor { __typename ... on App { slug } ... on Team { combinedSlug } }
      }
    }
  }`;
}

/** A ruleset in a reply to `rulesetSelection`. */
export function rulesetReply() {
  const actor = z.object({
    bypassMode: z.nullish(text(100)),
    deployKey: z.nullish(z.boolean()),
    enterpriseOwner: z.nullish(z.boolean()),
    organizationAdmin: z.nullish(z.boolean()),
    repositoryRoleName: z.nullish(text(300)),
    actor: z.nullish(
      z.object({ __typename: text(100), slug: z.nullish(text(300)), combinedSlug: z.nullish(text(300)) }),
    ),
  });
  return z.object({
    id: text(),
    databaseId: z.nullish(z.number()),
    name: text(),
    enforcement: z.enum(['ACTIVE', 'EVALUATE', 'DISABLED']),
    updatedAt: z.nullish(z.string()),
    source: z.nullish(z.object({ __typename: text(100) })),
    bypassActors: z.nullish(nodesOf(actor, MOST_ACTORS)),
  });
}
type RulesetReply = z.infer<ReturnType<typeof rulesetReply>>;
type BypassReply = NonNullable<NonNullable<NonNullable<RulesetReply['bypassActors']>['nodes']>[number]>;
type Bypass = NonNullable<Ruleset['bypassActors']>[number];

/** The rulesets that rules in force belong to, each once. A list of bypassers that is not whole is not shown. */
export function rulesetsOf(rules: readonly { repositoryRuleset?: RulesetReply | null | undefined }[]): Ruleset[] {
  const found = new Map<string, Ruleset>();
  for (const { repositoryRuleset } of rules) {
    if (repositoryRuleset) found.set(repositoryRuleset.id, rulesetFrom(repositoryRuleset));
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ruleset]) => ruleset);
}

const OWNERS = { Repository: 'repository', Organization: 'organization', Enterprise: 'enterprise' } as const;

function rulesetFrom(ruleset: RulesetReply): Ruleset {
  const { id } = idOf(ruleset.databaseId);
  const owner = Object.entries(OWNERS).find(([type]) => type === ruleset.source?.__typename)?.[1];
  const { bypassActors } = ruleset;
  const isWhole =
    bypassActors?.nodes?.every((node) => node !== null) &&
    bypassActors.nodes.length === (bypassActors.totalCount ?? -1);
  return {
    ...(id !== undefined && { id }),
    name: ruleset.name.slice(0, 300),
    enforcement: ruleset.enforcement.toLowerCase() as Lowercase<typeof ruleset.enforcement>,
    ...(owner && { owner }),
    ...timeIn('updatedAt', ruleset.updatedAt),
    ...(isWhole && { bypassActors: present(bypassActors).map(bypassFrom) }),
  };
}

const MODES: Readonly<Record<string, Bypass['mode']>> = {
  ALWAYS: 'always',
  PULL_REQUEST: 'pull-request',
  EXEMPT: 'exempt',
};

function bypassFrom(bypass: BypassReply): Bypass {
  const mode = MODES[bypass.bypassMode ?? ''] ?? 'unknown';
  if (bypass.deployKey) return { kind: 'deploy-key', mode };
  if (bypass.organizationAdmin) return { kind: 'organization-admin', mode };
  if (bypass.enterpriseOwner) return { kind: 'enterprise-owner', mode };
  if (bypass.repositoryRoleName) return { kind: 'role', name: bypass.repositoryRoleName, mode };
  const { __typename: type, slug, combinedSlug } = bypass.actor ?? {};
  if (type === 'Team') return { kind: 'team', ...(combinedSlug && { name: combinedSlug }), mode };
  if (type === 'App') return { kind: 'app', ...(slug && { name: slug }), mode };
  return { kind: 'unknown', mode };
}
