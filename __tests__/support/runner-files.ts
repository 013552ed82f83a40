/**
 * Reads what an action wrote to an environment file, as the runner does: `NAME=VALUE` lines and
 * `NAME<<DELIMITER`, value, `DELIMITER` blocks. Anything else fails the step there, and throws here.
 */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      found[nameIn(line, equals)] = line.slice(equals + 1);
    } else if (heredoc >= 0) {
      const delimiter = line.slice(heredoc + 2);
      const end = delimiter === '' ? -1 : lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      found[nameIn(line, heredoc)] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return found;
}

function nameIn(line: string, end: number): string {
  const name = line.slice(0, end);
  if (name === '') throw new Error(`Invalid format '${line}'. Name must not be empty`);
  return name;
}
