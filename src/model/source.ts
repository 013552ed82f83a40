import * as z from 'zod/mini';
import { from, logOnly, shown, words } from './field.ts';
import { Account, CommitIdentity } from './person.ts';
import { gitObjectId, sha256, text, time } from './primitives.ts';
import { PullRequest } from './pull-request.ts';

const LOCAL = { from: ['git'], applies: { provider: 'local' }, needs: 'a local record' } as const;
const SIGNED = { applies: { when: 'a signed commit' }, needs: 'a signed commit' } as const;

/** What the forge or git says of a commit's signature. */
export const Verification = z.strictObject({
  verified: shown(z.boolean(), 'Whether the signature was found good'),
  reason: shown(text(100), 'Why, or why not, in lower case: valid, unsigned, unknown_key …'),
  verifiedAt: from(SIGNED, z.optional(shown(time(), 'When it was first found good'))),
  signedByForge: from(
    SIGNED,
    z.optional(shown(z.boolean(), 'Whether the forge itself signed, as for a merge on its page')),
  ),
  signer: from({ ...SIGNED, needs: 'a signature by a key that belongs to an account' }, z.optional(Account)),
  key: from(LOCAL, z.optional(logOnly(text(200), 'Fingerprint of the key that signed, for a local record'))),
  payload: from(SIGNED, z.optional(words(text(100_000), 'What was signed'))),
  signature: from(SIGNED, z.optional(logOnly(text(100_000), 'The signature itself'))),
});
export type Verification = z.infer<typeof Verification>;

/** The tag that the run is for. */
export const Tag = z.strictObject({
  name: shown(text(), 'Name of the tag'),
  annotated: shown(z.boolean(), 'Whether it is an object of its own, with a tagger, rather than a mere name'),
  object: from(
    { applies: { when: 'an annotated tag' }, needs: 'an annotated tag' },
    z.optional(shown(gitObjectId(), 'Object of an annotated tag')),
  ),
  tagger: from({ applies: { when: 'an annotated tag' }, needs: 'an annotated tag' }, z.optional(CommitIdentity)),
});
export type Tag = z.infer<typeof Tag>;

/** What is checked out where the job works. */
export const Workspace = z.strictObject({
  commit: z.optional(logOnly(gitObjectId(), 'Commit that is checked out')),
  ref: from(
    { applies: { when: 'a branch that is checked out' }, needs: 'a branch that is checked out' },
    z.optional(logOnly(text(), 'Branch that is checked out')),
  ),
  isSource: z.optional(shown(z.boolean(), 'Whether that is the commit that the run is for')),
});
export type Workspace = z.infer<typeof Workspace>;

/** How the workflow file that holds the job differs from the file that stood there before the change. */
export const WorkflowChange = z.strictObject({
  against: shown(
    z.enum(['before', 'default-branch']),
    'What it is compared with: the commit before a push to the default branch, or the head of that branch',
  ),
  commit: shown(gitObjectId(), 'Commit that it is compared with'),
  file: shown(text(), 'Path of the workflow file'),
  status: shown(z.enum(['unchanged', 'modified', 'added']), 'Whether the file differs, or is new'),
  permissionsRaised: from(
    { needs: 'a permissions block on both sides, which can be read' },
    z.optional(
      z.array(shown(text(120), 'Permission that the file gives the job now and did not before: `contents: write` …')),
    ),
  ),
  newSecrets: from(
    { needs: 'a workflow file that can be read on both sides' },
    z.optional(z.array(shown(text(300), 'Name of a secret that the job refers to now and did not before'))),
  ),
  triggersAdded: from(
    { needs: 'a workflow file that can be read on both sides' },
    z.optional(z.array(shown(text(100), 'Event that starts the workflow now and did not before'))),
  ),
});
export type WorkflowChange = z.infer<typeof WorkflowChange>;

const PUSH = { from: ['event'], applies: { events: ['push'] }, needs: 'a readable event file' } as const;

/** The source that the job runs on. */
export const Source = from(
  {
    from: ['api'],
    needs: 'permissions: contents: read',
    controls: [
      'OWASP CICD-SEC-1',
      'CIS 1.1.3',
      'CIS 1.1.12',
      'SOC 2 CC8.1',
      'ISO 27001 A.8.4',
      'ISO 27001 A.8.32',
      'NIST CM-3',
      'NIST AU-10',
    ],
  },
  z.strictObject({
    commit: z.optional(shown(gitObjectId(), 'Commit that the job runs on')),
    synthetic: from(
      { from: ['event'], needs: 'a readable event file' },
      z.optional(
        shown(z.boolean(), 'Whether the run is for a merge that the forge made of that commit and its target'),
      ),
    ),
    tree: z.optional(shown(gitObjectId(), 'Tree of that commit')),
    parents: z.optional(z.array(shown(gitObjectId(), 'Parent of the commit'))),
    headline: z.optional(words(text(500), 'First line of the commit message')),
    committedAt: z.optional(shown(time(), 'Time of the commit as it claims')),
    verification: z.optional(Verification),
    changedFiles: from(
      { from: ['api'], applies: { provider: 'github-actions' }, needs: 'a forge that counts what the commit changes' },
      z.optional(shown(z.number(), 'How many files the commit changes, compared with its first parent')),
    ),
    workflowChange: from(
      { from: ['api'], applies: { provider: 'github-actions' }, needs: 'permissions: contents: read' },
      z.optional(WorkflowChange),
    ),
    created: from(PUSH, z.optional(shown(z.boolean(), 'Whether the push made the branch or tag'))),
    forced: from(PUSH, z.optional(shown(z.boolean(), 'Whether the push replaced commits that were there'))),
    tag: from(
      { from: ['api'], applies: { when: 'a run for a tag' }, needs: 'permissions: contents: read' },
      z.optional(Tag),
    ),
    pullRequests: from({ from: ['api'], needs: 'permissions: pull-requests: read' }, z.optional(z.array(PullRequest))),
    workspace: from({ from: ['git'], needs: 'a repository checked out into the workspace' }, z.optional(Workspace)),
    remote: from(
      LOCAL,
      z.optional(words(text(2_000), 'Address of the origin without credentials, for a local record')),
    ),
    modified: from(LOCAL, z.optional(shown(z.boolean(), 'Whether files differed from the commit, for a local record'))),
    modifications: from(LOCAL, z.optional(logOnly(sha256(), 'Digest over what differed'))),
  }),
);
export type Source = z.infer<typeof Source>;
