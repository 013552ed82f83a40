import type { AccessRecord } from '../../../model/access-record.ts';
import type { Account, Person } from '../../../model/person.ts';

/** Somebody by whose will the job runs. */
export interface Actor {
  readonly person: Person;
  readonly pointer: '/people/initiator' | '/people/rerunner';
  readonly did: 'started' | 're-ran';
}

/** Who started the job, and who re-ran it where that is somebody else. */
export function actorsOf({ people: { initiator, rerunner } }: Pick<AccessRecord, 'people'>): readonly Actor[] {
  const actors: Actor[] = [];
  if (initiator) actors.push({ person: initiator, pointer: '/people/initiator', did: 'started' });
  if (rerunner && !isSameActor(rerunner, initiator)) {
    actors.push({ person: rerunner, pointer: '/people/rerunner', did: 're-ran' });
  }
  return actors;
}

/** Whether no person signs in as the account: names of GitHub Apps end in `[bot]`, which no person’s can. */
export function isBot({ type, login }: Account): boolean {
  return type === 'bot' || login.endsWith('[bot]');
}

/** Whether the audit log speaks of somebody: by the id, or by the login where an event has no more. */
export function isSamePerson(a: Account | undefined, b: Account | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  return a.login.toLowerCase() === b.login.toLowerCase();
}

/** Both names are those of one moment, so that the same login is the same account. */
function isSameActor(a: Account, b: Account | undefined): boolean {
  return b !== undefined && (a.id !== undefined && b.id !== undefined ? a.id === b.id : a.login === b.login);
}
