import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Examination } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { examineCluster } from '../../src/sinks/elasticsearch/examine.ts';
import { matchesPattern } from '../../src/sinks/elasticsearch/index-pattern.ts';
import { setupSteps } from '../../src/sinks/elasticsearch/setup.ts';
import { ElasticsearchSinkConfig } from '../../src/sinks/elasticsearch/type.ts';
import { OpenSearchSinkConfig } from '../../src/sinks/opensearch/type.ts';
import { json, type LocalReply, type LocalServer, serve } from '../support/local-server.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

const CLOCK = { now: () => new Date('2026-03-15T12:00:00Z') };
const INDEX = 'doorlog-2026.03';
const PASSWORD = 'canary-5f0c-cluster-password';
const NO_HANDLER = json(400, { error: 'no handler found for uri' });
const DENIED = json(403, { error: { type: 'security_exception' }, status: 403 });

/** Answers by the beginning of the path, the first that fits. */
let answers: Record<string, LocalReply>;
let server: LocalServer;

beforeEach(async () => {
  server = await serve({
    handle({ url }) {
      const path = decodeURIComponent(url.pathname);
      const found = Object.entries(answers).find(([start]) => (start === '/' ? path === '/' : path.startsWith(start)));
      return found?.[1] ?? NO_HANDLER;
    },
  });
});

afterEach(async () => {
  await server.close();
});

/** An Elasticsearch that is set up as it should be, and a writer that may do what it must. */
function wellKept(): Record<string, LocalReply> {
  const [pipeline, template] = setupSteps('doorlog');
  const may = { create_doc: true, auto_configure: true, index: false, write: false, delete: false };
  return {
    '/_security/user/_has_privileges': json(200, {
      cluster: { manage_ingest_pipelines: false },
      index: { [INDEX]: may },
    }),
    '/_plugins/_security/authinfo': json(200, { roles: ['doorlog_writer', 'own_index'] }),
    '/_index_template/_simulate_index/': json(200, { template: template?.body.template, overlapping: [] }),
    '/_index_template': json(200, {
      index_templates: [
        { name: 'doorlog', index_template: { ...template?.body } },
        { name: 'all', index_template: { index_patterns: '*', priority: 1, data_stream: {} } },
      ],
    }),
    '/_ingest/pipeline/': json(200, { 'doorlog-arrival': pipeline?.body }),
    '/doorlog-*': json(200, {
      [INDEX]: { settings: { index: { uuid: 'x', final_pipeline: 'doorlog-arrival' } } },
    }),
    '/_nodes/stats/fs': disk(0.5),
    '/': json(200, { version: { number: '8.17.0' } }),
  };
}

function disk(free: number, size = 1000): LocalReply {
  const total = { total_in_bytes: size, available_in_bytes: size * free };
  return json(200, {
    nodes: { fullest: { fs: { total } }, other: { fs: { total: { ...total, available_in_bytes: 0.9 * size } } } },
  });
}

function settings(index: Record<string, unknown>, name = INDEX): LocalReply {
  return json(200, { [name]: { settings: { index: { uuid: 'x', final_pipeline: 'doorlog-arrival', ...index } } } });
}

function examine(type: 'elasticsearch' | 'opensearch' = 'elasticsearch', url = server.url): Promise<Examination[]> {
  const schema = type === 'opensearch' ? OpenSearchSinkConfig : ElasticsearchSinkConfig;
  const secrets = {
    elasticsearchUsername: 'writer',
    elasticsearchPassword: PASSWORD,
    opensearchUsername: 'writer',
    opensearchPassword: PASSWORD,
  };
  const surroundings = sinkSurroundings({ clock: CLOCK, secrets });
  return examineCluster(schema.parse({ type, url }), surroundings, new AbortController().signal);
}

async function results(type?: 'elasticsearch' | 'opensearch'): Promise<Record<string, string>> {
  return Object.fromEntries((await examine(type)).map(({ check, result }) => [check, result]));
}

describe('the examination of an Elasticsearch', () => {
  beforeEach(() => {
    answers = wellKept();
  });

  it('finds everything fine but the plain connection when it is well kept', async () => {
    expect(await results()).toEqual({
      certificate: 'warning',
      credentials: 'fine',
      creating: 'fine',
      'next month': 'fine',
      altering: 'fine',
      version: 'fine',
      'index template': 'fine',
      'time of arrival': 'fine',
      indices: 'fine',
      'this month’s index': 'fine',
      lifecycle: 'fine',
      disk: 'fine',
    });
  });

  it('sends nothing that could change the cluster when it looks', async () => {
    await examine();
    const changing = server.requests.filter(({ method }) => method !== 'GET');
    expect(changing.map(({ path }) => path)).toEqual([
      '/_security/user/_has_privileges',
      `/_index_template/_simulate_index/${INDEX}`,
    ]);
  });

  it('has no secret in any sentence when the cluster quotes them', async () => {
    for (const start of Object.keys(answers)) answers[start] = json(500, { error: { reason: PASSWORD } });
    const examinations = await examine();
    expect(JSON.stringify(examinations)).not.toContain('canary');
    expect(server.requests[0]?.headers.authorization).toContain(Buffer.from(`writer:${PASSWORD}`).toString('base64'));
  });

  it.each([
    ['credentials', 'failed', { '/_security/user/_has_privileges': json(401, {}) }],
    ['credentials', 'warning', { '/_security/user/_has_privileges': NO_HANDLER }],
    ['credentials', 'unknown', { '/_security/user/_has_privileges': json(200, { cluster: 'all' }) }],
    ['creating', 'failed', { '/_security/user/_has_privileges': json(200, { cluster: {}, index: {} }) }],
    [
      'altering',
      'warning',
      { '/_security/user/_has_privileges': json(200, { cluster: {}, index: { [INDEX]: { index: true } } }) },
    ],
    [
      'altering',
      'warning',
      { '/_security/user/_has_privileges': json(200, { cluster: { manage_security: true }, index: {} }) },
    ],
    ['version', 'warning', { '/': json(200, { version: { number: '2.19.1', distribution: 'opensearch' } }) }],
    ['version', 'warning', { '/': json(200, { version: { number: '7.17.0' } }) }],
    ['version', 'unknown', { '/': json(200, '<html>') }],
    ['index template', 'warning', { '/_index_template': json(404, {}) }],
    ['index template', 'warning', { '/_index_template': json(200, { index_templates: [] }) }],
    ['index template', 'unknown', { '/_index_template': DENIED }],
    [
      'index template',
      'warning',
      {
        '/_index_template': json(200, {
          index_templates: [{ name: 'x', index_template: { index_patterns: ['door*'], data_stream: {} } }],
        }),
      },
    ],
    ['index template', 'warning', { '/_index_template/_simulate_index/': json(200, { template: {} }) }],
    ['index template', 'unknown', { '/_index_template/_simulate_index/': DENIED }],
    ['time of arrival', 'warning', { '/_index_template/_simulate_index/': json(200, { template: {} }) }],
    ['time of arrival', 'failed', { '/_ingest/pipeline/': json(404, {}) }],
    ['time of arrival', 'warning', { '/_ingest/pipeline/': json(200, { 'doorlog-arrival': { processors: [] } }) }],
    ['time of arrival', 'unknown', { '/_ingest/pipeline/': DENIED }],
    ['indices', 'fine', { '/doorlog-*': json(404, {}) }],
    ['indices', 'fine', { '/doorlog-*': json(200, {}) }],
    ['indices', 'unknown', { '/doorlog-*': DENIED }],
    ['indices', 'warning', { '/doorlog-*': settings({}, '.ds-doorlog-2026.03-000001') }],
    ['this month’s index', 'failed', { '/doorlog-*': settings({ blocks: { read_only_allow_delete: 'true' } }) }],
    ['this month’s index', 'failed', { '/doorlog-*': settings({ blocks: { write: 'true' } }) }],
    ['this month’s index', 'warning', { '/doorlog-*': settings({ final_pipeline: undefined }) }],
    ['disk', 'warning', { '/_nodes/stats/fs': disk(0.1) }],
    ['disk', 'failed', { '/_nodes/stats/fs': disk(0.04) }],
    ['disk', 'fine', { '/_nodes/stats/fs': disk(0.04, 10e12) }],
    ['disk', 'warning', { '/_nodes/stats/fs': disk(0.04, 4e12) }],
    ['disk', 'failed', { '/_nodes/stats/fs': disk(0.04, 2e12) }],
    ['disk', 'unknown', { '/_nodes/stats/fs': DENIED }],
    ['disk', 'unknown', { '/_nodes/stats/fs': json(404, {}) }],
    ['disk', 'unknown', { '/_nodes/stats/fs': { status: 200, body: '{' } }],
  ])('finds of %s: %s when it answers so (%#)', async (check, result, changed: Record<string, LocalReply>) => {
    answers = { ...changed, ...Object.fromEntries(Object.entries(answers).filter(([start]) => !(start in changed))) };
    // A longer path must be looked at before the one that it begins with.
    answers = Object.fromEntries(Object.entries(answers).sort(([a], [b]) => b.length - a.length));
    expect(await results()).toMatchObject({ [check]: result });
  });

  it.each([
    ['30d', 'warning'],
    ['400d', 'fine'],
    ['9000h', 'fine'],
    [undefined, 'warning'],
    ['soon', 'warning'],
  ])('finds of a policy that deletes after %s: %s', async (age, result) => {
    answers['/doorlog-*'] = settings({ lifecycle: { name: 'short' } });
    answers['/_ilm/policy/short'] = json(200, {
      short: { policy: { phases: { hot: {}, delete: age === undefined ? {} : { min_age: age } } } },
    });
    expect(await results()).toMatchObject({ lifecycle: result });
  });

  it('knows nothing of what deletes indices when it may see neither template nor indices', async () => {
    answers['/_index_template'] = DENIED;
    answers['/doorlog-*'] = DENIED;
    expect(await results()).toMatchObject({ lifecycle: 'unknown' });
  });

  it('tells what it saw when the cluster goes away in between', async () => {
    server.addFault({ path: /_nodes/, times: Number.POSITIVE_INFINITY }, { kind: 'drop' });
    expect(await results()).toMatchObject({ credentials: 'fine', disk: 'failed' });
  });

  it('has failed at the connection and asks no more when nobody answers', async () => {
    await server.close();
    expect(await results()).toEqual({ connection: 'failed' });
  });

  it('has failed without a request when the secrets don’t fit together', async () => {
    const surroundings = sinkSurroundings({ clock: CLOCK, secrets: { elasticsearchUsername: 'writer' } });
    const config = ElasticsearchSinkConfig.parse({ type: 'elasticsearch', url: server.url });
    expect(await examineCluster(config, surroundings, new AbortController().signal)).toEqual([
      expect.objectContaining({ check: 'credentials', result: 'failed' }),
    ]);
    expect(server.requests).toEqual([]);
  });
});

describe('the examination of an OpenSearch', () => {
  beforeEach(() => {
    answers = { ...wellKept(), '/': json(200, { version: { number: '2.19.1', distribution: 'opensearch' } }) };
  });

  it('always warns that a writer may write over documents', async () => {
    expect(await results('opensearch')).toMatchObject({
      credentials: 'fine',
      creating: 'fine',
      altering: 'warning',
      version: 'fine',
      lifecycle: 'fine',
    });
  });

  it('does not know what a user may do when the roles are not those of the set-up', async () => {
    answers['/_plugins/_security/authinfo'] = json(200, { roles: ['custom'] });
    expect(await results('opensearch')).toMatchObject({ creating: 'unknown' });
  });

  it.each([
    ['failed', json(401, {})],
    ['warning', NO_HANDLER],
    ['unknown', json(500, {})],
  ])('finds of the credentials: %s when it answers so (%#)', async (result, reply) => {
    answers['/_plugins/_security/authinfo'] = reply;
    expect(await results('opensearch')).toMatchObject({ credentials: result });
  });

  it('is asked by the sink that the list configures', async () => {
    const [sink] = await parseSinks(`[{type: opensearch, url: "${server.url}"}]`);
    const examinations = await sink?.examine(sinkSurroundings({ clock: CLOCK }), new AbortController().signal);
    expect(examinations).toContainEqual(expect.objectContaining({ check: 'version', result: 'fine' }));
  });

  it('warns when the user may do everything', async () => {
    answers['/_plugins/_security/authinfo'] = json(200, { roles: ['all_access'] });
    expect(await examine('opensearch')).toContainEqual(
      expect.objectContaining({ check: 'altering', says: expect.stringContaining('all_access') }),
    );
  });

  it.each([
    ['doorlog-*', '90d', 'warning'],
    ['doorlog-*', '800d', 'fine'],
    ['other-*', '90d', 'fine'],
  ])('finds of a policy for %s that deletes after %s: %s', async (pattern, age, result) => {
    const states = [
      { name: 'hot', actions: [], transitions: [{ state_name: 'gone', conditions: { min_index_age: age } }] },
      { name: 'gone', actions: [{ retry: {}, delete: {} }], transitions: [] },
    ];
    const policy = { ism_template: [{ index_patterns: [pattern], priority: 1 }], states };
    answers['/_plugins/_ism/policies'] = json(200, { policies: [{ _id: 'one', policy }], total_policies: 1 });
    expect(await results('opensearch')).toMatchObject({ lifecycle: result });
  });
});

describe('a pattern of indices', () => {
  it('matches as the same regular expression does, whatever both are', () => {
    const word = fc.stringMatching(/^[ab*.]{0,8}$/);
    fc.assert(
      fc.property(word, fc.stringMatching(/^[ab.]{0,8}$/), (pattern, index) => {
        const same = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(matchesPattern(pattern, index)).toBe(same.test(index));
      }),
    );
  });
});
