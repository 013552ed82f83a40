import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize, sha256Hex } from '../../../src/core/canonical.ts';
import { openLocalKey } from '../../../src/signing/local-key.ts';
import { createStatement } from '../../../src/signing/statement.ts';
import { localRecord } from '../../core/verification/sample.ts';
import { createMockSigstore } from '../../signing/mock-sigstore.ts';
import { type Desk, openDesk, signJob } from './verified-job.ts';

const REPO = '--repo octo-org/octo-repo';
let desk: Desk;
let kept = 0;

beforeAll(async () => {
  desk = await openDesk();
  const job = await signJob(desk);
  const other = await signJob(desk, { checkRunId: '4005' });
  const local = canonicalize(localRecord());
  const key = await openLocalKey(join(desk.cwd, 'keys'));
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256: sha256Hex(local) }],
    predicate: JSON.parse(local),
  });
  await desk.write({
    'access-record.json': job.record,
    'bundle.sigstore.json': JSON.stringify(job.bundle),
    'two.jsonl': `${JSON.stringify(job.bundle)}\n${JSON.stringify(other.bundle)}\n`,
    'more-roots.jsonl': `${(await createMockSigstore()).trustedRoot}\n${desk.sigstore.trustedRoot}\n`,
    'local.json': local,
    'local.sigstore.json': (await key.signer.sign(statement)).json,
  });
});

afterAll(() => desk.remove());

/** Keeps evidence in a new folder, and answers its name and the digest that was said. */
async function keep(target: string): Promise<{ folder: string; digest: string }> {
  kept += 1;
  const folder = `kept-${kept}`;
  const { err } = await desk.run(`${target} ${REPO} --offline --save-evidence ${folder}`);
  return { folder, digest: /sha256:([0-9a-f]{64})/.exec(err)?.[1] ?? err };
}

async function change(folder: string, name: RegExp, edit: (text: string) => string): Promise<void> {
  const file = (await readdir(join(desk.cwd, folder))).find((each) => name.test(each)) ?? '';
  const path = join(desk.cwd, folder, file);
  await writeFile(path, edit(await readFile(path, 'utf8')));
}

describe('evidence that doorlog verify kept', () => {
  it('is incomplete when nothing but itself vouches for the trust root in it, which anybody could have made', async () => {
    const { folder } = await keep('access-record.json');
    const { code, out, err } = await desk.run(`${folder} ${REPO} --offline untrusted`);
    expect({ code, err }).toEqual({ code: 3, err: '' });
    expect(out).toMatch(/^ok +Kept files: All 4 files/m);
    expect(out).toMatch(/^not checked Manifest: .*--evidence-digest/m);
    expect(out).toMatch(/^not checked Trust root: .*could change it too.*--evidence-digest/m);
    expect(out).toMatch(/incomplete\n$/);
  });

  it('is verified when the trust root in it proves no more than one that is given', async () => {
    const { folder } = await keep('access-record.json');
    const { code, out } = await desk.run(`${folder} ${REPO} --offline`);
    expect(out).toMatch(/^ok +Trust root: .*that was given/m);
    expect(code).toBe(0);
  });

  it('is verified without reservation when the digest of its manifest was noted', async () => {
    const { folder, digest } = await keep('two.jsonl');
    const { code, out } = await desk.run(`${folder} ${REPO} --offline --evidence-digest ${digest} untrusted`);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok +Manifest: /m);
    expect(out).toMatch(/^ok +Trust root: /m);
    expect(out.match(/^record /gm)).toHaveLength(2);
  });

  it('holds of all trust roots only the one that proves it', async () => {
    const { folder, digest } = await keep('access-record.json --trust-root more-roots.jsonl');
    const roots = await readFile(join(desk.cwd, folder, 'trusted_root.jsonl'), 'utf8');
    expect(roots.trimEnd().split('\n')).toHaveLength(1);
    const noted = `--evidence-digest ${digest}`;
    expect(await desk.run(`${folder} ${REPO} --offline ${noted} untrusted`)).toMatchObject({ code: 0 });
  });

  it('is verified by a key when a key signed it', async () => {
    const { err } = await desk.run('local.json --key keys/key.pub.pem --offline --save-evidence kept-local');
    expect(err).toContain('Evidence of 1 record is kept in kept-local');
    const noted = `--evidence-digest ${/sha256:([0-9a-f]{64})/.exec(err)?.[1]}`;
    expect(await desk.run(`kept-local --offline ${noted} untrusted`)).toMatchObject({ code: 0 });
    expect(await desk.run('kept-local --offline untrusted')).toMatchObject({ code: 3 });
    expect(await desk.run('kept-local --offline --key keys/key.pub.pem')).toMatchObject({ code: 0 });
  });

  it.each([
    ['its record', /access-record\.json$/, (text: string) => text.replace('"push"', '"schedule"'), /altered since/],
    ['its bundle', /sigstore\.json$/, (text: string) => `${text} `, /altered since/],
    ['its trust root', /trusted_root/, (text: string) => `${text}\n`, /altered since/],
  ])('is refused when %s was altered', async (_name, file, edit, sentence) => {
    const { folder } = await keep('access-record.json');
    await change(folder, file, edit);
    const { code, out, err } = await desk.run(`${folder} ${REPO} --offline --trust-root roots.jsonl`);
    expect(`${out}${err}`).toMatch(sentence);
    expect(code).toBe(1);
  });

  it('is refused when the whole of it was made anew and the digest was noted', async () => {
    const { digest } = await keep('access-record.json');
    const { folder } = await keep('two.jsonl');
    const { code, out } = await desk.run(`${folder} ${REPO} --offline --evidence-digest sha256:${digest} untrusted`);
    expect(out).toMatch(/^FAILED +Manifest: /m);
    expect(code).toBe(1);
  });

  it('is refused by another trust root when one is given', async () => {
    const { folder } = await keep('access-record.json');
    await desk.write({ 'other.jsonl': (await createMockSigstore()).trustedRoot });
    const { code } = await desk.run(`${folder} ${REPO} --offline --trust-root other.jsonl`);
    expect(code).toBe(1);
  });

  it('leads to no file elsewhere when its manifest names one', async () => {
    const { folder } = await keep('access-record.json');
    await change(folder, /doorlog-evidence/, (text) => text.replace(/"[0-9a-f]{16}\.access/, '"../access'));
    const { code, err } = await desk.run(`${folder} ${REPO} --offline untrusted`);
    expect(err).toMatch(/no manifest of evidence/);
    expect(code).toBe(2);
  });

  it('is not written over when there is some in the directory', async () => {
    const { folder } = await keep('access-record.json');
    const { code, err } = await desk.run(`two.jsonl ${REPO} --offline --save-evidence ${folder}`);
    expect(err).toMatch(/name an empty directory/);
    expect(code).toBe(2);
  });

  it('is not kept when nothing holds', async () => {
    const { err } = await desk.run('access-record.json --repo octo-org/other --offline --save-evidence none');
    expect(err).toMatch(/Nothing holds/);
  });
});
