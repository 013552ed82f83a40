import { deepStrictEqual } from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { demoWorld } from '../../scripts/demo/world.ts';
import { placeIn, plainValue } from '../../src/core/plain-value.ts';
import { readPlainYaml } from '../../src/core/plain-yaml.ts';
import { readYamlTree } from '../../src/core/workflow/yaml-tree.ts';
import { codeBlocks, readProject } from '../docs/markdown.ts';
import { arbitraryYaml, REAL_YAML } from '../support/yaml-texts.ts';

const RUNS = 6000;

function libraryValue(text: string): unknown {
  const document = yaml.parseDocument(text, { schema: 'core', uniqueKeys: false, logLevel: 'error' });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

function ours(): [string, string][] {
  const world = demoWorld();
  const commits = Object.values(world.commits).flatMap(({ files }) => Object.entries(files));
  return [
    ...REAL_YAML.map((text, index): [string, string] => [`text ${index} of the tests`, text]),
    ...commits
      .filter(([path]) => /\.ya?ml$/.test(path))
      .map(([path, text]): [string, string] => [`the demo’s ${path}`, text]),
    ['examples/deploy.yml', readProject('examples/deploy.yml')],
    ...codeBlocks(readProject('README.md')).flatMap(({ language, text }): [string, string][] =>
      language === 'yaml' && /^(?:on|version):/m.test(text) ? [['README.md', text]] : [],
    ),
  ];
}

describe('readPlainYaml', () => {
  it.each(ours())('reads as the library does when given %s', (_, text) => {
    const tree = readPlainYaml(text);
    expect(tree).toEqual(readYamlTree(text, yaml, 'file'));
    expect(tree && plainValue(tree)).toEqual(libraryValue(text));
  });

  it('reads as the library does, or gives up, when the text is anything', () => {
    let read = 0;
    fc.assert(
      fc.property(arbitraryYaml, (text) => {
        const tree = readPlainYaml(text);
        if (!tree) return;
        read++;
        deepStrictEqual(tree, readYamlTree(text, yaml, 'file'));
        const value = plainValue(tree);
        // Not toStrictEqual: it takes a key named "constructor" for the object's class.
        if (value !== undefined) deepStrictEqual(value, libraryValue(text));
      }),
      { numRuns: RUNS, examples: [['constructor:\n  a:\n    b: 1\n']] },
    );
    expect(read).toBeGreaterThan(RUNS / 20);
  });

  it.each([
    ['nothing', ''],
    ['only a comment', '# c\n'],
    ['one scalar', 'a\n'],
    ['an anchor', 'a: &x b\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str b\n'],
    ['a merge key', 'a:\n  <<: b\n'],
    ['a complex key', '? a\n: b\n'],
    ['a key that is null', '~: b\n'],
    ['a key that is null in brackets', 'a: { null: b }\n'],
    ['a key twice', 'a: b\n"a": c\n'],
    ['a key twice in brackets', 'a: { b: c, b: d }\n'],
    ['a scalar over two lines', 'a: b\n  c\n'],
    ['quotes over two lines', 'a: "b\n  c"\n'],
    ['brackets over two lines', 'a: [b,\n  c]\n'],
    ['a document mark', '---\na: b\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['a directive', '%YAML 1.1\n---\na: on\n'],
    ['a tab as indentation', 'a:\n\tb: c\n'],
    ['a carriage return', 'a: b\r\n'],
    ['a byte order mark', '\ufeffa: b\n'],
    ['a control character', 'a: b\u0007\n'],
    ['half a character', 'a: \ud800\n'],
    ['a key in a key', 'a: b: c\n'],
    ['a list behind a key', 'a: - b\n'],
    ['an odd indentation', 'a:\n    b: c\n  d: e\n'],
    ['an indented first line', '  a: b\n'],
    ['an unknown escape', 'a: "\\x41"\n'],
    ['text behind quotes', 'a: "b" c\n'],
    ['an indentation mark', 'a: |2\n    b\n'],
    ['a block that starts with an empty line', 'a: |\n \n   b\n'],
    ['an empty block', 'a: |\nb: c\n'],
    ['a folded block with deeper lines', 'a: >\n  b\n    c\n'],
    ['spaces at the very end', 'a: |+\n  b\n\n '],
    [
      'deep nesting',
      `${'- a:\n'.repeat(1)}${Array.from({ length: 60 }, (_, n) => `${' '.repeat(n + 3)}a:\n`).join('')}`,
    ],
    ['deep brackets', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['a very long text', `a: ${'b'.repeat(300_000)}\n`],
  ])('gives up when there is %s', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});

describe('plainValue', () => {
  it('tells quoted text from values when both look alike', () => {
    const tree = readPlainYaml('a: [true, "true", null, "null", 1, \'1\', yes, ~]\nb: |-\n  1\nc:\n');
    expect(tree && plainValue(tree)).toEqual({ a: [true, 'true', null, 'null', 1, '1', 'yes', null], b: '1', c: null });
  });

  it.each(['1.5', '0x1F', '0o7', '1e3', '.inf', '-.INF', '.NaN', '+1', '007', '-0', '12345678901234567890'])(
    'gives up when the text has the number %s',
    (number) => {
      for (const text of [`a: ${number}\n`, `a: [b, ${number}]\n`, `${number}: a\n`]) {
        const tree = readPlainYaml(text);
        expect(tree && plainValue(tree)).toBeUndefined();
      }
    },
  );

  it('keeps a key an own property when it is __proto__', () => {
    const tree = readPlainYaml('__proto__: a\n');
    const value = tree && plainValue(tree);
    expect(Object.entries(value ?? {})).toEqual([['__proto__', 'a']]);
  });
});

describe('placeIn', () => {
  const tree = readYamlTree('a:\n  - b: c\n  - d\n', yaml, 'file');

  it.each([
    [['a', 0, 'b'], 2, 8],
    [['a', 1], 3, 5],
    [['a', 7, 'x'], 2, 3],
    [['a', 0, 'x'], 2, 5],
    [['x'], 1, 1],
    [[], 1, 1],
  ])('gives the nearest place there is when the path is %j', (path, line, column) => {
    expect(placeIn(tree, path)).toEqual({ line, column });
  });
});
