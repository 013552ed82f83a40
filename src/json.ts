/** The JSON value in a text, or in bytes read as UTF-8; undefined for what is no JSON. */
export function jsonOrNothing(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'));
  } catch {
    return undefined;
  }
}
