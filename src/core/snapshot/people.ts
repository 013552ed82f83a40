import type { Person } from '../../model/person.ts';
import type { Observed, Overview, RunFacts } from '../../ports.ts';
import type { SnapshotDraft } from './draft.ts';

/** Whether two names are one account’s. */
export function sameAs(a: Person | undefined, b: Person | undefined): boolean {
  return a !== undefined && a.login === b?.login;
}

/** What was found out about those who started and re-ran the job. */
export interface PeopleLooks {
  readonly initiator: Observed<Person> | undefined;
  readonly rerunner: Observed<Person> | undefined;
  readonly grants: Overview['grants'];
  readonly run: Observed<RunFacts> | undefined;
}

/** The roles of those who started and re-ran the job, and how they hold them. */
export function keepPeople(draft: SnapshotDraft, looks: PeopleLooks): void {
  const { snapshot } = draft;
  if (snapshot.people.initiator) keepPerson(draft, 'initiator', looks.initiator, looks.grants);
  const { initiator, rerunner } = snapshot.people;
  if (!rerunner) return;
  if (initiator && sameAs(rerunner, initiator)) {
    snapshot.people = { ...snapshot.people, rerunner: initiator };
    for (const { pointer, ...why } of snapshot.gaps.filter((gap) => gap.pointer.startsWith('/people/initiator/'))) {
      draft.gap({ pointer: pointer.replace('initiator', 'rerunner'), ...why });
    }
    return;
  }
  keepRerunnersId(draft, looks.run);
  keepPerson(draft, 'rerunner', looks.rerunner, looks.grants);
}

function keepPerson(
  draft: SnapshotDraft,
  who: 'initiator' | 'rerunner',
  look: Observed<Person> | undefined,
  grants: Overview['grants'],
): void {
  const { snapshot } = draft;
  const known = snapshot.people[who];
  const held = known && grants?.get(known.login);
  if (look) {
    const own = ofSamePerson(known?.id, look, (person) => person.id);
    draft.takeAll([`/people/${who}/role`, `/people/${who}/permission`], 'api', own, (seen) => {
      snapshot.people = { ...snapshot.people, [who]: { ...known, ...seen } };
    });
    if (!look.ok && known?.id === undefined) draft.miss(`/people/${who}/id`, look);
  }
  if (held) {
    draft.take(
      `/people/${who}/grants`,
      'api',
      ofSamePerson(known.id, held, ({ id }) => id),
      ({ grants: all }) => {
        const person = snapshot.people[who] ?? known;
        snapshot.people = { ...snapshot.people, [who]: { ...person, grants: [...all] } };
      },
    );
  } else if (known?.type === 'bot') {
    draft.gap({ pointer: `/people/${who}/grants`, reason: 'not-applicable', needed: 'an account of a person' });
  }
}

/** The runner names no id of whoever pressed the button; the run does. */
function keepRerunnersId({ snapshot }: SnapshotDraft, run: Observed<RunFacts> | undefined): void {
  const { rerunner } = snapshot.people;
  const actor = run?.ok ? run.value.triggeringActor : undefined;
  if (!rerunner || rerunner.id !== undefined || actor?.login !== rerunner.login) return;
  snapshot.people = { ...snapshot.people, rerunner: { ...rerunner, ...actor } };
  snapshot.sources['/people/rerunner/id'] = 'api';
}

/** A login may have changed hands since the run began: the role of whoever has it now is not that person's. */
function ofSamePerson<T>(
  id: string | undefined,
  look: Observed<T>,
  idOf: (value: T) => string | undefined,
): Observed<T> {
  if (!look.ok || id === undefined) return look;
  const now = idOf(look.value);
  if (now === undefined || now === id) return look;
  return { ok: false, reason: 'not-available', needed: 'an account that has kept its login since the run began' };
}
