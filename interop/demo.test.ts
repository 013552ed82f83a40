import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { PREDICATE_TYPE } from '../src/model/predicate-type.ts';
import { readTrustRoots } from '../src/signing/trust-root.ts';
import { createBundleVerifier } from '../src/signing/verifier.ts';
import { type Answer, type Claim, type Trust, verifyByDoorlog, verifyByGh } from './verifiers.ts';

const execute = promisify(execFile);
const Record = z.looseObject({ pipeline: z.looseObject({ repository: z.string() }) });

describe('what npm run demo leaves behind', () => {
  let folder = '';
  let claim: Claim;
  let trust: Trust;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-demo-'));
    await execute('npm', ['run', '--silent', 'demo', '--', '--out', folder], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    const file = (name: string) => join(folder, name);
    const rootLinesFile = file('trusted_root.jsonl');
    const recordFile = file('access-record.json');
    const bundleFile = file('bundle.sigstore.json');
    const roots = await readTrustRoots(rootLinesFile);
    const { signer } = await createBundleVerifier({ roots: async () => roots }).verify(
      await readFile(bundleFile, 'utf8'),
    );
    if (signer.kind !== 'certificate') throw new Error('the demo is signed by a bare key');
    const { pipeline } = Record.parse(JSON.parse(await readFile(recordFile, 'utf8')));
    const { identity, issuer } = signer;
    const { repository } = pipeline;
    claim = { recordFile, bundleFile, predicateType: PREDICATE_TYPE, repository, identity, issuer };
    trust = { rootFile: rootLinesFile, rootLinesFile, trustConfigFile: '', logged: true };
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is accepted when gh verifies it', async () => {
    expectAccepted(await verifyByGh(claim, trust));
  });

  it('is accepted when doorlog verifies it', async () => {
    expectAccepted(await verifyByDoorlog(claim, trust));
  });

  it('is refused when gh is asked for another repository', async () => {
    const { accepted } = await verifyByGh({ ...claim, repository: 'octo-org/another' }, trust);
    expect(accepted).toBe(false);
  });
});

function expectAccepted({ accepted, output }: Answer): void {
  expect(accepted ? 'accepted' : output).toBe('accepted');
}
