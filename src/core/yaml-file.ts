import { DoorlogError, type ErrorCode, sentenceOf } from '../errors.ts';

/** Few enough that no chain of aliases grows into a bomb; policies and sinks need none at all. */
const MAX_ALIASES = 100;

/** A parsed YAML file that can still say where each of its values stands. */
export interface YamlFile {
  readonly value: unknown;
  /** An error of the file's code whose sentence begins with file, line and column of a value. */
  error(path: readonly PropertyKey[], what: string): DoorlogError;
}

/**
 * Parses YAML 1.2 of somebody else's hand: one document, no duplicate keys, bounded aliases, no custom tags.
 * The library is loaded here, because it costs half of a bare Node and many jobs need no YAML at all.
 * Raises `code`, with file, line and column.
 */
export async function parseYaml(text: string, name: string, code: ErrorCode): Promise<YamlFile> {
  const { LineCounter, parseDocument, isNode } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, schema: 'core' });

  const fail = (offset: number | undefined, what: string, cause?: unknown) => {
    const { line, col } = offset === undefined ? { line: 1, col: 1 } : lines.linePos(offset);
    return new DoorlogError(
      code,
      `${name}, line ${line}, column ${col}: ${what.replace(/[.?]*$/, (end) => end || '.')}`,
      { cause },
    );
  };

  const [first] = document.errors;
  if (first) throw fail(first.pos[0], `${lowerFirst(sentenceOf(first))}; mend the YAML there`, first);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw fail(undefined, 'its aliases grow too large; write the values out', error);
  }
  return {
    value,
    error(path, what) {
      for (let length = path.length; length >= 0; length--) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return fail(node.range[0], what);
      }
      return fail(undefined, what);
    },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
