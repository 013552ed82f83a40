import { DoorlogError } from '../../errors.ts';
import type { AccessRecord } from '../../model/access-record.ts';
import type { Changes } from '../../model/scenario.ts';
import { withAbsences } from '../record.ts';

type Container = Record<string, unknown> | unknown[];

/**
 * The record with facts set and removed; gaps follow: one that speaks of a fact that is there now goes, and whatever is
 * missing now has one. Raises `usage` for a pointer that leads nowhere.
 */
export function withChanges(record: AccessRecord, { set = {}, remove = [] }: Changes): AccessRecord {
  const changed = structuredClone(record);
  for (const pointer of remove) removeAt(changed, pointer);
  for (const [pointer, value] of Object.entries(set)) setAt(changed, pointer, structuredClone(value));
  const gaps = changed.gaps.filter((gap) => !Object.keys(set).some((pointer) => speaksOf(gap.pointer, pointer)));
  return withAbsences({ ...changed, gaps });
}

/** Whether a gap is at a fact, above or below it. */
function speaksOf(gap: string, fact: string): boolean {
  return gap === fact || gap.startsWith(`${fact}/`) || fact.startsWith(`${gap}/`);
}

function setAt(root: AccessRecord, pointer: string, value: unknown): void {
  const keys = keysOf(pointer);
  const last = keys.at(-1) ?? '';
  let holder: Container = root as unknown as Container;
  for (const key of keys.slice(0, -1)) {
    const next = childOf(holder, key);
    if (isContainer(next)) holder = next;
    else if (next === undefined && !Array.isArray(holder)) holder = holder[key] = {};
    else throw noPlace(pointer);
  }
  if (!Array.isArray(holder)) holder[last] = value;
  else if (last === '-') holder.push(value);
  else if (/^\d+$/.test(last) && Number(last) < holder.length) holder[Number(last)] = value;
  else throw noPlace(pointer);
}

function removeAt(root: AccessRecord, pointer: string): void {
  const keys = keysOf(pointer);
  const last = keys.at(-1) ?? '';
  let holder: unknown = root;
  for (const key of keys.slice(0, -1)) holder = isContainer(holder) ? childOf(holder, key) : undefined;
  if (!isContainer(holder) || childOf(holder, last) === undefined) throw noPlace(pointer);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}

function childOf(holder: Container, key: string): unknown {
  if (Array.isArray(holder)) return /^\d+$/.test(key) ? holder[Number(key)] : undefined;
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** RFC 6901, section 4. */
function keysOf(pointer: string): string[] {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (keys.includes('__proto__')) throw noPlace(pointer);
  return keys;
}

function noPlace(pointer: string): DoorlogError {
  return new DoorlogError('usage', `There is no place “${pointer}” in the record; name one that its schema has.`);
}
