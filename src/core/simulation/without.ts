import type { AccessRecord, Gap } from '../../model/access-record.ts';
import { OPTIONAL_FACTS } from '../optional-facts.ts';
import { withAbsences } from '../record.ts';

const PERMISSION = /\bpermissions: ([a-z-]+: (?:read|write))/;

/** Permissions that some fact of a record takes, as `SCOPE:ACCESS`. */
export function neededPermissions(): string[] {
  return [...new Set(OPTIONAL_FACTS.flatMap(({ needs }) => permissionIn(needs) ?? []))].sort();
}

function permissionIn(needs: string): string | undefined {
  return PERMISSION.exec(needs)?.[1]?.replace(' ', '');
}

/** The record as a job without some permissions of its token would have it: what they show is gone, and a gap says so. */
export function withoutPermissions(record: AccessRecord, without: readonly string[]): AccessRecord {
  if (without.length === 0) return record;
  const bare = structuredClone(record);
  const gaps = new Map<string, Gap>();
  for (const { at, group, needs } of OPTIONAL_FACTS) {
    if (!without.includes(permissionIn(needs) ?? '')) continue;
    for (const pointer of removeAll(bare, at.split('/'), '')) {
      const speaker = group === undefined ? pointer : pointer.split('/', group + 1).join('/');
      gaps.set(speaker, { pointer: speaker, reason: 'not-permitted', needed: needs });
    }
  }
  const kept = bare.gaps.filter(({ pointer }) => !gaps.has(pointer));
  return withAbsences({ ...bare, gaps: [...kept, ...withoutNested([...gaps.values()])] });
}

/** Removes what stands at a path, `*` and `{}` being any key, and answers where something stood. */
function removeAll(value: unknown, [key = '', ...rest]: readonly string[], pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*' || key === '{}') {
    return Object.entries(value).flatMap(([name, item]) => removeAll(item, rest, `${pointer}/${name}`));
  }
  const holder = value as Record<string, unknown>;
  if (!Object.hasOwn(holder, key)) return [];
  if (rest.length > 0) return removeAll(holder[key], rest, `${pointer}/${key}`);
  delete holder[key];
  return [`${pointer}/${key}`];
}

/** One gap at the top of what is missing is enough. */
function withoutNested(gaps: readonly Gap[]): Gap[] {
  return gaps.filter(({ pointer }) => !gaps.some((other) => pointer.startsWith(`${other.pointer}/`)));
}
