import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { deploymentWorld, selfApprovedWorld } from '../support/world.ts';
import { type Deployment, deploy } from './deployment.ts';

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function play(job: Deployment) {
  open = job;
  await job.run('pre');
  return job.run('post');
}

describe('the verdict of a job', () => {
  it('lies beside the record as a Statement and as SARIF, and nothing more is uploaded, when nobody asks for its signature', async () => {
    const job = await deploy(deploymentWorld());
    const post = await play(job);
    expect(post.code).toBe(0);
    const record = readFileSync(post.outputs['record-path'] ?? '');
    const statement = JSON.parse(readFileSync(post.outputs['verdict-path'] ?? '', 'utf8'));
    expect(statement.subject[0].digest.sha256).toBe(createHash('sha256').update(record).digest('hex'));
    expect(statement.predicate).toMatchObject({ result: 'PASSED', failedTests: [] });
    expect(statement.predicate.configuration[0].digest.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(readFileSync(post.outputs['sarif-path'] ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(job.github.world.attestations).toHaveLength(1);
  });

  it('is an attestation of its own that holds when its signature is asked for, of a refused job too', async () => {
    const job = await deploy(selfApprovedWorld(), { inputs: { 'attest-verdict': 'true' } });
    const post = await play(job);
    expect(post.code).toBe(1);
    const bundle = readFileSync(post.outputs['verdict-path'] ?? '', 'utf8');
    const roots = parseTrustRoots(job.sigstore.trustedRootJsonl(), 'the test’s');
    const { envelope, signer } = await createBundleVerifier({ roots: async () => roots }).verify(bundle);
    expect(signer.kind).toBe('certificate');
    const statement = JSON.parse(Buffer.from(envelope.payload).toString());
    expect(statement).toMatchObject({
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      predicate: { result: 'FAILED', failedTests: ['approver-is-not-initiator'] },
    });
    expect(job.github.world.attestations).toHaveLength(2);
  });
});
