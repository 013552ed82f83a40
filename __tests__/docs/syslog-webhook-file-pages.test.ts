import { describe, expect, it } from '@jest/globals';
import { parseSinks } from '../../src/sinks/config.ts';
import { FileSinkConfig } from '../../src/sinks/file/type.ts';
import { SyslogSinkConfig } from '../../src/sinks/syslog/type.ts';
import { WebhookSinkConfig } from '../../src/sinks/webhook/type.ts';
import { codeBlocks, readProject } from './markdown.ts';

const COMMON = ['type', 'name', 'required', 'only'];

describe.each([
  ['syslog', SyslogSinkConfig],
  ['webhook', WebhookSinkConfig],
  ['file', FileSinkConfig],
] as const)('the page about the sink %s', (type, schema) => {
  const page = readProject(`docs/sinks/${type}.md`);

  it('shows a list that can be used when it is read', async () => {
    const [first] = codeBlocks(page).filter(({ language }) => language === 'yaml');
    expect(await parseSinks(first?.text ?? '')).toEqual([expect.objectContaining({ type })]);
  });

  it('has a row for every key, with its default, when the configuration is compared', () => {
    const own = Object.keys(schema.shape).filter((key) => !COMMON.includes(key));
    expect(own.filter((key) => !page.includes(`\n| \`${key}\` |`))).toEqual([]);
    const defaults = schema.safeParse({ type, host: 'a', url: 'https://a', path: 'a' });
    const rest: Record<string, unknown> = { ...(type === 'file' ? {} : defaults.data) };
    for (const key of own.filter((name) => name in rest && !['host', 'url', 'path'].includes(name))) {
      expect(page.split('\n').find((line) => line.startsWith(`| \`${key}\` |`))).toContain(`\`${rest[key]}\``);
    }
  });
});
