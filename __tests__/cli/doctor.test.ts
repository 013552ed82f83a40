import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { doctor } from '../../src/cli/doctor.ts';
import { newFolder } from '../sinks/entries.ts';
import { type ElasticsearchServer, startElasticsearch } from '../support/elasticsearch-server.ts';
import { startSlack } from '../support/slack-server.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { commandIo } from './command-io.ts';

let server: ElasticsearchServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function examined(sinks: unknown, ...more: string[]) {
  const io = commandIo({ cwd: await newFolder() });
  const code = await doctor(['--sinks', JSON.stringify(sinks), ...more], io);
  return { code, said: io.out.join(''), err: io.err.join(''), folder: io.cwd };
}

describe('doorlog doctor', () => {
  it('finds nothing and stores nothing when a file can be made', async () => {
    const { code, said, folder } = await examined([{ type: 'file', path: 'deep/log.jsonl' }]);
    expect(said).toMatch(
      /^file\n {2}fine {2}file {2}.*log\.jsonl can be made\.\n {2}fine {2}room {2}\d+ MiB are free\.\n$/,
    );
    expect(code).toBe(0);
    await expect(readFile(join(folder, 'deep/log.jsonl'))).rejects.toThrow('ENOENT');
  });

  it('stores one record that is marked as a simulation and reads it back when told to send', async () => {
    const { code, said, folder } = await examined([{ type: 'file', path: 'log.jsonl' }], '--send');
    expect(said).toMatch(/fine {2}test record {2}It was taken as /);
    expect(said).toMatch(/fine {2}read back {4}It was read back from /);
    expect(code).toBe(0);
    const lines = (await readFile(join(folder, 'log.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '').record).toMatchObject({ simulation: true, recorder: { kind: 'local' } });
  });

  it('exits with 4 and says why when the path is a folder, and still looks at the other sinks', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'log'));
    await writeFile(join(folder, 'plain'), '');
    const { code, said } = await examined([
      { type: 'file', name: 'a', path: join(folder, 'log') },
      { type: 'file', name: 'b', path: join(folder, 'plain', 'log.jsonl') },
      { type: 'file', name: 'c', path: join(folder, 'fine.jsonl') },
    ]);
    expect(said).toMatch(/^a \(file\)\n {2}FAILED {2}file {2}.* is a folder; name a file\.$/m);
    expect(said).toMatch(/^b \(file\)\n {2}FAILED {2}file {2}.* is no folder; name another path\.$/m);
    expect(said).toMatch(/^c \(file\)\n {2}fine/m);
    expect(said.trimEnd().split('\n').at(-1)).toBe('FAILED: a (file), b (file).');
    expect(code).toBe(4);
  });

  it('tells to send a record for what only that shows, and no more when one was taken', async () => {
    const receiver = await startWebhookReceiver();
    try {
      const sinks = [{ type: 'webhook', url: receiver.url, unsigned: true }];
      expect((await examined(sinks)).said).toContain('send a marked record with --send');
      const { said } = await examined(sinks, '--send');
      expect(said).toMatch(/fine +test record/);
      expect(said).toContain('look for the test record where it keeps them');
      expect(said).not.toContain('--send');
    } finally {
      await receiver.close();
    }
  });

  it('tells a sink and alerts of one name apart, and who needs somebody in one last line', async () => {
    const io = commandIo({ cwd: await newFolder(), env: { DOORLOG_WEBHOOK_SECRET: `whsec_${'a'.repeat(43)}=` } });
    const url = 'http://127.0.0.1:9';
    const sinks = JSON.stringify([{ type: 'webhook', url, unsigned: true }]);
    await doctor(['--sinks', sinks, '--alerts', JSON.stringify([{ type: 'webhook', url }])], io);
    expect(io.out.join('')).toMatch(/^webhook\n(?:.*\n)*alerts to webhook\n(?:.*\n)*WARNING: webhook\.\n$/m);
  });

  it('exits with 4 when a test record is refused', async () => {
    server = await startElasticsearch();
    const { code, said } = await examined([{ type: 'elasticsearch', url: server.url }], '--send');
    expect(said).toMatch(/FAILED +test record/);
    expect(code).toBe(4);
    expect(server.documents()).toEqual([]);
  });

  it('sends no alert unless told to, and then one message that says it is a test', async () => {
    const slack = await startSlack();
    try {
      const io = commandIo({ env: { DOORLOG_SLACK_WEBHOOK_URL: slack.webhookUrl } });
      const alerts = ['--alerts', '[{"type":"slack"},{"type":"github-issue"}]'];
      expect(await doctor(alerts, io)).toBe(0);
      expect(slack.messages).toEqual([]);
      expect(await doctor([...alerts, '--send'], io)).toBe(0);
      expect(slack.messages).toHaveLength(1);
      expect(JSON.stringify(slack.messages)).toContain('from doorlog doctor');
      expect(io.out.join('')).toContain('It was taken; look whether it arrived');
      expect(io.out.join('')).toContain('It writes by the job’s own token');
      expect(io.out.join('')).not.toContain(slack.webhookUrl);
    } finally {
      await slack.close();
    }
  });

  it('exits with 4 when a channel has no secret', async () => {
    const io = commandIo();
    expect(await doctor(['--alerts', '[{"type":"slack"}]'], io)).toBe(4);
    expect(io.out.join('')).toContain('DOORLOG_SLACK_WEBHOOK_URL');
  });

  it('takes a list in YAML, which begins with a dash, as the value of its option', async () => {
    const io = commandIo({ cwd: await newFolder() });
    expect(await doctor(['--json', '--sinks', '- type: file\n  path: log.jsonl\n'], io)).toBe(0);
    expect(JSON.parse(io.out.join(''))).toMatchObject([{ name: 'file' }]);
  });

  it('gives the findings as data when asked for JSON', async () => {
    const { said } = await examined([{ type: 'file', path: 'log.jsonl' }], '--json');
    expect(JSON.parse(said)).toEqual([
      {
        kind: 'sink',
        name: 'file',
        type: 'file',
        examinations: [expect.objectContaining({ check: 'file', result: 'fine' }), expect.anything()],
      },
    ]);
  });

  it.each([
    ['there is no list', [], 'Say what to look at'],
    ['the list is wrong', ['--sinks', '[{"type":"fil"}]'], 'did you mean file?'],
  ])('exits with 2 and one sentence when %s', async (_, args, words) => {
    const io = commandIo();
    expect(await doctor(args, io)).toBe(2);
    expect(io.err.join('')).toContain(words);
    expect(io.out).toEqual([]);
  });
});
