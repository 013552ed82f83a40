/**
 * Whether a text is what was expected: exactly, or by a pattern in which `*` stands for any characters but a slash and
 * `**` for any at all. Always the whole text, from its first character to its last; everything else of the pattern means
 * itself. No wildcard stands for a control character, so that a line break can’t hide what follows it. Takes time in
 * proportion to the text, whatever the pattern.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text;
  const parts = partsOf(pattern);
  let places = closureOf([0], parts);
  for (const character of text) {
    const next = new Set<number>();
    for (const place of places) {
      const part = parts[place];
      if (part === undefined) continue;
      if (isWildcard(part)) {
        if (standsFor(part, character)) next.add(place);
      } else if (part === character) next.add(place + 1);
    }
    if (next.size === 0) return false;
    places = closureOf(next, parts);
  }
  return places.has(parts.length);
}

/** Single characters, `*` and `**`; a longer row of stars is no more than two. */
function partsOf(pattern: string): readonly string[] {
  return pattern.match(/\*+|[^*]/gu)?.map((part) => part.slice(0, part.startsWith('*') ? 2 : undefined)) ?? [];
}

function isWildcard(part: string | undefined): boolean {
  return part === '*' || part === '**';
}

function standsFor(wildcard: string, character: string): boolean {
  return !/\p{Cc}|[\u2028\u2029]/u.test(character) && (wildcard === '**' || character !== '/');
}

/** All places that can be reached without reading another character: a wildcard may stand for nothing. */
function closureOf(places: Iterable<number>, parts: readonly string[]): Set<number> {
  const reached = new Set(places);
  for (const place of reached) {
    if (isWildcard(parts[place])) reached.add(place + 1);
  }
  return reached;
}

/** The same without regard to the case of A to Z, as GitHub compares names of owners and repositories. */
export function matchesName(pattern: string, text: string): boolean {
  return matchesPattern(lowerAscii(pattern), lowerAscii(text));
}

/** Other letters keep their case: the Kelvin sign’s lower case is a k. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
