import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLocalKey } from '../../../src/signing/local-key.ts';
import { createStatement } from '../../../src/signing/statement.ts';
import { APP_SHA256, attestApp, type Desk, openDesk, signJob } from './verified-job.ts';

const REPO = '--repo octo-org/octo-repo';
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  const [job, other] = [await signJob(desk), await signJob(desk, { checkRunId: '4005' })];
  const filedElsewhere = await signJob(desk, { change: (record) => ({ ...record, recordId: 'e'.repeat(64) }) });
  await desk.write({
    'good/one.json': JSON.stringify(job.bundle),
    'good/two.json': JSON.stringify(other.bundle),
    'bad/one.json': JSON.stringify(job.bundle),
    'bad/two.json': JSON.stringify(filedElsewhere.bundle),
    'app.tgz': 'the app',
  });
});

afterAll(() => desk.remove());

describe('doorlog verify of a directory', () => {
  it('tells one line for each bundle when all hold', async () => {
    const { code, out } = await desk.run(`good ${REPO} --offline`);
    expect(out.match(/^verified /gm)).toHaveLength(2);
    expect(code).toBe(0);
  });

  it('warns that anybody may have signed when nobody says who should have', async () => {
    const { code, err } = await desk.run('good --offline');
    expect(err).toMatch(/^Warning: .*nobody said who should have signed/);
    expect(code).toBe(0);
    expect((await desk.run(`good ${REPO} --offline`)).err).toBe('');
  });

  it.each([REPO, '--since 2020-01-01'])(
    'believes no key for what none can prove when %s asks for that',
    async (asked) => {
      const key = await openLocalKey(join(desk.cwd, 'keys'));
      const statement = createStatement({
        subjects: [{ name: 'app.tgz', sha256: APP_SHA256 }],
        predicate: {},
        predicateType: 'https://slsa.dev/provenance/v1',
      });
      await desk.write({ 'keyed/one.json': (await key.signer.sign(statement)).json });
      const type = '--predicate-type https://slsa.dev/provenance/v1';
      for (const target of ['keyed', `app.tgz --from keyed ${type}`]) {
        const given = `${target} --key keys/key.pub.pem --offline`;
        expect(await desk.run(given)).toMatchObject({ code: 0 });
        expect(await desk.run(`${given} ${asked}`)).toMatchObject({ code: 1 });
      }
    },
  );

  it('has the JSON of all targets around its bundles when asked for JSON', async () => {
    expect(JSON.parse((await desk.run(`good ${REPO} --offline --json`)).out)).toMatchObject({
      target: { kind: 'directory', name: 'good' },
      bundles: [{ verdict: 'verified' }, { verdict: 'verified' }],
      verdict: 'verified',
      checks: [],
      records: [],
      missing: [],
    });
  });

  it('is refused when one record was filed under the id of another job', async () => {
    const { code, out } = await desk.run(`bad ${REPO} --offline`);
    expect(out).toMatch(/^refused +two\.json: .*filed under another job’s/m);
    expect(code).toBe(1);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -20)],
    ['without a statement', (text: string) => text.replace(/"payload":"[^"]*"/, '"payload":"e30="')],
  ])('loses no bundle when one is %s, be it judged as one or a file of several', async (name, damage) => {
    const [one, two] = [await signJob(desk), await signJob(desk, { checkRunId: '4009' })];
    const [good, damaged] = [JSON.stringify(one.bundle), damage(JSON.stringify(two.bundle))];
    const folder = `damaged-${name.length}`;
    await desk.write({
      [`${folder}/a.json`]: good,
      [`${folder}/b.json`]: damaged,
      [`${folder}.jsonl`]: `${good}\n${damaged}\n`,
    });
    for (const target of [`${folder} --policy baseline`, folder, `${folder}.jsonl`]) {
      const { code, out } = await desk.run(`${target} ${REPO} --offline`);
      expect({ target, code }).toEqual({ target, code: 1 });
      expect(out).toMatch(/can’t be read: altered|not a Sigstore bundle|not an in-toto/);
    }
  });

  it('tells what it did not look at when a file holds other attestations beside a record', async () => {
    const lines = [
      JSON.stringify((await signJob(desk)).bundle),
      await attestApp(desk, 'https://slsa.dev/provenance/v1'),
    ];
    await desk.write({ 'beside.jsonl': `${lines.join('\n')}\n` });
    const { code, out } = await desk.run(`beside.jsonl ${REPO} --offline`);
    expect(out).toMatch(/^not checked Other bundles: They were not looked at.*slsa/m);
    expect(code).toBe(0);
  });

  it('is judged and kept as one when asked to', async () => {
    const { code, out, err } = await desk.run(`good ${REPO} --offline --policy baseline --save-evidence kept`);
    expect(out.match(/^record /gm)).toHaveLength(2);
    expect(err).toContain('Evidence of 2 records');
    expect(code).toBe(0);
  });
});
