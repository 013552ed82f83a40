import * as z from 'zod/mini';
import { AccessLevel } from './access-level.ts';
import { CloudIdentityKind, CloudProvider } from './cloud-identity.ts';
import { shown } from './field.ts';
import { Account } from './person.ts';
import { gitObjectId, id, sha256, text, time } from './primitives.ts';
import { SEVERITIES } from './severity.ts';

/** The version of this schema. */
export const RELEASE_REPORT_VERSION = '1';

/** GitHub takes 1,024 subjects in one attestation (attestations API), and the report is one of them. */
export const MOST_ARTIFACTS = 1_023;

/** A file that is released. */
const ReleasedArtifact = z.strictObject({
  name: shown(text(1_000), 'Name of the file'),
  sha256: shown(sha256(), 'SHA-256 of its bytes'),
});
export type ReleasedArtifact = z.infer<typeof ReleasedArtifact>;

/** The release as it stood when the report was made. */
const Release = z.strictObject({
  server: shown(text(300), 'Address of the server, without a slash at the end'),
  repository: shown(text(300), 'Owner and name of the repository'),
  repositoryId: shown(id(), 'Immutable id of the repository'),
  tag: shown(text(), 'Tag of the release'),
  commit: shown(gitObjectId(), 'Commit that the tag stands for'),
  id: z.optional(shown(id(), 'Immutable id of the release; left out where there was none yet')),
  url: z.optional(shown(text(500), 'Page of the release')),
  draft: z.optional(shown(z.boolean(), 'Whether it was not published yet')),
  immutable: z.optional(shown(z.boolean(), 'Whether GitHub lets nobody change it')),
  artifacts: z.array(ReleasedArtifact).check(z.maxLength(MOST_ARTIFACTS)),
  attestation: z.optional(
    z.strictObject({
      predicateType: shown(text(300), 'Type of GitHub’s own attestation of the release'),
      statement: shown(sha256(), 'SHA-256 of the statement that GitHub signed'),
      verified: shown(z.boolean(), 'Whether its signature was checked and holds'),
    }),
  ),
});

/** Which job of which run. */
const job = () => ({
  run: z.strictObject({
    id: shown(id(), 'Id of the run'),
    attempt: shown(id(), 'Attempt of the run, from 1'),
    event: shown(text(100), 'Event that started the run'),
    workflow: shown(text(), 'Path of its workflow file'),
  }),
  job: z.strictObject({
    id: shown(id(), 'Id of the job, and of its check run'),
    name: shown(text(), 'Name of the job as its run shows it'),
    conclusion: z.optional(shown(text(100), 'How it ended, in GitHub’s words')),
  }),
  recordId: shown(sha256(), 'Id of the job’s access record'),
});

/** What a policy says of a job’s record. */
const PolicyAnswer = z.strictObject({
  verdict: shown(z.enum(['pass', 'fail', 'unknown']), 'All results together'),
  origin: shown(z.enum(['repository', 'file', 'built-in', 'none']), 'Where the policy came from'),
  digest: z.optional(shown(sha256(), 'SHA-256 of the policy file')),
  organizationDigest: z.optional(shown(sha256(), 'SHA-256 of the organisation’s policy file')),
  refuses: shown(z.boolean(), 'Whether that keeps the job out of a release'),
});
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;

const FailedRule = z.strictObject({
  rule: shown(text(100), 'Id of the rule'),
  severity: shown(z.enum(SEVERITIES), 'How bad that is'),
  message: shown(text(2_000), 'What was found, in one sentence'),
});

/** Who came into the job, as the attested view of its record names them; a list that is left out was not seen. */
const Who = z.strictObject({
  initiator: z.optional(Account),
  rerunner: z.optional(Account),
  approvers: z.optional(z.array(Account)),
  reviewers: z.optional(z.array(Account)),
});

const CloudUse = z.strictObject({
  provider: shown(z.enum(CloudProvider.options), 'Where the identity holds'),
  kind: shown(z.enum(CloudIdentityKind.options), 'Kind of identity in the cloud’s own words'),
  shortLived: z.optional(shown(z.boolean(), 'Whether it ends by itself, within hours')),
});

/** A job of which a record was found that says who came in, or that can’t be believed. */
export const ReportedJob = z.strictObject({
  ...job(),
  verdict: shown(
    z.enum(['verified', 'refused', 'conflict']),
    'Whether its record is proven, was altered or signed by somebody else, or contradicts another one of the same job',
  ),
  recorder: z.optional(shown(z.enum(['job', 'gate', 'collector', 'local']), 'Who made the record')),
  recordDigest: z.optional(shown(sha256(), 'SHA-256 of the attested record’s file')),
  bundleDigest: z.optional(shown(sha256(), 'SHA-256 of the canonical form of the bundle that proves it')),
  who: z.optional(Who),
  environment: z.optional(shown(text(300), 'Deployment environment of the job')),
  deployments: z.optional(
    z.array(
      z.strictObject({
        id: shown(id(), 'Immutable id of a deployment that was made while the job ran'),
        environment: z.optional(shown(text(300), 'Environment that it is for')),
        state: z.optional(shown(text(100), 'How it stood then, in GitHub’s words')),
      }),
    ),
  ),
  token: z.optional(shown(z.record(z.string(), AccessLevel), 'What the job’s token could do, scope by scope')),
  cloud: z.optional(z.array(CloudUse)),
  disagreements: z.optional(shown(z.number(), 'How many facts the collector sees otherwise than the job’s own record')),
  policy: z.optional(
    z.strictObject({
      recorded: z.optional(PolicyAnswer),
      again: z.optional(PolicyAnswer),
      failed: z.array(FailedRule),
    }),
  ),
});
export type ReportedJob = z.infer<typeof ReportedJob>;

/** A job that ran and of which nothing is proven. */
export const MissingJob = z.strictObject({
  ...job(),
  why: shown(
    z.enum(['missing', 'unfinished', 'incomplete']),
    'Whether nothing was found, a start without an end, or a record that nobody can say is genuine',
  ),
});
export type MissingJob = z.infer<typeof MissingJob>;

/** A job that was not asked for its record. */
export const ExcludedJob = z.strictObject({
  ...job(),
  why: shown(
    z.enum(['this-job', 'still-running', 'except-jobs']),
    'Whether it made this report, had not ended yet, or the release workflow leaves it out by name',
  ),
  pattern: z.optional(shown(text(300), 'Pattern that leaves it out')),
});
export type ExcludedJob = z.infer<typeof ExcludedJob>;

const count = (description: string) => shown(z.number(), description);

/** Who came into the jobs that led to a release: the predicate of an in-toto Statement over what is released. */
export const ReleaseReport = z.strictObject({
  schemaVersion: shown(z.literal(RELEASE_REPORT_VERSION), 'Version of this schema'),
  madeAt: shown(time(), 'When the report was made'),
  recorder: z.strictObject({
    version: shown(text(100), 'Version of Doorlog'),
    workflowRef: z.optional(shown(text(), 'Workflow file that holds the job that made the report')),
    runId: z.optional(shown(id(), 'Run of that job')),
    runAttempt: z.optional(shown(id(), 'Attempt of that run')),
  }),
  release: Release,
  verdict: shown(
    z.enum(['pass', 'fail']),
    'Whether every job that ran has a proven record, none is refused or in conflict, and no policy refuses one',
  ),
  counts: z.strictObject({
    ran: count('Jobs that ran: all of jobs, missing and excluded'),
    verified: count('Jobs with a proven record'),
    refused: count('Jobs whose record is refused or in conflict'),
    againstPolicy: count('Jobs that a policy keeps out of a release'),
    missing: count('Jobs without a proven record'),
    excluded: count('Jobs that were not asked for one'),
    notRun: count('Jobs that were skipped or had no runner'),
  }),
  missing: z.array(MissingJob),
  jobs: z.array(ReportedJob),
  excluded: z.array(ExcludedJob),
  otherRuns: shown(
    z.array(
      z.strictObject({
        id: shown(id(), 'Id of the run'),
        event: shown(text(100), 'Event that started it'),
        workflow: shown(text(), 'Path of its workflow file'),
      }),
    ),
    'Runs of the same commit that were not looked at, because of the event that started them',
  ),
  people: z.array(
    z.strictObject({
      account: Account,
      as: z.array(
        shown(z.enum(['initiator', 'rerunner', 'approver', 'reviewer']), 'What the person did for the release'),
      ),
      jobs: count('In how many jobs'),
    }),
  ),
  policy: z.optional(
    z.strictObject({
      repository: z.optional(shown(text(300), 'Repository that holds the policy by which all were judged again')),
      path: z.optional(shown(text(), 'File that holds it')),
      commit: z.optional(shown(gitObjectId(), 'Commit that it was read from')),
      digest: z.optional(shown(sha256(), 'SHA-256 of the file')),
    }),
  ),
});
export type ReleaseReport = z.infer<typeof ReleaseReport>;
