import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubServer, startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { deploymentWorld, type World } from '../__tests__/support/world.ts';
import { PREDICATE_TYPE } from '../src/model/predicate-type.ts';
import { DIST } from './built.ts';
import { playJob } from './job.ts';
import { type Sigstore, startSigstore } from './stack/sigstore.ts';
import { programOf, TOOLS } from './tools.ts';

const APP = 'the app';
const SHA256 = createHash('sha256').update(APP).digest('hex');
const REPOSITORY = 'octo-org/payments';

let folder = '';
let sigstore: Sigstore;
let world: World;
let github: GitHubServer;
let artifact = '';
let expected: readonly string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-targets-'));
  world = deploymentWorld();
  sigstore = await startSigstore(claimsOf(world));
  const { fulcioUrl, timestampUrl, rekorUrl } = sigstore.logged;
  const dist = join(folder, 'job', 'work', world.repository.name, 'dist');
  await mkdir(dist, { recursive: true });
  artifact = join(dist, 'app.tgz');
  await writeFile(artifact, APP);
  const job = await playJob({
    folder: join(folder, 'job'),
    world,
    inputs: {
      ...{ sigstore: 'custom', 'fulcio-url': fulcioUrl, 'tsa-url': timestampUrl },
      ...{ 'rekor-url': rekorUrl, 'rekor-version': '2', subjects: 'dist/*' },
    },
    issuer: sigstore.issuer,
  });
  const { 'record-path': record = '', 'bundle-path': bundle = '' } = job.post.outputs;
  for (const name of ['record', 'bundles']) await mkdir(join(folder, name));
  await cp(record, join(folder, 'record', 'access-record.json'));
  await cp(bundle, join(folder, 'bundles', 'bundle.sigstore.json'));
  github = await startGitHub(world);
  expected = ['--repo', REPOSITORY, '--issuer', sigstore.issuer.issuer, '--trust-root', sigstore.rootLinesFile];
});

afterAll(async () => {
  await github?.close();
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('doorlog verify of what a job left with a real Sigstore', () => {
  it.each([
    ['the record, beside nothing', () => [join(folder, 'record', 'access-record.json')]],
    ['the artifact', () => [artifact]],
    ['the digest of the artifact', () => [`sha256:${SHA256}`]],
  ])('finds its proof by GitHub’s API when %s is named', async (_name, target) => {
    const { code, output } = await doorlog([...target(), ...expected]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/1 bundle[\s\S]*verified\n$/) });
  });

  it.each([
    ['the artifact', () => [artifact, '--from', join(folder, 'bundles')]],
    ['the digest', () => [`sha256:${SHA256}`, '--from', join(folder, 'bundles')]],
    ['the bundle', () => [join(folder, 'bundles', 'bundle.sigstore.json'), '--artifact', artifact]],
    ['the directory', () => [join(folder, 'bundles')]],
  ])('takes no network when %s and a directory are named', async (_name, target) => {
    const { code, output } = await doorlog([...target(), ...expected, '--offline'], {});
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('verified') });
  });

  it('is verified for ever after by the evidence that was kept, with nothing else', async () => {
    const kept = join(folder, 'kept');
    const saved = await doorlog([artifact, ...expected, '--save-evidence', kept]);
    const digest = /sha256:([0-9a-f]{64}): who/.exec(saved.output)?.[1] ?? saved.output;
    const moved = join(folder, 'elsewhere', 'kept');
    await cp(kept, moved, { recursive: true });
    await rm(kept, { recursive: true });
    const trusted = ['--repo', REPOSITORY, '--issuer', sigstore.issuer.issuer];
    const again = await doorlog([moved, ...trusted, '--offline', '--evidence-digest', digest], {});
    expect(again).toEqual({ code: 0, output: expect.stringMatching(/All 4 files are as the manifest says/) });
    const roots = await readFile(join(moved, 'trusted_root.jsonl'), 'utf8');
    expect(roots.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is refused for an artifact that was changed', async () => {
    const changed = join(folder, 'changed.tgz');
    await writeFile(changed, 'another app');
    expect(await doorlog([changed, ...expected])).toMatchObject({ code: 3 });
    const named = ['--bundle', join(folder, 'bundles', 'bundle.sigstore.json')];
    const record = join(folder, 'record', 'access-record.json');
    expect(await doorlog([record, ...named, '--artifact', changed, ...expected])).toMatchObject({ code: 1 });
  });
});

describe('gh attestation verify of the artifact', () => {
  it('finds the record from the artifact when it is given the bundle', async () => {
    const { code, output } = await gh(['--bundle', join(folder, 'bundles', 'bundle.sigstore.json')], {});
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(PREDICATE_TYPE) });
  });

  it('finds the record from the artifact when it asks GitHub’s API', async () => {
    const proxy = await proxyTo(github.url);
    try {
      const { port } = proxy.address() as { port: number };
      const { code, output } = await gh([], {
        GH_HOST: 'github.localhost',
        GH_TOKEN: world.token,
        HTTP_PROXY: `http://127.0.0.1:${port}`,
      });
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(PREDICATE_TYPE) });
    } finally {
      proxy.close();
    }
  });
});

interface Answer {
  readonly code: number;
  readonly output: string;
}

function doorlog(args: readonly string[], more?: Record<string, string>): Promise<Answer> {
  const env = more ?? { GITHUB_API_URL: github.url, GH_TOKEN: world.token };
  return run(process.execPath, [join(DIST, 'cli.js'), 'verify', ...args], {
    ...env,
    XDG_CACHE_HOME: join(folder, 'cache'),
  });
}

function gh(args: readonly string[], env: Record<string, string>): Promise<Answer> {
  const roots = ['--custom-trusted-root', sigstore.rootLinesFile, '--cert-oidc-issuer', sigstore.issuer.issuer];
  return run(
    programOf(TOOLS.gh),
    [
      'attestation',
      'verify',
      artifact,
      '--repo',
      REPOSITORY,
      '--predicate-type',
      PREDICATE_TYPE,
      ...roots,
      ...args,
    ].concat('--format', 'json'),
    { HOME: folder, GH_NO_UPDATE_NOTIFIER: '1', ...env },
  );
}

function run(command: string, args: readonly string[], env: Record<string, string>): Promise<Answer> {
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    execFile(command, args, { env: { PATH, ...env }, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}${stderr}` }),
    );
  });
}

/** gh speaks plain HTTP to its developers’ host `github.localhost` alone, whose API a proxy may answer for. */
async function proxyTo(target: string): Promise<Server> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://api.github.localhost');
    const headers = { ...incoming.headers, host: `${hostname}:${port}` };
    const passed = request(
      { hostname, port, path: `${pathname}${search}`, method: incoming.method, headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
