import * as z from 'zod/mini';
import { forMembers, logOnly, shown, words } from './field.ts';
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

/** An account with the role that it held in the repository when it was observed. */
export const Person = z.extend(Account, {
  role: z.optional(forMembers(text(100), 'Role in the repository at that time, a custom role by its own name')),
  permission: z.optional(forMembers(z.enum(['admin', 'write', 'read', 'none']), 'Base permission that the role gives')),
});
export type Person = z.infer<typeof Person>;

/** Author or committer as the commit names them; name and address are claims, the account is GitHub's match. */
export const CommitIdentity = z.strictObject({
  name: z.optional(words(text(300), 'Name as the commit claims it')),
  email: z.optional(logOnly(text(320), 'E-mail address as the commit claims it')),
  date: z.optional(shown(time(), 'Time as the commit claims it')),
  account: z.optional(Account),
});
export type CommitIdentity = z.infer<typeof CommitIdentity>;

/** The people behind one job. */
export const People = z.strictObject({
  initiator: z.optional(Person),
  rerunner: z.optional(Person),
  sender: z.optional(Account),
  author: z.optional(CommitIdentity),
  committer: z.optional(CommitIdentity),
});
export type People = z.infer<typeof People>;
