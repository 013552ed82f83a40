import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Examination } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { examineSplunk } from '../../src/sinks/splunk/examine.ts';
import { SplunkSinkConfig } from '../../src/sinks/splunk/type.ts';
import { replies } from '../support/faults.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { type SplunkServer, startSplunk } from '../support/splunk-server.ts';

let server: SplunkServer;

beforeEach(async () => {
  server = await startSplunk();
});

afterEach(async () => {
  await server.close();
});

async function examine(changes: Record<string, unknown> = {}, token: string | undefined = server.token) {
  const config = SplunkSinkConfig.parse({ type: 'splunk', url: server.url, ...changes });
  const surroundings = sinkSurroundings({ secrets: { splunkToken: token } });
  return examineSplunk(config, surroundings, new AbortController().signal);
}

function results(examinations: readonly Examination[]): Record<string, string> {
  return Object.fromEntries(examinations.map(({ check, result }) => [check, result]));
}

describe('the examination of a Splunk', () => {
  it('stores nothing and tells each thing when all is well', async () => {
    server.tokens.set(server.token, { indexes: ['main'], acknowledges: true });
    expect(results(await examine({ acknowledge: true, index: 'main' }))).toEqual({
      certificate: 'warning',
      collector: 'fine',
      token: 'fine',
      acknowledgement: 'fine',
      index: 'unknown',
      'event size': 'fine',
    });
    expect(server.events).toEqual([]);
  });

  it('warns when nobody waits for the indexers', async () => {
    expect(await examine()).toContainEqual(
      expect.objectContaining({
        check: 'acknowledgement',
        result: 'warning',
        mend: expect.stringContaining('turn on'),
      }),
    );
    server.tokens.set(server.token, { indexes: ['main'], acknowledges: true });
    expect(await examine()).toContainEqual(
      expect.objectContaining({ check: 'acknowledgement', result: 'warning', mend: 'set acknowledge: true' }),
    );
  });

  it('has failed when acknowledgement is wanted of a token that has none', async () => {
    expect(results(await examine({ acknowledge: true }))).toMatchObject({ acknowledgement: 'failed' });
  });

  it('tells what to see to when events may be larger than Splunk keeps by default', async () => {
    expect(await examine({ 'max-bytes': 50_000 })).toContainEqual(
      expect.objectContaining({ check: 'event size', result: 'unknown', mend: expect.stringContaining('50000') }),
    );
  });

  it('has failed with a mend when the token is disabled', async () => {
    server.tokens.set(server.token, { indexes: ['main'], disabled: true });
    const examinations = await examine();
    expect(examinations).toContainEqual(
      expect.objectContaining({ check: 'token', result: 'failed', mend: 'enable it, or give another one (code 1)' }),
    );
    expect(results(examinations)).not.toHaveProperty('acknowledgement');
  });

  it('has failed without quoting it when the token is unknown', async () => {
    const examinations = await examine({}, 'canary-5f0c-splunk-token');
    expect(results(examinations)).toMatchObject({ token: 'failed' });
    expect(JSON.stringify(examinations)).not.toContain('canary');
  });

  it('has failed when there is no token', async () => {
    expect(results(await examine({}, ''))).toEqual({ token: 'failed' });
    expect(server.requests).toEqual([]);
  });

  it('is asked by the sink that the list configures, which can’t be read back', async () => {
    const [sink] = await parseSinks(`[{type: splunk, url: "${server.url}/services/collector"}]`);
    const surroundings = sinkSurroundings({ secrets: { splunkToken: server.token } });
    const examinations = await sink?.examine(surroundings, new AbortController().signal);
    expect(results(examinations ?? [])).toMatchObject({ collector: 'fine', token: 'fine' });
    expect(await sink?.reader(surroundings)).toBeUndefined();
  });

  it('knows nothing of the token when the collector goes away in between', async () => {
    server.addFault({ path: /event$/, times: Number.POSITIVE_INFINITY }, { kind: 'drop' });
    expect(results(await examine())).toMatchObject({ collector: 'fine', connection: 'failed' });
  });

  it('warns when the queues are full', async () => {
    server.behaviour.healthy = false;
    const examinations = await examine();
    expect(results(examinations)).toMatchObject({ collector: 'warning', token: 'fine' });
  });

  it('has failed when there is something else at the address', async () => {
    server.addFault({ times: Number.POSITIVE_INFINITY }, replies(200, '<html>Sign in</html>'));
    expect(results(await examine())).toMatchObject({ collector: 'failed', token: 'failed' });
  });

  it('has failed at the connection when nobody answers', async () => {
    await server.close();
    expect(results(await examine())).toEqual({ connection: 'failed' });
  });

  it('has failed at the certificate when this machine does not trust it', async () => {
    const strange = await startSplunk({ tls: true });
    try {
      expect(results(await examine({ url: strange.url }, strange.token))).toEqual({ certificate: 'failed' });
    } finally {
      await strange.close();
    }
  });
});
