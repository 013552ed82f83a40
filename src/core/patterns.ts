type Token = { readonly star: 'name' | 'any' } | { readonly char: string };

/**
 * Reads a glob pattern, in which `*` stands for any characters but a slash and `**` for any, and all else for itself.
 * The time it takes grows with the lengths of pattern and text multiplied, whatever they are.
 */
export function patternOf(pattern: string): (text: string) => boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return (text) => text === pattern;
  // Most names differ from most patterns before the first star.
  const beginning = pattern.slice(0, star);
  let tokens: readonly Token[] | undefined;
  return (text) => {
    if (!text.startsWith(beginning)) return false;
    tokens ??= tokensOf(pattern);
    return matches(tokens, text);
  };
}

/** Whether one of several patterns matches; `ignoreCase` for names that the forge compares that way. */
export function anyPattern(
  patterns: readonly string[],
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): (text: string) => boolean {
  const all = patterns.map((pattern) => patternOf(ignoreCase ? pattern.toLowerCase() : pattern));
  return (text) => {
    const compared = ignoreCase ? text.toLowerCase() : text;
    return all.some((isMatch) => isMatch(compared));
  };
}

function tokensOf(pattern: string): Token[] {
  return [...pattern.matchAll(/\*+|[^*]/gsu)].map(([part]) =>
    part.startsWith('*') ? { star: part.length > 1 ? 'any' : 'name' } : { char: part },
  );
}

/** Follows all ways through the pattern at once: going back would take exponential time for a hostile one. */
function matches(tokens: readonly Token[], text: string): boolean {
  let places = new Uint8Array(tokens.length + 1);
  let next = new Uint8Array(tokens.length + 1);
  enter(places, 0, tokens);
  for (const char of text) {
    let isAlive = false;
    next.fill(0);
    for (let place = 0; place < tokens.length; place++) {
      const token = tokens[place];
      if (places[place] === 0 || token === undefined) continue;
      const isStar = 'star' in token;
      if (isStar ? token.star === 'name' && char === '/' : token.char !== char) continue;
      enter(next, isStar ? place : place + 1, tokens);
      isAlive = true;
    }
    if (!isAlive) return false;
    [places, next] = [next, places];
  }
  return places[tokens.length] === 1;
}

/** A star may also stand for nothing. */
function enter(places: Uint8Array, place: number, tokens: readonly Token[]): void {
  let at = place;
  while (places[at] === 0) {
    places[at] = 1;
    const token = tokens[at];
    if (token === undefined || 'char' in token) return;
    at++;
  }
}
