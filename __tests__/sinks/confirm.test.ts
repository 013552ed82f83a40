import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../src/net/http.ts';
import { createElasticsearchSink } from '../../src/sinks/elasticsearch/sink.ts';
import { ElasticsearchSinkConfig } from '../../src/sinks/elasticsearch/type.ts';
import { createFileSink } from '../../src/sinks/file/sink.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';
import { type ElasticsearchServer, startElasticsearch } from '../support/elasticsearch-server.ts';
import { entryOf, firstTry, newFolder } from './entries.ts';

const { signal } = new AbortController();

describe('a file that is asked whether it has an entry', () => {
  const fileSink = (path: string) =>
    createFileSink({ type: 'file', name: 'file', required: false, path }, { folder: '.' });

  it('confirms what it reads back when it was delivered', async () => {
    const sink = fileSink(join(await newFolder(), 'log.jsonl'));
    await sink.deliver(entryOf(1), firstTry());
    expect(await sink.confirm?.(entryOf(1), signal)).toMatchObject({ confirmed: true });
  });

  it('does not confirm when another entry is there, the line is cut, or there is no file', async () => {
    const path = join(await newFolder(), 'log.jsonl');
    const sink = fileSink(path);
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({
      confirmed: false,
      how: `${path} could not be read (ENOENT).`,
    });
    await sink.deliver(entryOf(2), firstTry());
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({ confirmed: false, how: `It is not in ${path}.` });
    await writeFile(path, '');
    await appendFile(path, '{"key":"');
    expect(await sink.confirm?.(entryOf(2), signal)).toMatchObject({ confirmed: false });
  });
});

describe('Elasticsearch when it is asked whether it has an entry', () => {
  let server: ElasticsearchServer;

  beforeEach(async () => {
    server = await startElasticsearch();
  });

  afterEach(async () => {
    await server.close();
  });

  const sinkOf = (elasticsearchApiKey: string, url = server.url) =>
    createElasticsearchSink(ElasticsearchSinkConfig.parse({ type: 'elasticsearch', url }), {
      http: createHttp({}),
      secrets: { elasticsearchApiKey },
      secretNames: INPUT_NAMES,
    });

  it('confirms what it reads back when the key may read', async () => {
    const sink = sinkOf(server.admin.apiKey);
    await sink.deliver(entryOf(1), firstTry());
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({
      confirmed: true,
      how: 'It was read back from doorlog-2026.03.',
    });
    expect(await sink.confirm?.(entryOf(2), signal)).toMatchObject({ confirmed: false });
  });

  it('does not confirm when another document stands under the id', async () => {
    const sink = sinkOf(server.admin.apiKey);
    await sink.deliver(entryOf(1), firstTry());
    for (const document of server.documents()) {
      server.put({ ...document, source: { ...document.source, event: { hash: '0'.repeat(64) } } });
    }
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({
      confirmed: false,
      how: expect.stringContaining('another document'),
    });
  });

  it('confirms by a second copy that is refused when the key may only write', async () => {
    const sink = sinkOf(server.writer.apiKey);
    await sink.deliver(entryOf(1), firstTry());
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({
      confirmed: true,
      how: expect.stringContaining('a second copy was refused'),
    });
    expect(server.documents()).toHaveLength(1);
  });

  it('does not confirm when a second copy is taken, or nobody answers', async () => {
    const sink = sinkOf(server.writer.apiKey);
    expect(await sink.confirm?.(entryOf(1), signal)).toEqual({
      confirmed: false,
      how: expect.stringContaining('a second copy was taken'),
    });
    await server.close();
    expect(await sink.confirm?.(entryOf(1), signal)).toMatchObject({ confirmed: false });
  });
});
