import { actorObject, connection, type Fields, type PageArguments, teamObject } from './github-graphql-values.ts';
import type { CommitOf } from './github-pull-objects.ts';
import { permits } from './github-route.ts';
import type { World, WorldBypass, WorldRuleset } from './world-types.ts';

/** `Ref` of a branch or tag, by its full or short name; GitHub shows no other refs. */
export function refObject(world: World, name: string, commitOf: CommitOf): Fields | null {
  const branch = name.replace(/^refs\/heads\//, '');
  if (world.branches[branch] !== undefined) return branchOrTag(world, 'refs/heads/', branch, commitOf);
  const tag = name.replace(/^refs\/tags\//, '');
  return world.tags[tag] === undefined ? null : branchOrTag(world, 'refs/tags/', tag, commitOf);
}

function branchOrTag(world: World, prefix: string, name: string, commitOf: CommitOf): Fields {
  const full = `${prefix}${name}`;
  const sha = (prefix === 'refs/tags/' ? world.tags[name] : world.branches[name]) ?? '';
  return {
    __typename: 'Ref',
    id: `REF_${full}`,
    name,
    prefix,
    target: () => tagObject(world, full, commitOf) ?? commitOf(sha),
    refUpdateRule: () => {
      const protection = world.branchProtections[full];
      return protection === undefined ? null : { __typename: 'RefUpdateRule', ...protection };
    },
    rules: (page: PageArguments) =>
      connection(
        page,
        world.rulesets
          .filter(({ refs, enforcement }) => refs.includes(full) && enforcement === 'ACTIVE')
          .flatMap((ruleset) => ruleObjects(world, ruleset)),
      ),
  };
}

function tagObject(world: World, ref: string, commitOf: CommitOf): Fields | null {
  const name = ref.replace(/^refs\/tags\//, '');
  const tag = ref === name ? undefined : world.tagObjects[name];
  if (tag === undefined) return null;
  return {
    __typename: 'Tag',
    id: `TAG_${tag.oid}`,
    oid: tag.oid,
    name,
    tagger: tag.tagger === null ? null : actorObject(world, tag.tagger),
    target: () => commitOf(world.tags[name] ?? ''),
  };
}

function ruleObjects(world: World, ruleset: WorldRuleset): Fields[] {
  return ruleset.rules.map(({ type, parameters }, index) => ({
    __typename: 'RepositoryRule',
    id: `RRU_${ruleset.id}_${index}`,
    type,
    parameters,
    repositoryRuleset: () => rulesetObject(world, ruleset),
  }));
}

function rulesetObject(world: World, ruleset: WorldRuleset): Fields {
  return {
    __typename: 'RepositoryRuleset',
    id: ruleset.nodeId,
    databaseId: Number(ruleset.id),
    name: ruleset.name,
    enforcement: ruleset.enforcement,
    updatedAt: ruleset.updatedAt,
    source: { __typename: ruleset.source },
    // Left out without a word for whoever may not change the ruleset.
    bypassActors: (page: PageArguments) =>
      permits(world, 'administration', 'write')
        ? connection(
            page,
            ruleset.bypassActors.map((actor) => bypassObject(world, actor)),
          )
        : null,
  };
}

function bypassObject(world: World, bypass: WorldBypass): Fields {
  const team = bypass.team === undefined ? null : teamObject(world, bypass.team);
  const app = bypass.app === undefined ? null : { __typename: 'App', slug: bypass.app };
  return {
    __typename: 'RepositoryRulesetBypassActor',
    bypassMode: bypass.mode,
    deployKey: bypass.kind === 'deployKey',
    enterpriseOwner: bypass.kind === 'enterpriseOwner',
    organizationAdmin: bypass.kind === 'organizationAdmin',
    repositoryRoleName: bypass.role ?? null,
    actor: team ?? app,
  };
}
