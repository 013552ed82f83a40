const SHORTEST_SECRET = 4;
const MASK = '***';

/** A time or a digest: part of it may look like a short password, and with a mask in it no record could be read back. */
const MACHINE_MADE = /^\d{4}-\d\d-\d\dT[\d:.]{8,16}Z$|^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Replaces secrets in text and in every text of a value. */
export interface Redactor {
  text(value: string): string;
  value<T>(value: T): T;
}

/**
 * A redactor for the given secrets: each as it stands, line by line where it has several, and as JSON, URL-encoding and
 * Base64 would print it. Values of fewer than 4 characters are left alone: they would blank out ordinary words.
 */
export function createRedactor(secrets: Iterable<string | undefined>): Redactor {
  const needles = [...new Set([...secrets].flatMap((secret) => (secret ? formsOf(secret) : [])))]
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);

  function text(value: string): string {
    let clean = value;
    for (const needle of needles) {
      if (clean.includes(needle)) clean = clean.split(needle).join(MASK);
    }
    return clean;
  }

  function clean(value: unknown): unknown {
    if (typeof value === 'string')
      return MACHINE_MADE.test(value) && !needles.includes(value) ? value : text(value.toWellFormed());
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [text(key.toWellFormed()), clean(member)]),
      );
    }
    return value;
  }

  return { text, value: <T>(value: T) => clean(value) as T };
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
