import type { Account, People, Person } from '../../model/person.ts';
import { accountType } from './account.ts';
import type { Authored, PayloadUser, TriggerEvent } from './event.ts';
import { EVENT_FILE, type GapList } from './gap-list.ts';
import type { RunnerVariables } from './variables.ts';
import { withoutUndefined } from './without-undefined.ts';

/** An account as a payload has it; GitHub says `null` for one that is gone, and shows it as `ghost`. */
export function accountAt(pointer: string, user: PayloadUser | undefined, list: GapList): Account | undefined {
  if (user === null) {
    list.miss(`${pointer}/id`, 'an account that is still there');
    return { login: 'ghost', type: 'unknown' };
  }
  return accountOf(user);
}

function accountOf(user: PayloadUser | undefined): Account | undefined {
  if (!user?.login) return undefined;
  return { login: user.login, ...(user.id && { id: user.id }), type: accountType(user.type ?? undefined, user.login) };
}

/** The people whom the runner and the event name, and a gap for whom they should have named. */
export function peopleOf(variables: RunnerVariables, event: TriggerEvent | undefined, list: GapList): People {
  const { actor, actorId, triggeringActor, runAttempt } = variables;
  const sender = senderOf(variables, event, list);
  const initiator = actor === undefined ? undefined : personOf(actor, actorId, sender);
  if (!initiator) list.miss('/people/initiator', 'a runner that sets GITHUB_ACTOR');
  const again = triggeringActor !== undefined && (triggeringActor !== actor || Number(runAttempt) > 1);
  const rerunner = again
    ? personOf(triggeringActor, triggeringActor === actor ? actorId : undefined, sender)
    : undefined;
  return withoutUndefined({
    initiator: initiator && associated('/people/initiator', initiator, event, list),
    rerunner: rerunner && associated('/people/rerunner', rerunner, event, list),
    sender,
    pusher: pusherOf(variables, event, sender, list),
    merger: mergerOf(event, list),
  });
}

/** What the runner names is a login, at best with its id; the rest is the event's, where it is the same account. */
function personOf(login: string, id: string | undefined, sender: Account | undefined): Person {
  const same = isSame({ login, id }, sender) ? sender : undefined;
  const type: Account['type'] = same?.type ?? accountType(undefined, login);
  return withoutUndefined({ login, id: id ?? same?.id, type: type === 'unknown' ? undefined : type });
}

function senderOf({ event: name }: RunnerVariables, event: TriggerEvent | undefined, list: GapList) {
  const sender = event?.sender === undefined ? undefined : accountAt('/people/sender', event.sender, list);
  if (sender) return sender;
  if (name === 'schedule') list.miss('/people/sender', 'an event that somebody causes', 'not-applicable');
  else list.miss('/people/sender', EVENT_FILE);
  return undefined;
}

const LOGIN = /^[A-Za-z\d][A-Za-z\d_-]{0,98}(\[bot\])?$/;

/** Who pushed is the sender's account; the name beside the push is a login without an id, and believed no further. */
function pusherOf(
  { event: name }: RunnerVariables,
  event: TriggerEvent | undefined,
  sender: Account | undefined,
  list: GapList,
): Account | undefined {
  if (name !== 'push') return undefined;
  const given = event?.pusher?.name;
  // Git may have put anything there: only what can be an account’s name is taken for one.
  const login = typeof given === 'string' && LOGIN.test(given) ? given : undefined;
  if (!login) {
    list.miss('/people/pusher', EVENT_FILE);
    return undefined;
  }
  if (isSame({ login, id: undefined }, sender)) return sender;
  list.miss('/people/pusher/id', 'a sender who is the pusher');
  return { login, type: accountType(undefined, login) };
}

function mergerOf(event: TriggerEvent | undefined, list: GapList): Account | undefined {
  const pull = event?.pull_request;
  if (event?.action !== 'closed' || pull?.merged !== true) return undefined;
  const merger = accountAt('/people/merger', pull.merged_by, list);
  if (!merger) list.miss('/people/merger', EVENT_FILE);
  return merger;
}

/** How the person belongs to the repository, where what the event is about is the person's own. */
function associated(pointer: string, person: Person, event: TriggerEvent | undefined, list: GapList): Person {
  const written = writtenIn(event);
  const own = written.filter(({ user }) => isSame(person, accountOf(user)));
  const association = own.find(({ author_association: word }) => word)?.author_association;
  if (association) return { ...person, association };
  if (own.length > 0 || !event) list.miss(`${pointer}/association`, EVENT_FILE);
  else list.miss(`${pointer}/association`, 'an event about what this person wrote', 'not-applicable');
  return person;
}

/** What an event is about and somebody wrote, the nearest first. */
function writtenIn(event: TriggerEvent | undefined): NonNullable<Authored>[] {
  const { comment, review, pull_request: pull, issue, discussion } = event ?? {};
  return [comment, review, pull, issue, discussion].flatMap((part) => part ?? []);
}

/** Whether two accounts are one: by id where both have one, else by login, in which case does not count. */
function isSame(a: { login: string; id?: string | undefined }, b: Account | undefined): boolean {
  if (!b) return false;
  return a.id !== undefined && b.id !== undefined ? a.id === b.id : a.login.toLowerCase() === b.login.toLowerCase();
}
