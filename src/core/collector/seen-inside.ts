import type { Snapshot } from '../../model/access-record.ts';
import type { ActionUse } from '../../model/action-use.ts';
import type { Observed, PersonTraces, SeenJob, SetUpLog } from '../../ports.ts';

const OIDC = '/access/oidc';
const LONGEST = 300;

/** What the job's log and the API's own view of it add to a snapshot that was taken of it from outside. */
export function withSetUp(snapshot: Snapshot, job: SeenJob, log: Observed<SetUpLog>): Snapshot {
  return withGroup(withCommits(withOidc(snapshot), log.ok ? log.value : undefined), job);
}

/** Nobody else is given the job's identity token; whether it could ask for one, its permissions tell. */
function withOidc(snapshot: Snapshot): Snapshot {
  const idToken = snapshot.access.token?.permissions?.['id-token'];
  const isSeen = snapshot.sources['/access/token'] === 'job-log';
  const { oidc: _, ...access } = snapshot.access;
  const gaps = snapshot.gaps.filter(({ pointer }) => !pointer.startsWith(OIDC));
  const { [OIDC]: __, [`${OIDC}/claims`]: ___, ...sources } = snapshot.sources;
  if (!isSeen) {
    const gap = { pointer: OIDC, reason: 'not-available', needed: 'a log that tells what the token may do' } as const;
    return { ...snapshot, access, sources, gaps: [...gaps, gap] };
  }
  const needed = 'the job’s own record: nobody else is given its identity token';
  return {
    ...snapshot,
    access: { ...access, oidc: { available: idToken?.observed === 'write' } },
    sources: { ...sources, [OIDC]: 'job-log' },
    gaps: [...gaps, { pointer: `${OIDC}/claims`, reason: 'not-applicable', needed }],
  };
}

/** The commits that the runner downloaded, beside what the workflow file asks for. */
function withCommits(snapshot: Snapshot, log: SetUpLog | undefined): Snapshot {
  const { actions } = snapshot;
  if (!actions || !log) return snapshot;
  const commits = new Map(log.actions.map(({ uses, commit }) => [uses.toLowerCase(), commit]));
  const resolved = actions.map((action): ActionUse => {
    const commit = commits.get(downloadOf(action.uses));
    return commit === undefined ? action : { ...action, commit };
  });
  const isSeen = resolved.some(({ uses }) => commits.has(downloadOf(uses)));
  return {
    ...snapshot,
    actions: resolved,
    ...(isSeen && { sources: { ...snapshot.sources, '/actions': 'job-log' as const } }),
  };
}

/** As the runner downloads it: the repository as a whole, without a path in it. */
function downloadOf(uses: string): string {
  const [place = '', ref = ''] = uses.toLowerCase().split('@');
  return `${place.split('/').slice(0, 2).join('/')}@${ref}`;
}

/** The group and labels by which GitHub chose the runner, where the workflow file does not tell. */
function withGroup(snapshot: Snapshot, { runnerGroup, labels }: SeenJob): Snapshot {
  const { runner, sources } = snapshot;
  const group = runner.group === undefined ? runnerGroup?.slice(0, LONGEST) : undefined;
  const asked =
    runner.labels === undefined && labels.length > 0 ? labels.map((each) => each.slice(0, LONGEST)) : undefined;
  const held = [...(group === undefined ? [] : ['/runner/group']), ...(asked ? ['/runner/labels'] : [])];
  return {
    ...snapshot,
    runner: { ...runner, ...(group !== undefined && { group }), ...(asked && { labels: asked }) },
    sources: { ...sources, ...Object.fromEntries(held.map((pointer) => [pointer, 'api' as const])) },
    gaps: snapshot.gaps.filter(({ pointer }) => !held.includes(pointer)),
  };
}

const TRACES = ['ipAddress', 'userAgent', 'ssoIdentity'] as const;

/** Where those who caused the job came from; `look` is by login. */
export function withTraces(
  snapshot: Snapshot,
  looks: Readonly<Partial<Record<'initiator' | 'rerunner', Observed<PersonTraces>>>>,
): Snapshot {
  let { people, sources } = snapshot;
  const gaps = [...snapshot.gaps];
  for (const who of ['initiator', 'rerunner'] as const) {
    const [person, look] = [people[who], looks[who]];
    if (!person || !look) continue;
    if (look.ok) people = { ...people, [who]: { ...person, ...look.value } };
    for (const fact of TRACES) {
      const pointer = `/people/${who}/${fact}`;
      if (look.ok && look.value[fact] !== undefined) sources = { ...sources, [pointer]: 'api' };
      else if (look.ok) gaps.push({ pointer, reason: 'not-found', needed: 'an audit log that shows it' });
      else
        gaps.push({ pointer, reason: look.reason, needed: look.needed, ...(look.detail && { detail: look.detail }) });
    }
  }
  return { ...snapshot, people, sources, gaps };
}

/** Of what was made in the course of the run only that which was made while the job ran. */
export function withinJob(snapshot: Snapshot, { startedAt, completedAt }: SeenJob): Snapshot {
  const { resources } = snapshot;
  if (!resources || startedAt === undefined || completedAt === undefined) return snapshot;
  const [from, until] = [Date.parse(startedAt), Date.parse(completedAt) + 1_000];
  const isWithin = ({ createdAt }: { createdAt: string }) => {
    const at = Date.parse(createdAt);
    return !(at < from || at > until);
  };
  const { deployments, releases, draftReleases } = resources;
  return {
    ...snapshot,
    resources: {
      ...resources,
      ...(deployments && { deployments: deployments.filter(isWithin) }),
      ...(releases && { releases: releases.filter(isWithin) }),
      ...(draftReleases && { draftReleases: draftReleases.filter(isWithin) }),
    },
  };
}
