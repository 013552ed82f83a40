import type { AccessRecord } from '../model/access-record.ts';
import type { Person } from '../model/person.ts';

/** Finds the newest earlier record of a person for which a test holds. */
export type FindEarlier = (person: string, holds: (record: AccessRecord) => boolean) => AccessRecord | undefined;

/** Ids of whoever started or re-ran the job with another permission than in their last record that shows one. */
export function changedRoles({ people }: AccessRecord, find: FindEarlier): string[] {
  return [people.initiator, people.rerunner].flatMap((person) => {
    if (person?.id === undefined || person.permission === undefined) return [];
    const { id, permission } = person;
    const before = find(id, (record) => permissionIn(record, id) !== undefined);
    return before && permissionIn(before, id) !== permission ? [id] : [];
  });
}

function permissionIn({ people }: AccessRecord, id: string): Person['permission'] {
  const { initiator, rerunner } = people;
  const own = initiator?.id === id ? initiator.permission : undefined;
  return own ?? (rerunner?.id === id ? rerunner.permission : undefined);
}
