import { isFreeText } from './free-text.ts';

const SHORTEST_SECRET = 4;

/** What stands where a secret was. */
export const MASK = '***';

/** A time or a digest: part of it may look like a short password, and with a mask in it no record could be read back. */
const MACHINE_MADE = /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$|^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Texts that must not be shown. */
export interface Secrets {
  /** Secrets for certain: taken out wherever they stand. */
  readonly known: readonly (string | undefined)[];
  /** Secrets by the name of their variable only, which any step can set: taken out of free text. */
  readonly guessed: readonly string[];
}

/** Replaces secrets in a sentence, and in every text of a record or a part from its top. */
export interface Redactor {
  text(sentence: string): string;
  value<T>(record: T): T;
}

/**
 * A redactor for the given secrets: each as it stands, line by line where it has several, and as JSON, URL-encoding and
 * Base64 would print it. Values of fewer than 4 characters are left alone: they would blank out ordinary words. A guess
 * never changes who, where and what a record is about: it is taken out of sentences and of the fields of free text, and
 * only where no other field of the record is the very same.
 */
export function createRedactor({ known, guessed }: Secrets): Redactor {
  const certain = needlesOf(known);
  const all = needlesOf([...known, ...guessed]);

  function clean(value: unknown, path: string, words: readonly string[]): unknown {
    if (typeof value === 'string') {
      const needles = isFreeText(path) ? words : certain;
      return MACHINE_MADE.test(value) && !needles.includes(value) ? value : without(needles, value);
    }
    if (Array.isArray(value)) return value.map((item) => clean(item, `${path}/*`, words));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [without(certain, key), clean(member, `${path}/${key}`, words)]),
    );
  }

  function text(sentence: string): string {
    return without(all, sentence);
  }

  function value(record: unknown): unknown {
    if (typeof record === 'string') return text(record);
    const facts = new Set(factsOf(record, ''));
    const isFact = guessed.some((guess) => facts.has(guess));
    return clean(record, '', isFact ? needlesOf([...known, ...guessed.filter((guess) => !facts.has(guess))]) : all);
  }

  return { text, value: <T>(record: T) => value(record) as T };
}

function factsOf(value: unknown, path: string): string[] {
  if (typeof value === 'string') return isFreeText(path) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => factsOf(item, `${path}/*`));
  return isObject(value)
    ? Object.entries(value).flatMap(([key, member]) => [key, ...factsOf(member, `${path}/${key}`)])
    : [];
}

/** The longest first, so that no part of one is left where another is part of it. */
function needlesOf(secrets: readonly (string | undefined)[]): string[] {
  return [...new Set(secrets.flatMap((secret) => (secret ? formsOf(secret) : [])))]
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
}

function without(needles: readonly string[], text: string): string {
  let clean = text.toWellFormed();
  for (const needle of needles) {
    if (clean.includes(needle)) clean = clean.split(needle).join(MASK);
  }
  return clean;
}

function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return [secret, secret.trim(), ...lines].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    encodeURIComponent(form.toWellFormed()),
    Buffer.from(form).toString('base64').replace(/=+$/, ''),
  ]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
