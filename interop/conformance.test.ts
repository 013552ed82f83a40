import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DIST } from './built.ts';
import { type SharedCase, sharedCases, sharedPath } from './shared-bundles.ts';

const CLIENT = fileURLToPath(new URL('conformance', import.meta.url));
const elsewhere = mkdtempSync(join(tmpdir(), 'doorlog-conformance-'));

afterAll(() => {
  rmSync(elsewhere, { recursive: true, force: true });
});

/** Runs the client as the suite does: by its path, from some other folder; only the exit status counts. */
function exitOf(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(CLIENT, args, {
      cwd: elsewhere,
      stdio: 'ignore',
      env: { ...process.env, DOORLOG_DIST: DIST, HOME: elsewhere },
    });
    child.on('error', reject);
    child.on('exit', resolve);
  });
}

function argumentsFor({ bundle, key, identity, issuer, trusted_root: root }: SharedCase, artifact: string): string[] {
  const signer =
    key === undefined
      ? ['--certificate-identity', identity ?? '', '--certificate-oidc-issuer', issuer ?? '']
      : ['--key', sharedPath(key)];
  return ['verify-bundle', '--bundle', sharedPath(bundle), ...signer, '--trusted-root', sharedPath(root), artifact];
}

const cases = sharedCases().filter(({ id, artifact }) => id.startsWith('conformance/') && artifact !== undefined);

describe('interop/conformance', () => {
  for (const kase of cases) {
    const wanted = kase.verdict === 'reject' ? 'refuses' : 'accepts';
    const file = sharedPath(kase.artifact ?? '');
    it(`${wanted} ${kase.id} when it is given the file`, async () => {
      expect((await exitOf(argumentsFor(kase, file))) === 0).toBe(wanted === 'accepts');
    });

    it(`${wanted} ${kase.id} when it is given the digest`, async () => {
      const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
      expect((await exitOf(argumentsFor(kase, `sha256:${digest}`))) === 0).toBe(wanted === 'accepts');
    });
  }

  const [happy] = cases.filter(({ id }) => id.endsWith('happy-path-intoto-in-dsse-v3'));
  if (happy) {
    it('accepts when no trust root is given, by the one that ships', async () => {
      const args = argumentsFor(happy, sharedPath(happy.artifact ?? ''));
      expect(await exitOf(args.toSpliced(args.indexOf('--trusted-root'), 2))).toBe(0);
    });

    it('refuses when the staging instance was to have signed', async () => {
      const args = argumentsFor(happy, sharedPath(happy.artifact ?? ''));
      args.splice(args.indexOf('--trusted-root'), 2);
      expect(await exitOf(args.toSpliced(1, 0, '--staging'))).toBe(1);
    });

    it('refuses when another identity was to have signed', async () => {
      expect(
        await exitOf(
          argumentsFor({ ...happy, identity: 'https://example.org/other' }, sharedPath(happy.artifact ?? '')),
        ),
      ).toBe(1);
    });
  }

  it('fails when it is asked to sign, or for nothing that it knows', async () => {
    expect(await exitOf(['sign-bundle', '--identity-token', 'x', '--bundle', 'b.json', 'file'])).not.toBe(0);
    expect(await exitOf([])).not.toBe(0);
  });
});
