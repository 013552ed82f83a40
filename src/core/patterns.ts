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
  let places = new Set<number>();
  enter(places, 0, tokens);
  for (const char of text) {
    const next = new Set<number>();
    for (const place of places) {
      const token = tokens[place];
      if (token === undefined) continue;
      if ('char' in token) {
        if (token.char === char) enter(next, place + 1, tokens);
      } else if (token.star === 'any' || char !== '/') {
        enter(next, place, tokens);
      }
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(tokens.length);
}

/** A star may also stand for nothing. */
function enter(places: Set<number>, place: number, tokens: readonly Token[]): void {
  let at = place;
  while (!places.has(at)) {
    places.add(at);
    const token = tokens[at];
    if (token === undefined || 'char' in token) return;
    at++;
  }
}
