import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPolicyFile } from '../../src/cli/read-policy.ts';
import { sentenceOf } from '../../src/errors.ts';
import { doorlog } from './cli-process.ts';

const REF = `octo-org/policies/doorlog.yml@${'a1'.repeat(20)}`;
const OWN = `version: 1\nextends: ${REF}\nrules:\n  - id: audit-is-first\n`;
const DEMANDS = 'version: 1\non-unknown: fail\nrules:\n  - id: commit-is-verified\n';

describe('a policy file of this machine', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-policy-'));
    await writeFile(join(folder, 'own.yml'), OWN);
    await writeFile(join(folder, 'org.yml'), DEMANDS);
    await writeFile(join(folder, 'broken.yml'), 'version: 1\nrules: 3\n');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function fault(path: string, organization?: string): Promise<string> {
    return readPolicyFile(path, folder, { organization }).then(() => 'none', sentenceOf);
  }

  it('has the rules of both when a copy of the organisation’s is given', async () => {
    const policy = await readPolicyFile('own.yml', folder, { organization: 'org.yml' });
    expect(policy.rules.map(({ rule, layer }) => [rule.id, layer])).toEqual([
      ['commit-is-verified', 'organization'],
      ['audit-is-first', 'repository'],
    ]);
    expect(policy).toMatchObject({
      origin: { origin: 'file', path: 'own.yml' },
      organization: { path: 'org.yml', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      strictness: { onUnknown: 'fail' },
    });
  });

  it('names the option that mends it when it extends an organisation’s and no copy is given', async () => {
    expect(await fault('own.yml')).toBe(
      `own.yml extends ${REF}, which is not fetched here: name a local copy of it by --organization FILE.`,
    );
  });

  it('is blamed by name when the copy of the organisation’s is the broken one', async () => {
    expect(await fault('own.yml', 'broken.yml')).toMatch(/^broken\.yml, line 2/);
    expect(await fault('own.yml', 'none.yml')).toContain('none.yml could not be read (ENOENT)');
    expect(await fault('own.yml', 'own.yml')).toContain('an organisation’s policy may extend templates only');
  });

  it('ends doorlog run with 2 and runs nothing when the organisation’s copy is missing', async () => {
    const run = (...options: string[]) =>
      doorlog(['run', '--no-sign', ...options, '--', process.execPath, '-e', 'console.log("it ran")'], {
        cwd: folder,
        env: { PATH: process.env.PATH },
      });
    const without = await run('--policy', 'own.yml');
    expect([without.code, without.out]).toEqual([2, '']);
    expect(without.err).toContain('--organization FILE');
    expect((await run('--organization', 'org.yml')).code).toBe(2);
    const both = await run('--policy', 'own.yml', '--organization', 'org.yml');
    expect(both.out).toContain('it ran');
  });
});
