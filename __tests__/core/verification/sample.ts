import { AccessRecord } from '../../../src/model/access-record.ts';

const FULCIO = '1.3.6.1.4.1.57264.1.';
const COMMIT = 'a'.repeat(40);
const WORKFLOW_COMMIT = 'b'.repeat(40);

/** Claims of a github.com job as Fulcio writes them, by the last number of their object identifier. */
const CLAIMS: Readonly<Record<number, string>> = {
  1: 'https://token.actions.githubusercontent.com',
  4: 'Deploy',
  8: 'https://token.actions.githubusercontent.com',
  9: 'https://github.com/octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  10: WORKFLOW_COMMIT,
  11: 'github-hosted',
  12: 'https://github.com/octo-org/octo-repo',
  13: COMMIT,
  14: 'refs/heads/main',
  15: '1001',
  16: 'https://github.com/octo-org',
  17: '2002',
  18: 'https://github.com/octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  19: WORKFLOW_COMMIT,
  20: 'push',
  21: 'https://github.com/octo-org/octo-repo/actions/runs/3003/attempts/2',
  22: 'public',
  23: 'production',
};

/** Claims of the identity token that the sample's certificate was given for. */
export const TOKEN = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:octo-org/octo-repo:environment:production',
  repository: 'octo-org/octo-repo',
  repository_id: '1001',
  repository_owner: 'octo-org',
  repository_owner_id: '2002',
  repository_visibility: 'public',
  ref: 'refs/heads/main',
  sha: COMMIT,
  event_name: 'push',
  workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  workflow_sha: WORKFLOW_COMMIT,
  job_workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
  job_workflow_sha: WORKFLOW_COMMIT,
  run_id: '3003',
  run_attempt: '2',
  runner_environment: 'github-hosted',
  environment: 'production',
} as const;

/** The sample with the claims of its token, some of them changed. */
export function withToken(changes: Readonly<Record<string, string>>): AccessRecord {
  return { ...sampleRecord(), access: { oidc: { available: true, claims: { ...TOKEN, ...changes } } } };
}

/** Now, so that a certificate of today may speak for the sample. */
const OBSERVED_AT = new Date().toISOString();

/** The identity that the sample's certificate names. */
export const IDENTITY = 'https://github.com/octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main';

/** The sample's claims by object identifier, with some of them changed or (by undefined) left out. */
export function sampleClaims(changes: Readonly<Record<number, string | undefined>> = {}): Record<string, string> {
  const merged = Object.entries({ ...CLAIMS, ...changes });
  return Object.fromEntries(
    merged.flatMap(([oid, value]) => (value === undefined ? [] : [[`${FULCIO}${oid}`, value]])),
  );
}

/** A record that agrees with the sample's claims. */
export function sampleRecord(): AccessRecord {
  return AccessRecord.parse({
    schemaVersion: '1',
    recordId: 'c'.repeat(64),
    phase: 'end',
    recorder: {
      kind: 'job',
      version: '0.1.0',
      server: 'https://github.com',
      repository: 'octo-org/octo-repo',
      repositoryId: '1001',
      workflowRef: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
      runId: '3003',
      runAttempt: '2',
    },
    observedAt: { end: OBSERVED_AT },
    pipeline: {
      provider: 'github-actions',
      server: 'https://github.com',
      repository: 'octo-org/octo-repo',
      repositoryId: '1001',
      repositoryOwner: 'octo-org',
      repositoryOwnerId: '2002',
      visibility: 'public',
      workflow: 'Deploy',
      workflowRef: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
      workflowSha: WORKFLOW_COMMIT,
      jobWorkflowRef: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
      jobWorkflowSha: WORKFLOW_COMMIT,
      runId: '3003',
      runAttempt: '2',
      runUrl: 'https://github.com/octo-org/octo-repo/actions/runs/3003/attempts/2',
      event: 'push',
      ref: 'refs/heads/main',
      sha: COMMIT,
      environment: 'production',
    },
    runner: { environment: 'github-hosted' },
    people: {},
    source: { commit: COMMIT },
    access: {},
    protections: {},
    drift: [],
    gaps: [],
    links: {},
    sources: {},
  });
}

/** A record of `doorlog run`, which no certificate speaks for. */
export function localRecord(): AccessRecord {
  return AccessRecord.parse({
    ...sampleRecord(),
    recorder: { kind: 'local', version: '0.1.0' },
    pipeline: { provider: 'local' },
    runner: {},
    source: {},
  });
}
