import type * as Yaml from 'yaml';
import { DoorlogError, type ErrorCode, sentenceOf } from '../errors.ts';
import { placeIn, plainValue } from './plain-value.ts';
import { readPlainYaml } from './plain-yaml.ts';
import type { Position, TreeNode } from './workflow/yaml-tree.ts';

/** Few enough that no chain of aliases grows into a bomb; policies and sinks need none at all. */
const MAX_ALIASES = 100;

/** A parsed YAML file that can still say where each of its values stands. */
export interface YamlFile {
  readonly value: unknown;
  /** Where the value at a path stands, or the nearest one around it. */
  at(path: readonly PropertyKey[]): Position;
  /** An error of the file's code whose sentence begins with file, line and column of a value. */
  error(path: readonly PropertyKey[], what: string): DoorlogError;
}

/**
 * Parses YAML 1.2 of somebody else's hand: one document, no duplicate keys, bounded aliases, no custom tags.
 * The library is loaded only for what is not written plainly, because it costs half of a bare Node.
 * Raises `code`, with file, line and column.
 */
export async function parseYaml(text: string, name: string, code: ErrorCode): Promise<YamlFile> {
  const fail: Fail = ({ line, column }, what, cause) => {
    // What is quoted from the file may hold line ends and what steers terminals.
    const plain = what.replace(/[\s\p{Cc}]+/gu, ' ');
    const sentence = /[.?]$/.test(plain) ? plain : `${plain}.`;
    return new DoorlogError(code, `${name}, line ${line}, column ${column}: ${sentence}`, { cause });
  };
  const tree = readPlainYaml(text);
  const value = tree && plainValue(tree);
  const file =
    !tree || value === undefined ? parseByLibrary(text, fail, await import('yaml')) : plainFile(tree, value, fail);
  const half = halfPairIn(file.value, []);
  if (half) throw file.error(half, 'a half of a surrogate pair stands here; write the character itself');
  return file;
}

function plainFile(tree: TreeNode, value: unknown, fail: Fail): YamlFile {
  return { value, at: (path) => placeIn(tree, path), error: (path, what) => fail(placeIn(tree, path), what) };
}

/** Where text stands that has no canonical form, so that no record could quote it. */
function halfPairIn(
  value: unknown,
  path: readonly PropertyKey[],
  seen = new Set<unknown>(),
): readonly PropertyKey[] | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path;
  // An alias may lead back to what it stands in.
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const found = key.isWellFormed() ? halfPairIn(member, here, seen) : here;
    if (found) return found;
  }
  return undefined;
}

type Fail = (at: Position, what: string, cause?: unknown) => DoorlogError;

function parseByLibrary(text: string, failAt: Fail, yaml: typeof Yaml): YamlFile {
  const lines = new yaml.LineCounter();
  const placeOf = (offset: number | undefined): Position => {
    const { line, col } = offset === undefined ? { line: 1, col: 1 } : lines.linePos(offset);
    return { line, column: col };
  };
  const fail = (offset: number | undefined, what: string, cause?: unknown) => failAt(placeOf(offset), what, cause);

  try {
    // The library's own check of duplicate keys compares each key with each other one: quadratic in a hostile file.
    const options = {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      schema: 'core',
      logLevel: 'error',
    } as const;
    const document = yaml.parseDocument(text, options);
    const [first] = [...document.errors, ...document.warnings];
    if (first) throw fail(first.pos[0], wordsOf(first), first);
    refuseDuplicateKeys(yaml, document, fail);
    const at = (path: readonly PropertyKey[]) => {
      for (let length = path.length; length >= 0; length--) {
        const node: unknown = document.getIn(path.slice(0, length), true);
        if (yaml.isNode(node) && node.range) return placeOf(node.range[0]);
      }
      return placeOf(undefined);
    };
    const value = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value, at, error: (path, what) => failAt(at(path), what) };
  } catch (error) {
    if (error instanceof DoorlogError) throw error;
    throw fail(undefined, 'it is nested too deeply or its aliases grow too large; write it plainly', error);
  }
}

function refuseDuplicateKeys(
  { visit, isScalar }: Pick<typeof Yaml, 'visit' | 'isScalar'>,
  document: Yaml.Document,
  fail: (offset: number | undefined, what: string) => DoorlogError,
): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const word = String(key.value);
        if (seen.has(word)) throw fail(key.range?.[0], `the key “${word}” stands there twice; keep one of them`);
        seen.add(word);
      }
    },
  });
}

function wordsOf(error: Yaml.YAMLParseError): string {
  if (error.code === 'MULTIPLE_DOCS') return 'a second document begins here; keep one';
  return `${lowerFirst(sentenceOf(error))}; mend the YAML there`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
