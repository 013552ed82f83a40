import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { deploymentWorld } from '../support/world.ts';
import { attestedOf, type Deployment, deploy, expectProof } from './deployment.ts';

const world = deploymentWorld();
const NAME = world.repository.name;

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A job that is started with this input and by a runner that lists this. */
async function start({ subjects = '', list }: { subjects?: string; list?: unknown }) {
  open = await deploy(deploymentWorld(), { inputs: { subjects } });
  const job = open;
  const listFile = join(job.root, 'artifacts_list');
  if (list !== undefined) writeFileSync(listFile, JSON.stringify(list));
  expect((await job.run('pre')).code).toBe(0);
  return { job, end: () => job.run('post', list === undefined ? {} : { env: { GITHUB_ARTIFACTS_LIST: listFile } }) };
}

function make(job: Deployment, path: string, text: string): void {
  const file = join(workspaceOf(job), path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

function workspaceOf(job: Deployment): string {
  return join(job.root, 'work', NAME);
}

describe('what a job made', () => {
  it('is what the attestation speaks about beside the record when globs and the runner name it', async () => {
    const image = { name: 'ghcr.io/octo-org/app:1', digest: `sha256:${sha256('image')}`, kind: 'oci' };
    const same = { name: 'app.tgz', digest: `sha256:${sha256('the app')}`, kind: 'file' };
    const bad = { name: 'bad', digest: 'sha512:00', kind: 'oci' };
    const { job, end } = await start({
      subjects: 'dist/*\n!dist/*.log',
      list: { version: 1, subjects: [image, bad, same] },
    });
    make(job, 'dist/app.tgz', 'the app');
    make(job, 'dist/lib.so', 'the library');
    make(job, 'dist/build.log', 'words');

    const post = await end();

    expect([post.code, post.stderr]).toEqual([0, '']);
    const record = await expectProof(job, post);
    expect(record.resources?.artifacts).toEqual([
      { name: image.name, sha256: sha256('image'), from: 'runner', kind: 'oci' },
      { name: 'app.tgz', sha256: sha256('the app'), from: 'runner', kind: 'file' },
      { name: 'dist/lib.so', sha256: sha256('the library'), from: 'input' },
    ]);
    expect(record.gaps.find(({ pointer }) => pointer === '/resources/artifacts')?.needed).toMatch(/: 1 are left out$/);
    const recordDigest = post.outputs['record-digest'];
    expect(job.world.attestations.map(({ digests }) => digests)).toEqual([
      [recordDigest, ...['image', 'the app', 'the library'].map((text) => `sha256:${sha256(text)}`)],
    ]);
  });

  it('is warned about, and fails no job, when a glob finds nothing and a link leaves the workspace', async () => {
    const { job, end } = await start({ subjects: 'dist/*.tgz\nout/*' });
    writeFileSync(join(job.root, 'secret'), 'not for the record');
    mkdirSync(workspaceOf(job), { recursive: true });
    symlinkSync(job.root, join(workspaceOf(job), 'out'));

    const post = await end();

    expect(post.code).toBe(0);
    expect(post.stdout).toMatch(/^::warning.*names `dist\/\*\.tgz`, and no file in the workspace is called so/m);
    expect(post.stdout).toMatch(/^::warning.*`out\/secret`.* leads out of the workspace/m);
    expect((await expectProof(job, post)).resources?.artifacts).toEqual([]);
    expect(readFileSync(post.outputs['bundle-path'] ?? '', 'utf8')).not.toContain(sha256('not for the record'));
  });

  it('is the user’s mistake when a glob leaves the workspace, and the record is made all the same', async () => {
    const { job, end } = await start({ subjects: '../*' });
    const post = await end();
    expect(post.code).toBe(1);
    expect(post.stdout).toMatch(/names `\.\.\/\*`, which leaves the workspace/);
    expect((await expectProof(job, post)).resources?.artifacts).toEqual([]);
  });

  it('is a gap when neither runner nor user name any', async () => {
    const { end } = await start({});
    const record = attestedOf(await end());
    expect(record.resources?.artifacts).toBeUndefined();
    expect(record.gaps).toContainEqual({
      pointer: '/resources/artifacts',
      reason: 'not-available',
      needed: 'a runner that lists its artifacts, or the input `subjects`',
    });
  });
});
