import * as z from 'zod/mini';
import { Access, Approval } from './access.ts';
import { ActionUse } from './action-use.ts';
import { Enforcement } from './enforcement.ts';
import { from, logOnly, shown, words } from './field.ts';
import { ObservationSource } from './observation-source.ts';
import { People, Pseudonyms } from './person.ts';
import { Pipeline } from './pipeline.ts';
import { id, pointer, sha256, text, time } from './primitives.ts';
import { Protections } from './protections.ts';
import { Resources } from './resources.ts';
import { Response } from './response.ts';
import { Runner } from './runner.ts';
import { SCHEMA_VERSION } from './schema-version.ts';
import { Source } from './source.ts';
import { Verdict } from './verdict.ts';

/** Why a fact is missing. */
export const GapReason = z.enum([
  'not-permitted',
  'not-available',
  'not-found',
  'not-asked',
  'not-yet',
  'rate-limited',
  'service-failed',
  'input-invalid',
  'state-invalid',
  'not-applicable',
]);
export type GapReason = z.infer<typeof GapReason>;

/** A fact that could not be observed. */
export const Gap = z.strictObject({
  pointer: shown(pointer(), 'Where the fact would stand'),
  reason: shown(GapReason, 'Why it is missing'),
  needed: shown(text(500), 'What it would take to see it'),
  detail: z.optional(words(text(2_000), 'What the service said')),
});
export type Gap = z.infer<typeof Gap>;

/** A difference between two snapshots of one job. */
export const Drift = z.strictObject({
  pointer: shown(pointer(), 'Fact that changed'),
  from: shown(z.enum(['start', 'checkpoint']), 'Earlier snapshot'),
  to: shown(z.enum(['checkpoint', 'end']), 'Later snapshot'),
  before: z.optional(logOnly(z.unknown(), 'Value before; shown where the fact itself is')),
  after: z.optional(logOnly(z.unknown(), 'Value after; shown where the fact itself is')),
});
export type Drift = z.infer<typeof Drift>;

/** Who made the record: what the certificate is compared with. */
export const Recorder = from(
  { from: ['env'], needs: 'a job of a pipeline that has this', controls: ['NIST AU-3', 'NIST AU-12'] },
  z.strictObject({
    kind: shown(z.enum(['job', 'gate', 'collector', 'local']), 'Who made the record'),
    version: shown(text(100), 'Version of Doorlog'),
    action: z.optional(shown(text(300), 'Repository of the action that ran')),
    actionRef: z.optional(shown(text(300), 'Ref by which the action was asked for')),
    server: z.optional(shown(text(300), 'Server of the recording job')),
    repository: z.optional(shown(text(300), 'Repository of the recording job')),
    repositoryId: z.optional(shown(id(), 'Immutable id of that repository')),
    workflowRef: z.optional(shown(text(), 'Workflow file that holds the recording job')),
    runId: z.optional(shown(id(), 'Run of the recording job')),
    runAttempt: z.optional(shown(id(), 'Attempt of that run')),
    environment: from(
      {
        from: ['oidc'],
        needs: 'a gate in an environment of its own',
        applies: { when: 'a gate in an environment of its own' },
      },
      z.optional(
        shown(
          text(300),
          'Deployment environment that a gate’s own job is in; what the run is going to stands in the pipeline',
        ),
      ),
    ),
  }),
);
export type Recorder = z.infer<typeof Recorder>;

/** The moment that a record speaks of. */
const Phase = z.enum(['start', 'checkpoint', 'end', 'collector']);

/** How the job ended. */
export const Outcome = z.strictObject({
  status: shown(z.enum(['success', 'failure', 'cancelled']), 'How the job stands before its end record'),
  conclusion: from(
    { from: ['api'], applies: { phases: ['collector'] }, needs: 'permissions: actions: read' },
    z.optional(shown(text(100), 'How the job ended, in GitHub’s words')),
  ),
  interrupted: from(
    {
      from: ['api'],
      applies: { phases: ['collector'], when: 'a job that was ended from outside' },
      needs: 'permissions: checks: read',
    },
    z.optional(shown(z.enum(['cancelled', 'timed-out', 'evicted']), 'What ended the job from outside')),
  ),
  exitCode: from(
    { from: ['system'], applies: { provider: 'local' }, needs: 'a local record' },
    z.optional(shown(z.number(), 'Exit code, for a local record')),
  ),
});
export type Outcome = z.infer<typeof Outcome>;

/** The start event and how it fared. */
export const StartLink = z.strictObject({
  digest: shown(sha256(), 'SHA-256 of the start event’s canonical log view'),
  announced: shown(
    z.enum(['announced', 'late', 'nowhere']),
    'Whether all log stores had it in time, some get it from the end, or there are none',
  ),
});
export type StartLink = z.infer<typeof StartLink>;

/** A checkpoint of the same job. */
export const CheckpointLink = z.strictObject({
  digest: shown(sha256(), 'SHA-256 of the checkpoint record’s canonical log view'),
  observedAt: shown(time(), 'When the checkpoint was taken'),
});
export type CheckpointLink = z.infer<typeof CheckpointLink>;

/** A record of the same job that a collector found, and whether it was proven. */
export const RecordLink = z.strictObject({
  phase: shown(z.enum(['start', 'checkpoint', 'end']), 'Moment that it speaks of'),
  digest: shown(sha256(), 'SHA-256 of its canonical log view, by which the log files it'),
  proof: shown(
    z.enum(['verified', 'unsigned', 'incomplete', 'refused']),
    'Whether its signature and identity hold, are missing, leave something open, or are wrong',
  ),
});
export type RecordLink = z.infer<typeof RecordLink>;

/** Something that the job’s own record says otherwise than the collector sees it. */
export const Disagreement = z.strictObject({
  pointer: shown(pointer(), 'Fact that they disagree about'),
  record: shown(sha256(), 'SHA-256 of the canonical log view of the record that says otherwise'),
  said: z.optional(logOnly(z.unknown(), 'What that record says; left out where it says nothing')),
  seen: z.optional(logOnly(z.unknown(), 'What the collector sees; left out where it sees nothing')),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** How the record is meant to be signed; the signature itself stands beside the record. */
const Signing = z.strictObject({
  instance: from(
    { needs: 'an identity token, or a key' },
    z.optional(shown(text(300), 'Sigstore instance that signs, or `local-key`')),
  ),
});

const approvals = from(
  {
    controls: [
      'OWASP CICD-SEC-1',
      'OWASP CICD-SEC-5',
      'CIS 5.2.3',
      'SOC 2 CC6.3',
      'SOC 2 CC8.1',
      'ISO 27001 A.5.3',
      'ISO 27001 A.8.32',
      'NIST AC-5',
    ],
    from: ['api'],
    needs: 'permissions: actions: read',
    applies: { when: 'a deployment environment' },
  },
  z.array(Approval),
);

const resources = from(
  {
    from: ['api'],
    needs: 'the end of the job',
    applies: { provider: 'github-actions', phases: ['end', 'collector'] },
    controls: ['NIST AU-12'],
  },
  Resources,
);

const enforcement = from(
  {
    from: ['workflow-file'],
    needs: 'permissions: contents: read',
    applies: { provider: 'github-actions' },
    controls: ['OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'NIST AU-12'],
  },
  Enforcement,
);

const actions = from(
  {
    from: ['workflow-file'],
    needs: 'permissions: contents: read',
    controls: [
      'OWASP CICD-SEC-3',
      'OWASP CICD-SEC-4',
      'OWASP CICD-SEC-8',
      'CIS 2.1.2',
      'CIS 2.3.4',
      'CIS 2.4.3',
      'SOC 2 CC8.1',
      'ISO 27001 A.8.28',
      'NIST SR-4',
    ],
  },
  z.array(ActionUse),
);

/** The observations at one moment: everything of a record that is seen rather than concluded. */
export const Snapshot = z.strictObject({
  observedAt: time(),
  pipeline: Pipeline,
  runner: Runner,
  people: People,
  source: Source,
  access: Access,
  approvals: z.optional(approvals),
  protections: Protections,
  actions: z.optional(actions),
  resources: z.optional(resources),
  enforcement: z.optional(enforcement),
  gaps: z.array(Gap),
  sources: z.record(z.string(), ObservationSource),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** The JSON document about one job: the predicate of an in-toto Statement. */
export const AccessRecord = z.strictObject({
  schemaVersion: shown(z.literal(SCHEMA_VERSION), 'Version of this schema'),
  recordId: shown(sha256(), 'Id of the job’s record, the same in every phase'),
  phase: shown(Phase, 'Moment that the record speaks of'),
  recorder: Recorder,
  simulation: z.optional(
    shown(z.literal(true), 'That nothing of this happened: a record that tests the way to the log stores'),
  ),
  observedAt: z.strictObject({
    start: from(
      { applies: { phases: ['start', 'end'] }, needs: 'the state that the start left, unaltered' },
      z.optional(shown(time(), 'When the start snapshot was taken')),
    ),
    checkpoints: from(
      { applies: { phases: ['checkpoint', 'end'], when: 'a checkpoint step' }, needs: 'a checkpoint step' },
      z.optional(z.array(shown(time(), 'When a checkpoint was taken'))),
    ),
    end: from(
      { applies: { phases: ['end'] }, needs: 'the end of the job' },
      z.optional(shown(time(), 'When the end snapshot was taken')),
    ),
    collector: from(
      { applies: { phases: ['collector'] }, needs: 'the collector' },
      z.optional(shown(time(), 'When the collector looked')),
    ),
  }),
  pipeline: Pipeline,
  runner: Runner,
  people: People,
  source: Source,
  access: Access,
  approvals: z.optional(approvals),
  protections: Protections,
  actions: z.optional(actions),
  resources: z.optional(resources),
  enforcement: z.optional(enforcement),
  outcome: from(
    {
      from: ['input'],
      needs: 'the input `job-status` as the runner fills it in',
      applies: { phases: ['end', 'collector'] },
    },
    z.optional(Outcome),
  ),
  signing: from(
    { needs: 'an identity token, or a key', applies: { phases: ['end', 'collector'] } },
    z.optional(Signing),
  ),
  responses: from(
    {
      needs: 'a gate with responses',
      applies: { when: 'a gate with responses' },
      controls: [
        'OWASP CICD-SEC-10',
        'CIS 1.3.13',
        'SOC 2 CC7.2',
        'SOC 2 CC7.3',
        'ISO 27001 A.8.16',
        'NIST AU-6',
        'NIST SI-4',
      ],
    },
    z.optional(z.array(Response)),
  ),
  drift: z.array(Drift),
  disagreements: from(
    {
      from: ['api', 'job-log'],
      needs: 'the collector',
      applies: { phases: ['collector'] },
      controls: ['OWASP CICD-SEC-9', 'OWASP CICD-SEC-10', 'SOC 2 CC7.2', 'NIST AU-10', 'NIST AU-12'],
    },
    z.optional(z.array(Disagreement)),
  ),
  policy: z.optional(Verdict),
  gaps: z.array(Gap),
  pseudonyms: z.optional(Pseudonyms),
  links: z.strictObject({
    startEvent: from(
      { needs: 'the state that the start left, unaltered', applies: { phases: ['end'] } },
      z.optional(StartLink),
    ),
    checkpoints: from(
      { needs: 'a checkpoint step', applies: { phases: ['end', 'collector'], when: 'a checkpoint step' } },
      z.optional(z.array(CheckpointLink)),
    ),
    records: from({ needs: 'the collector', applies: { phases: ['collector'] } }, z.optional(z.array(RecordLink))),
  }),
  sources: shown(z.record(z.string(), ObservationSource), 'Where each part comes from, by JSON Pointer'),
  commitment: z.optional(
    z.strictObject({
      algorithm: shown(z.literal('sha256'), 'Digest algorithm'),
      digest: shown(sha256(), 'SHA-256 over the salt and the canonical form of what only the log holds'),
      salt: z.optional(logOnly(sha256(), 'Salt, kept in the log only')),
    }),
  ),
});
export type AccessRecord = z.infer<typeof AccessRecord>;
