import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PREDICATE_TYPE } from '../../../src/model/predicate-type.ts';
import { createHttp } from '../../../src/net/http.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import type { World, WorldAsset, WorldRelease } from '../../support/world-types.ts';
import {
  APP,
  APP_SHA256,
  attestApp,
  attestation,
  type Desk,
  openDesk,
  type SignedJob,
  sampleWorld,
  signJob,
} from './verified-job.ts';

const COMMIT = 'a'.repeat(40);
const REPO = '--repo octo-org/octo-repo';
const SINKS = '--sinks [{"type":"file","path":"log.jsonl"}]';
const TIME = '2026-11-20T12:00:00Z';
let desk: Desk;
let build: SignedJob;
let deploy: SignedJob;
let provenance: string;
let github: GitHubServer | undefined;

beforeAll(async () => {
  desk = await openDesk();
  build = await signJob(desk, { checkRunId: '4004' });
  deploy = await signJob(desk, { checkRunId: '4005', artifacts: [] });
  provenance = await attestApp(desk, 'https://slsa.dev/provenance/v1');
  await desk.write({
    'app.tgz': APP,
    'access-record.json': build.record,
    'log.jsonl': `${build.logLine}${deploy.logLine}`,
    'half.jsonl': build.logLine,
    'all/build.json': JSON.stringify(build.bundle),
    'all/deploy.json': JSON.stringify(deploy.bundle),
  });
});

afterEach(async () => {
  await github?.close();
  github = undefined;
});
afterAll(() => desk.remove());

async function ask(args: string, world: World, token: string | undefined = world.token) {
  await github?.close();
  github = await startGitHub(world);
  const env = { GITHUB_API_URL: github.url, ...(token && { GH_TOKEN: token }) };
  return desk.run(args, { http: createHttp({}), env });
}

describe('doorlog verify with GitHub’s attestations', () => {
  it.each([
    ['a record', 'access-record.json', () => build.sha256],
    ['a file', 'app.tgz', () => APP_SHA256],
    ['a digest', `sha256:${APP_SHA256}`, () => APP_SHA256],
  ])('finds the record of %s by its digest', async (_name, target, digest) => {
    const world = sampleWorld([], { attestations: [attestation(build.bundle, PREDICATE_TYPE, digest())] });
    const { code, out } = await ask(`${target} ${REPO}`, world);
    expect(out).toMatch(/Evidence: .*GitHub’s attestations of octo-org\/octo-repo: 1 bundle/);
    expect(code).toBe(0);
  });

  it('needs no token when the repository is public', async () => {
    const world = sampleWorld([], {
      attestations: [attestation(build.bundle, PREDICATE_TYPE, APP_SHA256)],
      anonymousReads: true,
    });
    expect(await ask(`app.tgz ${REPO}`, world, '')).toMatchObject({ code: 0 });
    expect(github?.requests.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

  it('exits with 3 when there are none, and with 4 when GitHub does not answer that', async () => {
    expect(await ask(`app.tgz ${REPO}`, sampleWorld([]))).toMatchObject({ code: 3 });
    await github?.close();
    expect(await ask('app.tgz --repo octo-org/hidden', sampleWorld([]))).toMatchObject({ code: 4 });
  });

  it('shows the token nowhere when GitHub refuses it', async () => {
    const canary = 'ghp_canary00000000000000000000000000000';
    const answers = [
      await ask(`app.tgz ${REPO}`, sampleWorld([]), canary),
      await ask(`${COMMIT} ${REPO} --json`, sampleWorld(['4004']), canary),
      await ask(`octo-org/octo-repo@v1 --json`, sampleWorld(['4004']), canary),
    ];
    expect(answers.map(({ code }) => code)).toEqual([4, 4, 4]);
    expect(JSON.stringify(answers)).not.toContain(canary);
  });

  it('sends the token to no server that only an address names', async () => {
    const world = sampleWorld(['4004']);
    github = await startGitHub(world);
    const http = createHttp({});
    const { host } = new URL(github.url);
    const env = { GH_TOKEN: world.token };
    await desk.run(`http://${host}/octo-org/octo-repo/releases/tag/v1`, { http, env });
    expect(github.requests.length).toBeGreaterThan(0);
    expect(github.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });
});

describe('doorlog verify of a commit', () => {
  it('is verified when every job has a record in the log', async () => {
    const { code, out } = await ask(`${COMMIT} ${REPO} ${SINKS}`, sampleWorld(['4004', '4005']));
    expect(out).toMatch(/^ok +Runs: octo-org\/octo-repo has 1 run of this commit, with 2 jobs\.$/m);
    expect(out).toMatch(
      /^ok +Job job 1 \(run 3003 attempt 2\): Its record \(end, sha256:[0-9a-f]{12}…\) is proven\.$/m,
    );
    expect(out).toMatch(/verified\n$/);
    expect(code).toBe(0);
  });

  it('is verified when every job has a bundle in a directory', async () => {
    expect(await ask(`${COMMIT} ${REPO} --from all`, sampleWorld(['4004', '4005']))).toMatchObject({ code: 0 });
  });

  it('names the job and exits with 3 when one has no record', async () => {
    const sinks = SINKS.replace('log.jsonl', 'half.jsonl');
    const { code, out } = await ask(`${COMMIT} ${REPO} ${sinks}`, sampleWorld(['4004', '4005']));
    expect(out).toMatch(/^missing +Job job 2 .*It ran, and there is no record of it\.$/m);
    expect(out).toMatch(/^missing +1 job ran without a record\.$/m);
    expect(code).toBe(3);
  });

  it('says what can’t be known when there is neither a log nor a directory', async () => {
    const { code, out } = await ask(`${COMMIT} ${REPO}`, sampleWorld(['4004', '4005']));
    expect(out).toMatch(/^not checked Job job 1 /m);
    expect(out).toMatch(/can’t be known without the log \(--sinks\) or a directory of bundles \(--from\)/);
    expect(out).toMatch(/incomplete\n$/);
    expect(code).toBe(3);
  });

  it('is missing its runs when GitHub knows none', async () => {
    const { code, out } = await ask(`${'b'.repeat(40)} ${REPO} ${SINKS}`, sampleWorld(['4004']));
    expect(out).toMatch(/GitHub knows no run of commit b+:/);
    expect(code).toBe(3);
  });

  it('is refused when the records are of others than were expected', async () => {
    const { code } = await ask(`${COMMIT} ${REPO} ${SINKS} --environment staging`, sampleWorld(['4004', '4005']));
    expect(code).toBe(1);
  });

  it('keeps the evidence of all its jobs when asked to', async () => {
    const args = `${COMMIT} ${REPO} ${SINKS} --save-evidence kept`;
    const { err } = await ask(args, sampleWorld(['4004', '4005']));
    expect(err).toContain('Evidence of 2 records');
    const noted = `--evidence-digest ${/sha256:([0-9a-f]{64})/.exec(err)?.[1]}`;
    expect(await desk.run(`kept ${REPO} --offline ${noted} untrusted`)).toMatchObject({ code: 0 });
  });

  it('exits with 2 when nobody says which repository it is of', async () => {
    expect(await ask(COMMIT, sampleWorld([]))).toMatchObject({ code: 2, err: expect.stringContaining('--repo') });
  });
});

describe('doorlog verify of a release', () => {
  const app: WorldAsset = { id: '9001', name: 'app.tgz', content: Buffer.from(APP) };

  function released(assets: readonly WorldAsset[], jobs = ['4004', '4005'], more: Partial<WorldRelease> = {}): World {
    const times = { createdAt: TIME, publishedAt: TIME, updatedAt: TIME };
    return sampleWorld(jobs, (world) => {
      world.tags = { v1: COMMIT };
      world.tagObjects = {};
      world.releases = [
        {
          ...{ id: '7001', nodeId: 'RE_7001', tag: 'v1', name: null, author: 'alice', draft: false, prerelease: false },
          ...times,
          assets: [...assets],
          ...more,
        },
      ];
    });
  }

  it('is verified when every job has a record and every file is named by one', async () => {
    const { code, out, err } = await ask(
      `octo-org/octo-repo@v1 ${SINKS}`,
      released([app], undefined, { immutable: true }),
    );
    expect(out).toMatch(/^ok +Release: .*immutable, of commit a{40}\.$/m);
    expect(out).toMatch(/^ok +File app\.tgz: The record of job deploy \(end, run 3003, sha256:/m);
    expect(out.match(/^ok +Job /gm)).toHaveLength(2);
    expect(out).toMatch(/^not checked Release access report: /m);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('is found by its address too', async () => {
    const world = released([app]);
    github = await startGitHub(world);
    const env = { GITHUB_API_URL: github.url, GH_TOKEN: world.token };
    const args = `https://github.com/octo-org/octo-repo/releases/tag/v1 --api-url ${github.url} ${SINKS}`;
    expect(await desk.run(args, { http: createHttp({}), env })).toMatchObject({ code: 0 });
  });

  it('takes the bundles among its files for evidence of its jobs', async () => {
    const bundle: WorldAsset = {
      id: '9002',
      name: 'app.tgz.sigstore.json',
      content: Buffer.from(JSON.stringify(build.bundle)),
    };
    const { out } = await ask(`octo-org/octo-repo@v1 ${REPO}`, released([app, bundle]));
    expect(out).toMatch(/^ok +File app\.tgz\.sigstore\.json: It holds bundles/m);
    expect(out).toMatch(/^ok +Job job 1 /m);
    expect(out).toMatch(/^not checked Job job 2 .*nowhere to look/m);
  });

  it('is missing proof of a file when nobody speaks about it', async () => {
    const stray: WorldAsset = { id: '9003', name: 'stray.bin', content: Buffer.from('stray') };
    const { code, out } = await ask(`octo-org/octo-repo@v1 ${REPO} ${SINKS}`, released([app, stray]));
    expect(out).toMatch(/^missing +File stray\.bin: No record, report or attestation/m);
    expect(code).toBe(3);
  });

  it('tells a file that only another attestation names when its signer is as expected', async () => {
    const sinks = SINKS.replace('log.jsonl', 'none.jsonl');
    await desk.write({ 'none.jsonl': deploy.logLine });
    const world = released([app], ['4005']);
    world.attestations = [attestation(JSON.parse(provenance), 'https://slsa.dev/provenance/v1', APP_SHA256)];
    const { code, out } = await ask(`octo-org/octo-repo@v1 ${REPO} ${sinks}`, world);
    expect(out).toMatch(/^ok +File app\.tgz: No access record names it; an attestation of type https:\/\/slsa\.dev/m);
    expect(code).toBe(0);
  });

  it.each([
    ['this release', 'pkg:github/octo-org/octo-repo@v1', /^ok +GitHub’s attestation: GitHub attests .* with 1 file;/m],
    ['another release', 'pkg:github/octo-org/octo-repo@v0', /^not checked GitHub’s attestation: .* 0 of 1 file\./m],
  ])(
    'tells what GitHub attests when the release is immutable and the attestation is of %s',
    async (_name, uri, line) => {
      const predicateType = 'https://in-toto.io/attestation/release/v0.2';
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [
          { uri, digest: { sha1: COMMIT } },
          { name: 'app.tgz', digest: { sha256: APP_SHA256 } },
        ],
        predicateType,
        predicate: {},
      };
      const signer = { identity: 'https://dotcom.releases.github.com', claims: {} };
      const bundle = await desk.sigstore.sign(JSON.stringify(statement), signer);
      const world = released([app], undefined, { immutable: true });
      world.attestations = [attestation(bundle, predicateType, APP_SHA256)];
      const { code, out } = await ask(`octo-org/octo-repo@v1 ${REPO} ${SINKS}`, world);
      expect(out).toMatch(line);
      expect(code).toBe(0);
    },
  );

  it('has the members of all targets, jobs and files when asked for JSON', async () => {
    const { out } = await ask(`octo-org/octo-repo@v1 ${REPO} ${SINKS} --json`, released([app]));
    expect(JSON.parse(out)).toMatchObject({
      target: {
        kind: 'release',
        name: 'octo-org/octo-repo@v1',
        repository: 'octo-org/octo-repo',
        tag: 'v1',
        commit: COMMIT,
      },
      verdict: 'verified',
      checks: expect.arrayContaining([expect.objectContaining({ id: 'release', status: 'ok' })]),
      records: [{ recordId: build.recordId, verdict: 'verified' }, { recordId: deploy.recordId }],
      jobs: [{ jobId: '4004', recordId: build.recordId, verdict: 'verified' }, { jobId: '4005' }],
      assets: [{ name: 'app.tgz', sha256: APP_SHA256, verdict: 'verified' }],
      missing: [],
    });
  });

  it('reads a file whose digest GitHub does not say', async () => {
    expect(await ask(`octo-org/octo-repo@v1 ${REPO} ${SINKS}`, released([{ ...app, digest: null }]))).toMatchObject({
      code: 0,
    });
  });

  it('does not know who made a file when GitHub’s attestations can’t be asked', async () => {
    const world = released([app], ['4005']);
    delete world.tokenPermissions.attestations;
    const { code, out } = await ask(`octo-org/octo-repo@v1 ${REPO} ${SINKS.replace('log', 'none')}`, world);
    expect(out).toMatch(/^not checked File app\.tgz: Nothing at hand speaks about it, and not every place/m);
    expect(out).toMatch(/incomplete\n$/);
    expect(code).toBe(3);
  });

  it('refuses a file when it is another one than GitHub told of', async () => {
    const content = Buffer.from(JSON.stringify(build.bundle));
    const digest = `sha256:${'0'.repeat(64)}`;
    const swapped: WorldAsset = { id: '9002', name: 'app.tgz.sigstore.json', content, digest };
    const { code, out } = await ask(`octo-org/octo-repo@v1 ${SINKS}`, released([app, swapped]));
    expect(out).toMatch(
      /^FAILED +File app\.tgz\.sigstore\.json: GitHub tells of sha256:0{64}, and what it gave has sha256:[0-9a-f]{64}; download it again/m,
    );
    expect(code).toBe(1);
  });

  it('is missing when there is no such release in a repository that can be seen', async () => {
    const { code, out, err } = await ask(`octo-org/octo-repo@1 ${SINKS}`, released([app]));
    expect(out).toMatch(/^missing +octo-org\/octo-repo has no release of the tag "1".*with its v where it has one\.$/m);
    expect(out).toMatch(/^missing$/m);
    expect({ code, err }).toEqual({ code: 3, err: '' });
    const json = await ask('octo-org/octo-repo@1 --json', released([app]));
    expect(JSON.parse(json.out)).toMatchObject({
      target: { kind: 'release', name: 'octo-org/octo-repo@1', tag: '1' },
      ...{ verdict: 'missing', checks: [], records: [], jobs: [], assets: [] },
    });
  });

  it('exits with 4 when the repository can’t be seen', async () => {
    expect(await ask(`octo-org/hidden@v1 ${SINKS}`, released([app]))).toMatchObject({ code: 4 });
  });
});
