import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startGitHub } from '../support/github-server.ts';
import { runHook } from '../support/runner.ts';
import { deploymentWorld } from '../support/world.ts';

const PRELOAD = new URL('loaded-files-process.ts', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'doorlog-loaded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nobody listens there. */
const url = 'http://127.0.0.1:9';
/** A sink of each type, with what it signs in with. */
const SINKS: Readonly<Record<string, readonly [config: object, inputs?: Record<string, string>]>> = {
  file: [{ path: join(folder, 'log.jsonl') }],
  elasticsearch: [{ url }, { 'elasticsearch-api-key': 'a2V5OmtleQ==' }],
  opensearch: [{ url }, { 'opensearch-username': 'writer', 'opensearch-password': 'password' }],
  s3: [
    { url, bucket: 'records' },
    { 'aws-access-key-id': 'AKIAEXAMPLE', 'aws-secret-access-key': 'secret' },
  ],
  splunk: [{ url }, { 'splunk-token': '5d2cf0a4-8a5c-4f7e-9d54-7c1be9a4d001' }],
  otlp: [{ url, anonymous: true }],
  syslog: [{ host: '127.0.0.1', port: 9 }],
  webhook: [{ url, unsigned: true }],
};
/** Elasticsearch's is in the hook's own file, because one more file costs more than its lines do; OpenSearch shares it. */
const ALWAYS = 'createElasticsearchSink';
const OWN: Readonly<Record<string, string>> = {
  file: 'createFileSink',
  elasticsearch: ALWAYS,
  opensearch: ALWAYS,
  s3: 'createS3Sink',
  splunk: 'createSplunkSink',
  otlp: 'createOtlpSink',
  syslog: 'createSyslogSink',
  webhook: 'createWebhookSink',
};
const ANY_SINK = new RegExp(`function (${[...new Set(Object.values(OWN))].join('|')})\\(`, 'g');
const ANY_CHANNEL = /(\w+Type) = defineChannelType\(/g;

/** What makes sinks and channels of alerts in all files that a start loads. */
async function makersLoadedBy(name: string, sinks: readonly object[], inputs: Record<string, string> = {}) {
  const world = deploymentWorld();
  const github = await startGitHub(world);
  const list = join(folder, `${name}.txt`);
  try {
    const { code, stderr } = await runHook('pre', {
      world,
      github,
      inputs: { attest: 'none', 'announce-wait': '0', sinks: JSON.stringify(sinks), ...inputs },
      env: { LOADED_FILES: list },
      nodeOptions: ['--import', PRELOAD],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  } finally {
    await github.close();
  }
  const files = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
  const texts = [...files].map((file) => readFileSync(fileURLToPath(file), 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [ANY_SINK, ANY_CHANNEL].flatMap((any) => [...text.matchAll(any)].map(([, maker]) => maker)),
    ),
  );
}

describe('a start', () => {
  it('loads no code of sinks and alerts when none is configured', async () => {
    expect(await makersLoadedBy('none', [])).toEqual(new Set([ALWAYS]));
  });

  it.each(Object.entries(SINKS))(
    'loads the code of no other sink when one of type %s is configured',
    async (type, [config, inputs]) => {
      expect(await makersLoadedBy(type, [{ type, ...config }], inputs)).toEqual(new Set([ALWAYS, OWN[type]]));
    },
  );

  it('knows every type when its list of sinks is compared with the registry', () => {
    const registry = readFileSync(new URL('../../src/sinks/registry.ts', import.meta.url), 'utf8');
    const types = [...registry.matchAll(/^ {2}(\w+): async/gm)].map(([, type]) => type);
    expect(new Set(types)).toEqual(new Set(Object.keys(SINKS)));
  });
});
