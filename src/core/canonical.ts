import { createHash } from 'node:crypto';
import { DoorlogError } from '../errors.ts';

/**
 * The RFC 8785 canonical JSON text of a value: keys in UTF-16 order, no white space, numbers as ECMAScript prints them.
 * Members that are `undefined` are left out, as JSON does. Raises `internal` for what JSON or RFC 8785 can't hold:
 * numbers that are not finite, text with half a surrogate pair, functions.
 */
export function canonicalize(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed())
        throw new DoorlogError('internal', 'Text with half a surrogate pair has no canonical form.');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new DoorlogError('internal', `${value} has no canonical form.`);
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value))
        return `[${value.map((item) => canonicalize(item === undefined ? null : item)).join(',')}]`;
      return canonicalObject(value);
    default:
      throw new DoorlogError('internal', `A ${typeof value} has no canonical form.`);
  }
}

/** In one pass and without lists in between: thousands of records are checked in one go. */
function canonicalObject(value: object): string {
  let members = '';
  // JavaScript sorts text by UTF-16 code units, as RFC 8785 (3.2.3) asks.
  for (const key of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, key);
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${canonicalize(key)}:${canonicalize(member)}`;
  }
  return `{${members}}`;
}

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 in hex of a value's canonical form: the same for equal values, whatever the order of their keys. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalize(value));
}
