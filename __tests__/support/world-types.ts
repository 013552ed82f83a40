/** What a token may do in one scope. */
export type Permission = 'read' | 'write' | 'none';

/** A person, a bot or an organisation; ids are decimal strings. */
export interface WorldUser {
  id: string;
  nodeId: string;
  login: string;
  type: 'User' | 'Bot' | 'Organization';
  siteAdmin: boolean;
  name: string | null;
  email: string | null;
}

export interface WorldTeam {
  id: string;
  nodeId: string;
  slug: string;
  name: string;
}

export interface WorldRepository {
  id: string;
  nodeId: string;
  owner: string;
  name: string;
  private: boolean;
  visibility: 'public' | 'private' | 'internal';
  fork: boolean;
  defaultBranch: string;
}

/** What somebody may do in the repository, as `/collaborators/{user}/permission` says it. */
export interface WorldRole {
  permission: 'admin' | 'write' | 'read' | 'none';
  roleName: string;
  /** Where the role comes from, as GraphQL alone tells it; left out: the repository itself. */
  sources?: WorldRoleSource[];
}

export interface WorldRoleSource {
  by: 'repository' | 'organization' | 'team';
  permission: 'ADMIN' | 'WRITE' | 'READ' | 'NONE';
  roleName: string | null;
  /** Slug, where a team grants it. */
  team?: string;
}

/** Author or committer of a commit; `login` only where the e-mail address belongs to an account. */
export interface WorldSignature {
  name: string;
  email: string;
  date: string;
  login?: string;
}

export interface WorldVerification {
  verified: boolean;
  /** The REST word: `valid`, `unsigned`, `unknown_key` … */
  reason: string;
  payload: string | null;
  signature: string | null;
  verifiedAt: string | null;
}

export interface WorldCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: WorldSignature;
  committer: WorldSignature;
  message: string;
  verification: WorldVerification;
  /** The kind of signature, where there is one. */
  signatureKind: 'GpgSignature' | 'SshSignature' | 'SmimeSignature' | 'UnknownSignature';
  signerLogin: string | null;
  wasSignedByGitHub: boolean;
  /** The whole tree: path to text. */
  files: Record<string, string>;
}

export interface WorldReferencedWorkflow {
  path: string;
  sha: string;
  ref?: string;
}

/** One workflow run as it stands now; earlier attempts differ in the triggering actor only. */
export interface WorldRun {
  id: string;
  nodeId: string;
  runNumber: number;
  runAttempt: number;
  event: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  conclusion: string | null;
  actor: string;
  triggeringActor: string;
  /** Who pressed the button in each attempt, the first being attempt 1. */
  triggeringActors: string[];
  headBranch: string | null;
  headSha: string;
  path: string;
  name: string;
  displayTitle: string;
  workflowId: string;
  checkSuiteId: string;
  referencedWorkflows: WorldReferencedWorkflow[];
  createdAt: string;
  runStartedAt: string;
  updatedAt: string;
  pullRequests: number[];
  /** Left out: the repository itself. */
  headRepository?: { id: string; name: string };
}

/** One job of the run; `id` is also its check run's. */
export interface WorldJob {
  id: string;
  nodeId: string;
  name: string;
  attempt: number;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | null;
  createdAt: string;
  startedAt: string;
  completedAt: string | null;
  labels: string[];
  runnerId: string;
  runnerName: string;
  runnerGroupId: string;
  runnerGroupName: string;
  /** Left out: none. */
  steps?: { name: string; status: 'queued' | 'in_progress' | 'completed'; conclusion: string | null }[];
}

export interface WorldApproval {
  environments: string[];
  state: 'approved' | 'rejected' | 'pending';
  user: string;
  comment: string;
}

export interface WorldEnvironment {
  id: string;
  nodeId: string;
  name: string;
  /** Logins and team slugs; both empty where nobody has to approve. */
  reviewers: { users: string[]; teams: string[] };
  preventSelfReview: boolean;
  /** Minutes; 0 where there is no wait timer. */
  waitTimer: number;
  /** `null`: every branch may deploy. */
  deploymentBranchPolicy: { protectedBranches: boolean; customBranchPolicies: boolean } | null;
  branchPolicies: { id: string; name: string; type: 'branch' | 'tag' }[];
  canAdminsBypass: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface WorldPull {
  number: number;
  id: string;
  nodeId: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  user: string;
  mergedBy: string | null;
  mergedAt: string | null;
  mergeCommitSha: string | null;
  headRef: string;
  headSha: string;
  /** `owner/name` of the repository that the head is in. */
  headRepository: string;
  headRepositoryId: string;
  baseRef: string;
  baseSha: string;
  createdAt: string;
  /** Commits that `/commits/{sha}/pulls` finds it by. */
  commits: string[];
  /** Oldest first. */
  reviews?: WorldReview[];
  reviewDecision?: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null;
  /** Reviews that were asked for and not given yet. */
  reviewRequests?: { login: string; asCodeOwner: boolean }[];
  /** When, and in GitHub's words why, the merge queue let go of it. */
  queueRemovals?: { createdAt: string; reason: string }[];
}

export interface WorldReview {
  id: string;
  /** `null`: the account is gone. */
  user: string | null;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** `null`: the commit is gone. */
  commit: string | null;
  submittedAt: string | null;
  association: string;
  /** Slugs of the teams that it was given for. */
  teams: string[];
}

/** Branch protection as `refUpdateRule` shows it to any reader. */
export interface WorldBranchProtection {
  requiredApprovingReviewCount: number | null;
  requiresCodeOwnerReviews: boolean;
  requiresSignatures: boolean;
  requiresLinearHistory: boolean;
  allowsForcePushes: boolean;
  allowsDeletions: boolean;
  requiredStatusCheckContexts: string[];
}

/** Whoever may pass a ruleset by: a role, a team's slug, an App's slug or one of the fixed kinds. */
export interface WorldBypass {
  role?: string;
  team?: string;
  app?: string;
  kind?: 'deployKey' | 'enterpriseOwner' | 'organizationAdmin';
  mode: 'ALWAYS' | 'PULL_REQUEST';
}

export interface WorldRuleset {
  id: string;
  nodeId: string;
  name: string;
  enforcement: 'ACTIVE' | 'EVALUATE' | 'DISABLED';
  source: 'Repository' | 'Organization' | 'Enterprise';
  updatedAt: string;
  bypassActors: WorldBypass[];
  /** Full refs that it holds for. */
  refs: string[];
  /** Its rules with their parameters, `__typename` included; `null` where they have none. */
  rules: { type: string; parameters: Record<string, unknown> | null }[];
}

/** An annotated tag's own object. */
export interface WorldTagObject {
  oid: string;
  tagger: WorldSignature | null;
}

export interface WorldDeployment {
  /** `null` for an id that GraphQL's numbers can't hold. */
  id: string | null;
  nodeId: string;
  environment: string | null;
  commit: string;
  creator: string;
  createdAt: string;
  state: string | null;
}

export interface WorldRelease {
  id: string;
  nodeId: string;
  tag: string;
  name: string | null;
  /** `null`: an App's, or one whose account is gone. */
  author: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable?: boolean;
  assets?: WorldAsset[];
  createdAt: string;
  publishedAt: string | null;
  updatedAt: string;
}

/** A file of a release. */
export interface WorldAsset {
  id: string;
  name: string;
  content: Buffer;
  /** Left out, the true one; `null`: GitHub does not say it, as of files from before it did. */
  digest?: string | null;
}

/** The one job that Doorlog is playing in: what the runner tells it by variables and contexts. */
export interface WorldContext {
  /** Key in the workflow file. */
  jobKey: string;
  /** Id of its entry in `jobs`. */
  jobId: string;
  environment: string | null;
  /** `null` where the job has no matrix. */
  matrix: Record<string, unknown> | null;
  status: 'success' | 'failure' | 'cancelled';
  sha: string;
  ref: string;
  refName: string;
  refType: 'branch' | 'tag';
  refProtected: boolean;
  headRef: string;
  baseRef: string;
  /** `owner/name/path@ref` of the run's workflow file, and its commit. */
  workflowRef: string;
  workflowSha: string;
  /** The same of the file that holds the job: another one where the workflow is called. */
  jobWorkflowRef: string;
  jobWorkflowSha: string;
  actionRepository: string;
  actionRef: string;
  retentionDays: number;
}

export interface WorldRunner {
  name: string;
  os: 'Linux' | 'Windows' | 'macOS';
  arch: 'X64' | 'ARM64';
  environment: 'github-hosted' | 'self-hosted';
  trackingId: string;
}

export interface StoredAttestation {
  id: number;
  /** `alg:hex` of every subject. */
  digests: string[];
  predicateType: string;
  bundle: Record<string, unknown>;
  /** What the API answers of it: both (the default), or the address alone, the bundle being null. */
  shownAs?: 'address';
}

export interface StoredArtifact {
  id: string;
  name: string;
  content: Buffer;
  /** `sha256:HEX` as the client claimed it. */
  hash: string;
  expiresAt: string | null;
  finalized: boolean;
}

export interface WorldIssue {
  number: number;
  title: string;
  body: string;
  labels: string[];
  state: 'open' | 'closed';
  /** Left out: the app of GitHub Actions. */
  user?: WorldUser;
  association?: string;
}

/** A run of a history: only what tells one from the other. */
export interface WorldHistoryRun {
  id: string;
  /** The last attempt. */
  attempt: number;
  createdAt: string;
  headSha: string;
  path: string;
  name?: string;
  event?: string;
  headBranch?: string;
  actor?: string;
  status?: WorldRun['status'];
  conclusion?: string | null;
  /** `OWNER/REPO/PATH@REF` of workflows that it calls. */
  calledWorkflows?: string[];
}

export interface WorldHistoryJob {
  id: string;
  runId: string;
  attempt: number;
  name: string;
  startedAt: string;
  completedAt: string | null;
  status?: WorldJob['status'];
  /** Left out: `success`. */
  conclusion?: 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | null;
  labels?: string[];
  /** `null`: no runner ever took it. */
  runnerName?: string | null;
  steps?: { name: string; status: 'queued' | 'in_progress' | 'completed'; conclusion: string | null }[];
}

/** Many runs of one repository, beside the run that is being played. */
export interface WorldHistory {
  runs: WorldHistoryRun[];
  jobs: WorldHistoryJob[];
  workflows?: { path: string; state: 'active' | 'deleted' | 'disabled_inactivity' | 'disabled_manually' }[];
}

/** One GitHub-shaped world: plain data that a test may change at any time, read anew for every request. */
/** A repository that the job does not run in. */
export interface WorldOtherRepository {
  id: string;
  /** `OWNER/NAME`. */
  name: string;
  /** What it was called before it was renamed. */
  oldName?: string;
  /** Another server that the old name leads to. */
  redirectTo?: string;
  private: boolean;
  /** By commit and path; `null` is a folder. */
  commits: Record<string, Record<string, string | Uint8Array | null>>;
}

export interface World {
  /** Address of a GitHub Enterprise Server, where it is not github.com. */
  serverUrl?: string;
  /** The job's GITHUB_TOKEN. */
  token: string;
  /** A scope that is not listed is `none`; `metadata` is always there. */
  tokenPermissions: Record<string, Permission>;
  /** Tokens that only a gate is given, with what they may do in this repository and its organisation. */
  gateTokens?: Record<string, Record<string, Permission>>;
  /** Whether requests without a token are answered, as GitHub does for what is public. */
  anonymousReads?: boolean;
  /** Where bundles and files are downloaded from, if not from this very server. */
  downloadUrl?: string;
  repository: WorldRepository;
  users: Record<string, WorldUser>;
  teams: Record<string, WorldTeam>;
  collaborators: Record<string, WorldRole>;
  commits: Record<string, WorldCommit>;
  branches: Record<string, string>;
  tags: Record<string, string>;
  /** Of those tags that are annotated. */
  tagObjects: Record<string, WorldTagObject>;
  /** By full ref. */
  branchProtections: Record<string, WorldBranchProtection>;
  rulesets: WorldRuleset[];
  deployments: WorldDeployment[];
  releases: WorldRelease[];
  pulls: WorldPull[];
  run: WorldRun;
  jobs: WorldJob[];
  approvals: WorldApproval[];
  environments: Record<string, WorldEnvironment>;
  context: WorldContext;
  runner: WorldRunner;
  /** The event file. */
  event: Record<string, unknown>;
  attestations: StoredAttestation[];
  artifacts: StoredArtifact[];
  /** Logs of jobs that are over, by the job's id. */
  jobLogs?: Record<string, string>;
  /** What is said at check runs, by the job's id. */
  annotations?: Record<string, { level: 'failure' | 'warning' | 'notice'; message: string }[]>;
  /** What gates did. */
  responses?: { cancelledRuns: string[]; disabledWorkflows: string[]; issues: WorldIssue[] };
  /** The organisation's, newest first, as GitHub answers them. */
  auditLog?: Record<string, unknown>[];
  /** `reset` in seconds since 1970. */
  rateLimit: { limit: number; remaining: number; reset: number };
  /** `graphqlWithout`: `Type.field` that this server's schema does not have, as an older Enterprise Server's. */
  server: { graphqlWithout: string[] };
  otherRepositories?: WorldOtherRepository[];
  history?: WorldHistory;
  /** Tokens beside the job's own, each with the repositories that it may read. */
  otherTokens?: Record<string, string[]>;
}
