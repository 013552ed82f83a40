import * as z from 'zod/mini';

type Check = z.core.$ZodCheck<string>;

/**
 * Text with checks, made at once and with shared checks: `z.string().check(…)` makes the schema twice and each check anew,
 * and a hook makes hundreds of them before it does anything.
 */
function textThat(...checks: Check[]) {
  return new z.ZodMiniString({ type: 'string', checks });
}

const shared = new Map<string, Check>();

function once(name: string, make: () => Check): Check {
  const known = shared.get(name);
  if (known) return known;
  const made = make();
  shared.set(name, made);
  return made;
}

function notLongerThan(maxLength: number): Check {
  return once(`at most ${maxLength}`, () => z.maxLength(maxLength));
}

function matching(pattern: RegExp): Check {
  return once(String(pattern), () => z.regex(pattern));
}

/** An identifier: always text, because numbers turn into doubles in other tools. */
export function id() {
  return textThat(
    once('not empty', () => z.minLength(1)),
    notLongerThan(200),
  );
}

/** Text that somebody else wrote, bounded. */
export function text(maxLength = 1_000) {
  return textThat(notLongerThan(maxLength));
}

/** A moment in RFC 3339, UTC, as `Date.prototype.toISOString` prints it. */
export function time() {
  return z.iso.datetime();
}

/** SHA-256 in lower-case hex. */
export function sha256() {
  return textThat(matching(/^[0-9a-f]{64}$/));
}

/** A git object id, SHA-1 or SHA-256. */
export function gitObjectId() {
  return textThat(matching(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
}

/** A JSON Pointer (RFC 6901) into the record. */
export function pointer() {
  return textThat(matching(/^(\/[^/]*)+$/), notLongerThan(300));
}
