import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createJobLooks } from '../../../src/ci/github/job-looks.ts';
import { createRunArtifacts } from '../../../src/ci/github/run-artifacts.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { JobLooks } from '../../../src/ports.ts';
import { COLLECTOR_PERMISSIONS } from '../../support/collector-world.ts';
import { deploymentWorld } from '../../support/deployment-world.ts';
import { dropped, replies } from '../../support/faults.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { setUpLog } from '../../support/set-up-log.ts';

let server: GitHubServer;
let looks: JobLooks;
const world = deploymentWorld({ tokenPermissions: COLLECTOR_PERMISSIONS });
const ID = '52123456789';

beforeEach(async () => {
  world.jobLogs = { [ID]: setUpLog(world) };
  world.tags = {};
  server = await startGitHub(world);
  looks = createJobLooks(clientOf(), createHttp({}), 'octo-org/payments');
});
afterEach(() => server.close());

function clientOf() {
  return createGitHubClient({
    http: createHttp({}),
    apiUrl: server.url,
    graphqlUrl: server.graphqlUrl,
    token: world.token,
    timeout: 5_000,
  });
}

describe('createJobLooks', () => {
  it('reads the set-up, and gives nobody the token, when GitHub sends to where the log is', async () => {
    expect(await looks.setUpLog(ID)).toMatchObject({ ok: true, value: { runnerVersion: '2.331.0' } });
    const [asked, fetched] = server.requests;
    expect([asked?.status, asked?.headers.authorization]).toEqual([302, `token ${world.token}`]);
    expect([fetched?.status, fetched?.headers.authorization]).toEqual([200, undefined]);
  });

  it('reads only the beginning when a log is long', async () => {
    world.jobLogs = { [ID]: setUpLog(world, { steps: Array.from({ length: 4 }, () => 'x'.repeat(1024 * 1024)) }) };
    expect(await looks.setUpLog(ID)).toMatchObject({ ok: true });
  });

  it('leaves a gap when a log is empty', async () => {
    world.jobLogs = { [ID]: '' };
    expect(await looks.setUpLog(ID)).toMatchObject({ ok: false, reason: 'not-available' });
  });

  it.each([
    ['there is none', () => ({ path: /\/logs/ }), replies(404), 'not-found'],
    ['it may not be read', () => ({ path: /\/logs/ }), replies(403), 'not-permitted'],
    ['it is gone', () => ({ path: /\/logs/ }), replies(410), 'not-found'],
    ['the store fails', () => ({ path: /\/-\/store/ }), replies(500), 'service-failed'],
    ['the connection is cut', () => ({ path: /\/-\/store/ }), dropped(), 'service-failed'],
  ] as const)('leaves a gap of a log when %s', async (_name, matcher, fault, reason) => {
    server.addFault({ times: Number.POSITIVE_INFINITY, ...matcher() }, fault);
    expect(await looks.setUpLog(ID)).toMatchObject({ ok: false, reason });
  });

  it.each([
    ['a branch', {}, 'main', 'branch'],
    ['a tag', { v1: 'a'.repeat(40) }, 'v1', 'tag'],
    ['both', { main: 'a'.repeat(40) }, 'main', 'both'],
    ['none', {}, 'gone', 'none'],
  ] as const)('tells what a name is when it is %s', async (_name, tags, name, kind) => {
    const [sha = ''] = Object.values(world.branches);
    world.tags = Object.fromEntries(Object.keys(tags).map((tag) => [tag, sha]));
    expect(await looks.refKind(name)).toEqual({ ok: true, value: kind });
  });
});

describe('createRunArtifacts', () => {
  const unsigned = () =>
    createRunArtifacts(clientOf(), createHttp({}), 'octo-org/payments').unsignedRecord(world.run.id, 'a'.repeat(64));

  it.each([
    ['there is none', [], { ok: true }],
    ['it is no zip', [Buffer.from('no zip')], { ok: false, reason: 'service-failed' }],
    ['it is too large', [Buffer.alloc(3 * 1024 * 1024)], { ok: false, reason: 'service-failed' }],
  ])('never raises when %s', async (_name, contents, expected) => {
    const name = `doorlog-unsigned-record-${'a'.repeat(16)}`;
    world.artifacts = contents.map((content, index) => {
      return { id: String(index + 1), name, content, hash: '', expiresAt: null, finalized: true };
    });
    expect(await unsigned()).toMatchObject(expected);
  });
});
