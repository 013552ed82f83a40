import type { Observed, Overview, RunFacts } from '../../ports.ts';
import { withLastPushApproval } from '../last-push-approval.ts';
import type { SnapshotDraft } from './draft.ts';

/** The repository’s visibility, the commit and its people. */
export function keepCommit(draft: SnapshotDraft, overview: Overview): void {
  const { snapshot } = draft;
  const ofRepository = ['/pipeline/visibility', '/pipeline/defaultBranch'];
  draft.takeAll(ofRepository, 'api', overview.repository, ({ id, visibility, defaultBranch }) => {
    const repositoryId = snapshot.pipeline.repositoryId ?? id;
    snapshot.pipeline = { ...snapshot.pipeline, visibility, defaultBranch, repositoryId };
  });
  draft.takeAll(['/source', '/people/author', '/people/committer'], 'api', overview.commit, (value) => {
    const { source, author, committer } = value;
    snapshot.source = { ...snapshot.source, ...source };
    snapshot.people = { ...snapshot.people, author, committer };
  });
}

/** What protects the ref, and the tag that it may be. */
export function keepRef(draft: SnapshotDraft, overview: Overview): void {
  const { snapshot } = draft;
  if (overview.refProtection) {
    draft.take('/protections/ref', 'api', overview.refProtection, (ref) => {
      snapshot.protections = { ...snapshot.protections, ref };
    });
  }
  if (overview.rulesets) {
    draft.take('/protections/rulesets', 'api', overview.rulesets, (rulesets) => {
      snapshot.protections = { ...snapshot.protections, rulesets };
    });
  }
  if (overview.tag) {
    draft.take('/source/tag', 'api', overview.tag, (tag) => {
      snapshot.source = { ...snapshot.source, tag };
    });
  }
}

/** The pull requests that brought the commit, and who merged the one that did. */
export function keepPullRequests(draft: SnapshotDraft, { pullRequests }: Overview): void {
  const { snapshot } = draft;
  if (!pullRequests) return;
  draft.take('/source/pullRequests', 'api', pullRequests, (seen) => {
    const value = seen.map(withLastPushApproval);
    snapshot.source = { ...snapshot.source, pullRequests: value };
    const merged = value.find(({ mergeCommit }) => mergeCommit === snapshot.source.commit);
    if (!merged?.mergedBy) return;
    snapshot.people = { ...snapshot.people, merger: merged.mergedBy };
    snapshot.sources['/people/merger'] = 'api';
  });
  if (!pullRequests.ok && snapshot.people.merger === undefined) draft.miss('/people/merger', pullRequests);
}

/** What was made since the start. */
export function keepResources(draft: SnapshotDraft, overview: Overview): void {
  const { snapshot } = draft;
  const { deployments, releases, draftReleases } = overview;
  snapshot.resources = {};
  if (deployments) {
    draft.take('/resources/deployments', 'api', deployments, (value) => {
      snapshot.resources = { ...snapshot.resources, deployments: value };
    });
  }
  if (releases) {
    draft.take('/resources/releases', 'api', releases, (value) => {
      snapshot.resources = { ...snapshot.resources, releases: value };
    });
  }
  if (draftReleases) {
    draft.take('/resources/draftReleases', 'api', draftReleases, (value) => {
      snapshot.resources = { ...snapshot.resources, draftReleases: value };
    });
  }
}

/** The workflows that the run calls, for a job that is in one of them. */
export function keepCalledWorkflows(draft: SnapshotDraft, run: Observed<RunFacts>): void {
  const { snapshot } = draft;
  const { workflowRef, jobWorkflowRef } = snapshot.pipeline;
  if (jobWorkflowRef === undefined) {
    draft.gap({
      pointer: '/pipeline/calledWorkflows',
      reason: 'not-available',
      needed: 'a runner that names the workflow file that holds the job',
    });
  } else if (jobWorkflowRef !== workflowRef) {
    draft.take('/pipeline/calledWorkflows', 'api', run, ({ calledWorkflows }) => {
      snapshot.pipeline = { ...snapshot.pipeline, calledWorkflows: calledWorkflows.map((called) => ({ ...called })) };
    });
  }
}
