import fc from 'fast-check';
import { DEPLOY_WORKFLOW, POLICY } from './world-files.ts';

const REAL = `# What people write.
name: "Build: all"
on:
  pull_request:
  push:
    branches: [main, 'release/**'] # both
concurrency: { group: deploy, cancel-in-progress: false }
jobs:
  build:
    strategy:
      matrix:
        node: [20, 22, { version: 24, latest: true }]
    env:
      NODE_OPTIONS: --max-old-space-size=8192
      URL: https://example.org/a#b
      EMPTY:
    steps:
    - uses: actions/checkout@v4
    -
      name: 'It''s \\ here'
      if: \${{ github.ref == 'refs/heads/main' }}
      run: |
        make all

        if true; then
          echo "a:\tb" # no comment
        fi
    - run: >-
        one
        two

        three
    - name: "a \\"b\\"\\n"
      run: |+
        make

  other: {}
`;

const SCALARS = [
  ...[
    'a',
    'b',
    'read',
    '1',
    '-1',
    '007',
    '0x1F',
    '0o7',
    '1.5',
    '.5',
    '1e3',
    '+1',
    '-0',
    '12:30',
    '1_000',
    '2024-01-01',
  ],
  ...['true', 'False', 'yes', 'on', 'null', '~', 'Null', '.inf', '-.INF', '.NaN', '__proto__', 'constructor', '<<'],
  ...[
    '"q"',
    "'s'",
    '"a: b"',
    "'it''s'",
    '"\\n\\"x\\\\"',
    '"\\u0041"',
    "''",
    '"\\',
    "'",
    'x # c',
    'x #c',
    'x# y',
    'a: b',
  ],
  ...[
    `\${{ x }}`,
    'http://x',
    'a:b',
    ':x',
    '-x',
    '--x',
    '-',
    '?',
    '? x',
    '&a',
    '&a b',
    '*a',
    '!!str a',
    '!x',
    '%a',
    '@a',
  ],
  ...['`a', '|', '>', '|2', '...', '---', '=', 'é', '😀', '\ud800', '\u00a0', '\u2028', '\ufeff', 'a  b', 'a\tb'],
  ...['[a, b]', '[a,b,]', '[a b, c]', '[a: b]', '[,]', '[', '{}', '{ a: b }', '{a: [b], c: {d: e}}', '{ a: }', '{ a }'],
  ...['{ a: 1, a: 2 }', '{ "a":b }', '[ "x", y ] # c', '[a]b', '{a: b#c}', '[a, #b', '"a"b', '"a" #b', '"a"#b'],
];
const LINES = [
  '# c',
  '  # c',
  '',
  '   ',
  'x: y',
  '- q',
  'x',
  '"',
  '\tt',
  'a b ',
  '# z',
  'k',
  '?',
  '%x',
  '---',
  '...',
  ' x',
];

const spaces = (max: number) => fc.nat(max).map((count) => ' '.repeat(count));
const scalar = fc.constantFrom(...SCALARS);
const comment = fc.constantFrom('', '', '', ' # c', '#c', '  ');

/** A block scalar under a key at `indent`, mostly as it should be. */
function block(indent: number): fc.Arbitrary<string> {
  const header = fc.constantFrom('|', '|-', '|+', '>', '>-', '>+', '|2', '|x');
  const line = fc.tuple(fc.constantFrom(0, 0, 0, 0, 1, 2, -1), fc.constantFrom(...LINES));
  return fc
    .tuple(header, comment, fc.integer({ min: 0, max: 4 }), fc.array(line, { minLength: 1, maxLength: 6 }))
    .map(([head, end, deeper, lines]) => {
      const text = lines.map(([more, words]) =>
        words === '' ? '' : ' '.repeat(Math.max(0, indent + deeper + more)) + words,
      );
      return ` ${head}${end}\n${text.join('\n')}\n`;
    });
}

function value(indent: number, depth: number): fc.Arbitrary<string> {
  const flat = [
    { weight: 4, arbitrary: fc.tuple(scalar, comment).map(([word, end]) => ` ${word}${end}\n`) },
    { weight: 2, arbitrary: comment.map((end) => `${end}\n`) },
    { weight: 2, arbitrary: block(indent) },
  ];
  if (depth === 0) return fc.oneof(...flat);
  const inner = fc.constantFrom(2, 2, 2, 2, 0, 1, 3).chain((more) => collection(indent + more, depth - 1));
  return fc.oneof(...flat, { weight: 4, arbitrary: inner.map((text) => `\n${text}`) });
}

function collection(indent: number, depth: number): fc.Arbitrary<string> {
  const start = ' '.repeat(indent);
  const key = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }, scalar);
  const pair = fc.tuple(key, value(indent, depth)).map(([name, text]) => `${start}${name}:${text}`);
  const item = value(indent, depth).map((text) => `${start}-${text}`);
  const compact = fc
    .tuple(spaces(3), key, value(indent + 2, depth), fc.constantFrom('', `${start}  z: 1\n`, `${start} z: 1\n`))
    .map(([gap, name, text, more]) => `${start}-${gap}${name}:${text}${more}`);
  const between = fc.constantFrom('', '', '', '', '# c\n', '     # c\n', '\n', '  \n');
  const lines = (part: fc.Arbitrary<string>) =>
    fc.array(fc.tuple(between, part), { minLength: 1, maxLength: 3 }).map((parts) => parts.flat().join(''));
  return fc.oneof(lines(pair), lines(pair), lines(fc.oneof(item, compact)));
}

const written = collection(0, 3);
const TOKENS = [
  ...SCALARS,
  ...LINES,
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  '\n- ',
  ': ',
  ':',
  '- ',
  ', ',
  ' #',
  '\t',
  '\r\n',
  ' ',
];

/** One to three small accidents somewhere in the text. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const accident = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(3),
    put: fc.constantFrom('', ...TOKENS),
  });
  return fc.tuple(text, fc.array(accident, { minLength: 1, maxLength: 3 })).map(([start, accidents]) =>
    accidents.reduce((now, { at, cut, put }) => {
      const index = Math.floor(at * now.length);
      return now.slice(0, index) + put + now.slice(index + cut);
    }, start),
  );
}

/** Texts that people write, and what looks like them and isn't. */
export const REAL_YAML: readonly string[] = [REAL, DEPLOY_WORKFLOW, POLICY];

/** YAML and nearly YAML: from a grammar, from loose tokens, and from real-looking files with accidents. */
export const arbitraryYaml: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: written },
  { weight: 3, arbitrary: mutated(written) },
  { weight: 3, arbitrary: mutated(fc.constantFrom(...REAL_YAML)) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...TOKENS), { maxLength: 14 }).map((tokens) => tokens.join('')) },
);
