import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../src/net/http.ts';
import { installSplunkStep, removeSplunkStep, type SplunkManagement } from '../../src/sinks/splunk/management.ts';
import { printedStep, splunkSetupSteps, splunkTokenHints } from '../../src/sinks/splunk/setup.ts';
import { replies } from '../support/faults.ts';
import { json, type LocalServer, serve } from '../support/local-server.ts';

const PASSWORD = 'canary-5f0c-splunk-admin';
const SETUP = {
  index: 'doorlog',
  sourcetype: 'doorlog:access',
  source: 'doorlog',
  maxBytes: 500_000,
  days: 400,
  acknowledge: true,
};
const STEPS = splunkSetupSteps(SETUP);

/** Entities by path; a collection is every path that something may be made under. */
let entities: Map<string, Record<string, string>>;
let server: LocalServer;
let splunk: SplunkManagement;

beforeEach(async () => {
  const collections = new Set(STEPS.map(({ path }) => path));
  entities = new Map([['/servicesNS/nobody/splunk_httpinput/data/inputs/http/http', { disabled: '1' }]]);
  server = await serve({
    handle({ method, url, headers, body }) {
      const basic = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
      if (headers.authorization !== basic) return json(401, { messages: [] });
      const path = decodeURIComponent(url.pathname);
      const form = Object.fromEntries(new URLSearchParams(body.toString()));
      const known = entities.get(path);
      if (method === 'POST' && headers['content-type'] !== 'application/x-www-form-urlencoded') return json(415, {});
      if (method === 'POST' && collections.has(path)) {
        const { name, ...fields } = form;
        if (name === undefined) return json(400, { messages: [] });
        if (entities.has(`${path}/${name}`)) return json(409, { messages: [] });
        entities.set(`${path}/${name}`, fields);
        return json(201, { entry: [] });
      }
      if (known === undefined) return json(404, { messages: [] });
      if (method === 'DELETE') entities.delete(path);
      // What is there already has its name.
      if (method === 'POST' && form.name !== undefined) return json(400, { messages: [] });
      if (method === 'POST') entities.set(path, { ...known, ...form });
      return json(200, { entry: [] });
    },
  });
  splunk = { http: createHttp({}), url: server.url, username: 'admin', password: PASSWORD };
});

afterEach(async () => {
  await server.close();
});

describe('the set-up of Splunk', () => {
  it('raises the limit of its source type to what the sink sends', () => {
    const text = STEPS.map(printedStep).join('\n');
    expect(text).toContain('[doorlog:access]\nTRUNCATE = 500000\n');
    expect(text).toContain(`[doorlog]\nfrozenTimePeriodInSecs = ${400 * 86_400}\n`);
    expect(text).toContain('[role_doorlog_reader]\nsrchIndexesAllowed = doorlog\n');
    expect(text).toContain('[http://doorlog-writer]\nindex = doorlog\nindexes = doorlog\n');
    expect(text).toContain('useACK = 1');
  });

  it('is there as it should be when it is installed twice', async () => {
    for (const step of [...STEPS, ...STEPS]) {
      expect(await installSplunkStep(splunk, step)).toEqual({ status: 'installed' });
    }
    const collectors = '/servicesNS/nobody/splunk_httpinput/data/inputs/http';
    expect(Object.fromEntries(entities)).toEqual({
      '/services/data/indexes/doorlog': { frozenTimePeriodInSecs: String(400 * 86_400) },
      '/servicesNS/nobody/search/configs/conf-props/doorlog:access': {
        TRUNCATE: '500000',
        SHOULD_LINEMERGE: 'false',
        KV_MODE: 'json',
      },
      '/services/authorization/roles/doorlog_reader': {
        srchIndexesAllowed: 'doorlog',
        srchIndexesDefault: 'doorlog',
        capabilities: 'search',
      },
      [`${collectors}/http`]: { disabled: '0' },
      [`${collectors}/doorlog-writer`]: expect.objectContaining({ index: 'doorlog', useACK: '1' }),
    });
  });

  it('keeps the index and the collector when it is undone', async () => {
    for (const step of STEPS) await installSplunkStep(splunk, step);
    const statuses: string[] = [];
    for (const step of STEPS.toReversed()) statuses.push((await removeSplunkStep(splunk, step)).status);
    expect(statuses).toEqual(['removed', 'kept', 'removed', 'removed', 'kept']);
    expect([...entities.keys()]).toContain('/services/data/indexes/doorlog');
    const [, sourceType] = STEPS;
    expect(sourceType && (await removeSplunkStep(splunk, sourceType))).toEqual({ status: 'absent' });
  });

  it.each([
    [400, 'by hand'],
    [402, 'licence'],
    [403, 'administrator'],
    [409, 'another app'],
    [418, 'status 418'],
  ])('has failed with a mend and no secret when Splunk answers with status %i', async (status, words) => {
    server.addFault({ times: Number.POSITIVE_INFINITY }, replies(status, `refused ${PASSWORD}`));
    const [step] = STEPS;
    const result = step && (await installSplunkStep(splunk, step));
    expect(result).toEqual({ status: 'failed', reason: expect.stringContaining(words) });
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('has failed when the credentials are wrong', async () => {
    const [, step] = STEPS;
    const stranger = { ...splunk, password: 'another' };
    expect(step && (await installSplunkStep(stranger, step))).toMatchObject({ status: 'failed' });
    expect(step && (await removeSplunkStep(stranger, step))).toMatchObject({ status: 'failed' });
    expect(entities.size).toBe(1);
  });

  it('tells where the token is, which is in no file of ours', () => {
    expect(splunkTokenHints('https://splunk.example.org:8089', { index: 'doorlog' })).toContain(
      'https://splunk.example.org:8089/servicesNS/nobody/splunk_httpinput/data/inputs/http/doorlog-writer',
    );
  });
});
