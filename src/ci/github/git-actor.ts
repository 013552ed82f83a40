import * as z from 'zod/mini';
import type { CommitIdentity } from '../../model/person.ts';
import { text } from '../../model/primitives.ts';
import { idOf, timeIn } from './graphql-values.ts';

/** Who wrote a commit or made a tag, as git says it, with the account whose e-mail address it is. */
export function gitActorReply() {
  const words = z.nullish(z.string());
  return z.nullish(
    z.object({
      name: words,
      email: words,
      date: words,
      user: userReply(),
    }),
  );
}
export type GitActor = z.infer<ReturnType<typeof gitActorReply>>;

/** A `User`; null for one that is gone or hidden. */
export function userReply() {
  return z.nullish(z.object({ login: text(100), databaseId: z.nullish(z.number()) }));
}

/** An author, committer or tagger in the record's form. */
export function identityFrom(actor: GitActor): CommitIdentity {
  return {
    ...(actor?.name && { name: actor.name.slice(0, 300) }),
    ...(actor?.email && { email: actor.email.slice(0, 320) }),
    ...timeIn('date', actor?.date),
    ...(actor?.user && { account: accountOfUser(actor.user) }),
  };
}

/** An account that can only be a person's. */
export function accountOfUser(user: { login: string; databaseId?: number | null | undefined }) {
  return { login: user.login, ...idOf(user.databaseId), type: 'user' as const };
}
