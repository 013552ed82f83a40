import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DoorlogError } from '../../src/errors.ts';
import { parseSinks } from '../../src/sinks/config.ts';

const BOTH = [
  { type: 'file', name: 'file', required: false, path: 'log.jsonl' },
  {
    type: 'elasticsearch',
    name: 'main',
    required: true,
    url: 'https://logs.example.org:9200/base/',
    prefix: 'doorlog',
    shape: 'ecs',
  },
];

async function configsIn(text: string): Promise<unknown[]> {
  return (await parseSinks(text)).map(({ config }) => config);
}

describe('parseSinks', () => {
  it('finds no sinks when the text is empty', async () => {
    expect(await parseSinks(' \n')).toEqual([]);
  });

  it('reads JSON when the text is JSON', async () => {
    expect(
      await configsIn(
        '[{"type":"file","path":"log.jsonl"},{"type":"elasticsearch","name":"main","required":true,"url":"https://logs.example.org:9200/base/"}]',
      ),
    ).toEqual(BOTH);
  });

  it('reads YAML in both its styles when the text is YAML', async () => {
    const block =
      '- type: file\n  path: log.jsonl\n- type: elasticsearch\n  name: main\n  required: true\n  url: https://logs.example.org:9200/base/\n';
    const flow =
      '[{type: file, path: log.jsonl}, {type: elasticsearch, name: main, required: true, url: "https://logs.example.org:9200/base/"}]';
    expect(await configsIn(block)).toEqual(BOTH);
    expect(await configsIn(flow)).toEqual(BOTH);
  });

  it.each([
    [
      'an unknown key',
      '[{"type":"file","path":"a","requird":true}]',
      'sinks[0] has the unknown key "requird"; did you mean required?',
    ],
    [
      'an unknown type',
      '- type: elastisearch',
      'sinks[0].type must be file, elasticsearch, opensearch, s3, splunk, otlp, syslog or webhook; did you mean elasticsearch?',
    ],
    [
      'no type',
      '[{"path":"a"}]',
      'sinks[0].type is missing: it must be file, elasticsearch, opensearch, s3, splunk, otlp, syslog or webhook.',
    ],
    ['no path', '[{"type":"file"}]', 'sinks[0].path is missing.'],
    ['a path of another type', '[{"type":"file","path":7}]', 'sinks[0].path must be text.'],
    ['a required that is text', '- {type: file, path: a, required: yes}', 'sinks[0].required must be true or false.'],
    ['one object', '{"type":"file","path":"a"}', 'must be a list'],
    ['an item that is text', '["file"]', 'sinks[0] must be a mapping'],
    [
      'two sinks of one name',
      '- {type: file, path: a}\n- {type: file, path: b, name: FILE}',
      'sinks[1].name is FILE, as sinks[0] already is',
    ],
    ['an alias', '- &a {type: file, path: a}\n- *a', 'uses a YAML alias'],
    ['broken YAML', '- type: file\n  type: file', 'duplicate key in line 2, column 3'],
    ['a tag', '- !!js/function x', 'tag resolve failed in line 1'],
    ['too much text', `# ${'x'.repeat(70_000)}`, 'is longer than 64 KiB'],
    ['a url that is none', '[{"type":"elasticsearch","url":"logs"}]', 'sinks[0].url must be a URL'],
    [
      'a url of another scheme',
      '[{"type":"elasticsearch","url":"ftp://logs"}]',
      'sinks[0].url must start with https://',
    ],
    ...['elasticsearch', 'opensearch', 'splunk', 'otlp', 's3', 'webhook'].map((type) => [
      `plain http to another machine for ${type}`,
      JSON.stringify(
        [{ type, bucket: 'acme', url: 'http://127.0.0.1.example.org:9200' }].map(({ bucket, ...rest }) =>
          type === 's3' ? { bucket, ...rest } : rest,
        ),
      ),
      'sinks[0].url must start with https://',
    ]),
    [
      'a url that would end a word in a shell',
      `[{"type":"elasticsearch","url":"https://logs/'$(SECRET)'"}]`,
      'sinks[0].url must hold no blanks, quotes',
    ],
    [
      'a url with a query',
      '[{"type":"elasticsearch","url":"https://logs/?k=SECRET"}]',
      'sinks[0].url must not hold a query',
    ],
    [
      'a url with a password',
      '[{"type":"elasticsearch","url":"https://me:SECRET@logs"}]',
      'sinks[0].url must not hold a user name or password',
    ],
    [
      'a broken text with a password',
      '[{"type":"elasticsearch","url":"https://me:SECRET@logs"',
      'is neither JSON nor YAML',
    ],
    [
      'an upper-case prefix',
      '[{"type":"elasticsearch","url":"https://logs","prefix":"Door"}]',
      'sinks[0].prefix must be 1 to 64 lower-case',
    ],
  ])('raises input-invalid with one located sentence when there is %s', async (_, text, sentence) => {
    const error = await parseSinks(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DoorlogError);
    expect(error).toMatchObject({ code: 'input-invalid', message: expect.stringContaining(sentence) });
    expect(String(error)).not.toContain('SECRET');
    expect(String(error)).not.toContain('\n');
  });

  it.each(['http://localhost:9200', 'http://127.0.0.1:9200', 'http://[::1]:9200', 'HTTPS://logs.example.org'])(
    'takes the address %s, which is encrypted or on this machine',
    async (url) => {
      expect(await parseSinks(JSON.stringify([{ type: 'elasticsearch', url }]))).toHaveLength(1);
    },
  );

  it.each(['log.jsonl', './log.jsonl', '../log.jsonl', '~/log.jsonl', ' /log.jsonl'])(
    'refuses the path %j when only absolute ones are of use',
    async (path) => {
      const text = JSON.stringify([
        { type: 'elasticsearch', url: 'https://logs' },
        { type: 'file', path },
      ]);
      await expect(parseSinks(text, { paths: 'absolute' })).rejects.toMatchObject({
        code: 'input-invalid',
        message: expect.stringMatching(
          /^Input sinks: sinks\[1\]\.path is relative.*absolute path outside.*runner\.temp \}\}\.$/,
        ),
      });
      expect(await parseSinks(text)).toHaveLength(2);
    },
  );

  it('takes an absolute path when only those are of use', async () => {
    const text = JSON.stringify([{ type: 'file', path: resolve('log.jsonl') }]);
    expect(await parseSinks(text, { paths: 'absolute' })).toHaveLength(1);
  });

  it('answers with sinks or input-invalid when the text is anything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'-[]{}:&*!|>\n "a'.split('')) })),
        async (text) => {
          const outcome = await parseSinks(text).catch((error: unknown) => error);
          expect(Array.isArray(outcome) || (outcome instanceof DoorlogError && outcome.code === 'input-invalid')).toBe(
            true,
          );
        },
      ),
    );
  });
});
