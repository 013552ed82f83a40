const ELLIPSIS = '…';

/**
 * A text that takes at most so many bytes as JSON (UTF-8, quotes not counted); what was cut ends with an ellipsis, and no
 * character is split.
 */
export function boundedText(text: string, most: number): string {
  if (text.length * 6 <= most) return text;
  let bytes = 0;
  let fits = 0;
  let at = 0;
  for (const character of text) {
    bytes += jsonBytes(character);
    at += character.length;
    if (bytes > most) return text.slice(0, fits) + ELLIPSIS;
    if (bytes <= most - Buffer.byteLength(ELLIPSIS)) fits = at;
  }
  return text;
}

function jsonBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // Written as two characters or as \uXXXX (RFC 8259, 7; lone surrogates as ECMA-262 JSON.stringify writes them).
  if (code < 0x20) return '\b\t\n\f\r'.includes(character) ? 2 : 6;
  if (character === '"' || character === '\\') return 2;
  if (code >= 0xd800 && code <= 0xdfff) return 6;
  return Buffer.byteLength(character);
}
