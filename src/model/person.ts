import * as z from 'zod/mini';
import { forMembers, from, logOnly, shown, words } from './field.ts';
import { id, text, time } from './primitives.ts';

/** What kind of account acts. */
const ActorType = z.enum(['user', 'bot', 'organization', 'mannequin', 'unknown']);

/** An account, by its login and its immutable id. */
export const Account = z.strictObject({
  login: shown(text(100), 'Name of the account at that time'),
  id: z.optional(shown(id(), 'Immutable id of the account')),
  type: z.optional(shown(ActorType, 'Kind of account')),
});
export type Account = z.infer<typeof Account>;

const COLLECTOR = 'the collector, with a token for the organisation’s audit log';

/** Where a role comes from; a person may hold several at once. */
export const RoleGrant = z.strictObject({
  by: logOnly(z.enum(['repository', 'organization', 'team']), 'Who grants: the repository, the organisation or a team'),
  permission: logOnly(text(100), 'What is granted'),
  role: z.optional(logOnly(text(100), 'Name of a custom role')),
  team: z.optional(logOnly(text(300), 'Team that grants it')),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

/** An account with the role that it held in the repository when it was observed. */
export const Person = z.extend(Account, {
  role: from(
    { from: ['api'], needs: 'an account of a person' },
    z.optional(forMembers(text(100), 'Role in the repository at that time, a custom role by its own name')),
  ),
  permission: from(
    { from: ['api'], needs: 'an account of a person' },
    z.optional(forMembers(z.enum(['admin', 'write', 'read', 'none']), 'Base permission that the role gives')),
  ),
  grants: from(
    { from: ['api'], needs: 'a token that may administer the repository, or the collector' },
    z.optional(logOnly(z.array(RoleGrant), 'How the role is held')),
  ),
  association: from(
    { from: ['event'], needs: 'an event that names it' },
    z.optional(
      shown(text(100), 'How the author of a pull request or comment belongs to the repository, in GitHub’s words'),
    ),
  ),
  sharedAccount: from(
    { from: ['input'], needs: 'the input `shared-accounts`' },
    z.optional(logOnly(z.boolean(), 'Whether several people use the account, by the organisation’s own list')),
  ),
  ssoIdentity: from(
    { from: ['api'], needs: COLLECTOR },
    z.optional(logOnly(text(320), 'Name under which the organisation signed the person in')),
  ),
  ipAddress: from(
    { from: ['api'], needs: COLLECTOR },
    z.optional(
      logOnly(text(100), 'IP address that the person last came from before the run, by the organisation’s audit log'),
    ),
  ),
  userAgent: from(
    { from: ['api'], needs: COLLECTOR },
    z.optional(logOnly(text(500), 'Program that the person used there, as it names itself')),
  ),
});
export type Person = z.infer<typeof Person>;

/** Author or committer as the commit names them; name and address are claims, the account is GitHub's match. */
export const CommitIdentity = z.strictObject({
  name: z.optional(words(text(300), 'Name as the commit claims it')),
  email: z.optional(logOnly(text(320), 'E-mail address as the commit claims it')),
  date: z.optional(shown(time(), 'Time as the commit claims it')),
  account: from({ needs: 'an e-mail address in the commit that belongs to an account' }, z.optional(Account)),
});
export type CommitIdentity = z.infer<typeof CommitIdentity>;

const ofCommit = { from: ['api'], needs: 'permissions: contents: read' } as const;
const PULL_REQUESTS = 'permissions: pull-requests: read';

/** The people behind one job. */
export const People = from(
  {
    controls: [
      'OWASP CICD-SEC-2',
      'OWASP CICD-SEC-5',
      'CIS 2.1.5',
      'CIS 2.3.5',
      'SOC 2 CC6.1',
      'SOC 2 CC6.3',
      'ISO 27001 A.5.15',
      'ISO 27001 A.5.16',
      'ISO 27001 A.8.2',
      'NIST AC-2',
      'NIST AC-6(9)',
      'NIST AU-3',
    ],
  },
  z.strictObject({
    initiator: from({ from: ['env', 'api'], needs: 'a runner that sets GITHUB_ACTOR' }, z.optional(Person)),
    rerunner: from({ from: ['env', 'api'], applies: { when: 'a re-run' }, needs: 'a re-run' }, z.optional(Person)),
    sender: from({ from: ['event'], needs: 'a readable event file' }, z.optional(Account)),
    author: from(ofCommit, z.optional(CommitIdentity)),
    committer: from(ofCommit, z.optional(CommitIdentity)),
    pusher: from(
      { from: ['event'], applies: { events: ['push'] }, needs: 'a readable event file' },
      z.optional(Account),
    ),
    merger: from(
      { from: ['api', 'event'], applies: { when: 'a commit that a pull request merged' }, needs: PULL_REQUESTS },
      z.optional(Account),
    ),
  }),
);
export type People = z.infer<typeof People>;

/** What a pseudonym stands for: an account, or a name or address that a commit or the organisation gives a person. */
export type PseudonymBearer = {
  readonly [member in 'login' | 'id' | 'type' | 'name' | 'email' | 'ssoIdentity' | 'ipAddress' | 'userAgent']?: string;
};

/** Who stands behind each pseudonym; of the log alone, and what is to be erased when a person must be forgotten. */
export const Pseudonyms = from(
  { from: ['input'], applies: { when: 'the input `pseudonym-key`' }, needs: 'the input `pseudonym-key`' },
  logOnly(
    z.record(z.string(), z.record(z.string(), text(320))),
    'Who stands behind each pseudonym: `login`, `id` and `type` of an account, or a `name`, `email`, `ssoIdentity`, `ipAddress` or `userAgent`',
  ),
);
export type Pseudonyms = z.infer<typeof Pseudonyms>;
