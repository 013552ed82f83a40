/** No record or statement of ours comes near. */
const DEEPEST = 64;

/**
 * Whether JSON text is nested deeper than any record is. JSON.parse takes any depth, but whatever walks over the value then
 * runs out of stack: so the text is looked at, once, before it is read.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (isInString) {
      if (character === BACKSLASH) at += 1;
      else if (character === QUOTE) isInString = false;
    } else if (character === QUOTE) isInString = true;
    else if (character === BRACE || character === BRACKET) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (character === BRACE_END || character === BRACKET_END) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
