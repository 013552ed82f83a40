import * as z from 'zod/mini';

/** An identifier: always text, because numbers turn into doubles in other tools. */
export function id() {
  return z.string().check(z.minLength(1), z.maxLength(200));
}

/** Text that somebody else wrote, bounded. */
export function text(maxLength = 1_000) {
  return z.string().check(z.maxLength(maxLength));
}

/** A moment in RFC 3339, UTC, as `Date.prototype.toISOString` prints it. */
export function time() {
  return z.iso.datetime();
}

/** SHA-256 in lower-case hex. */
export function sha256() {
  return z.string().check(z.regex(/^[0-9a-f]{64}$/));
}

/** A git object id, SHA-1 or SHA-256. */
export function gitObjectId() {
  return z.string().check(z.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
}

/** A JSON Pointer (RFC 6901) into the record. */
export function pointer() {
  return z.string().check(z.regex(/^(\/[^/]*)+$/), z.maxLength(300));
}
