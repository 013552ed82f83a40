/** The text of a request can't be read as events. */
export class MalformedEvents extends Error {}

/**
 * The JSON values of a request in order: they stand one after the other, with or without white space between (Splunk,
 * “Format events for HTTP Event Collector”). Raises `MalformedEvents` at the first that can't be read.
 */
export function* splitEvents(text: string): Generator<unknown> {
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const end = endOfValue(text, at);
    yield parse(text.slice(at, end));
    at = skipSpace(text, end);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedEvents('no JSON', { cause });
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text.charAt(at))) at++;
  return at;
}

/** Just behind the bracket that closes the object or list that starts here. */
function endOfValue(text: string, from: number): number {
  if (text[from] !== '{' && text[from] !== '[') throw new MalformedEvents('an event is no object');
  let depth = 0;
  let isText = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (isText) {
      if (sign === '\\') at++;
      else if (sign === '"') isText = false;
    } else if (sign === '"') isText = true;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  throw new MalformedEvents('an event has no end');
}
