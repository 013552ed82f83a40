import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { logVerify } from '../../src/cli/log-verify.ts';
import { canonicalize, digestOf } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { IDENTITY, sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore } from '../signing/mock-sigstore.ts';
import { commandIo } from './command-io.ts';

let cwd: string;
const run = { server: 'https://github.com', repositoryId: '1001', runId: '3003', runAttempt: '2' };
const recordId = recordIdOf(run);

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'doorlog-log-signed-'));
  const sigstore = await createMockSigstore();
  const start = { recordId, phase: 'start' };
  const links = { startEvent: { digest: digestOf(start), announced: 'announced' } } as const;
  const views = commit({ ...sampleRecord(), recordId, links }, 'a'.repeat(64));
  const attested = canonicalize(views.attested);
  const sha256 = createHash('sha256').update(attested).digest('hex');
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256 }],
    predicate: JSON.parse(attested),
  });
  const bundle = await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims() });
  const lineOf = (record: { phase: string }, more: object = {}) =>
    JSON.stringify({ recordId, phase: record.phase, digest: digestOf(record), record, ...more });
  await writeFile(join(cwd, 'log.jsonl'), `${lineOf(start)}\n${lineOf(views.log, { bundle })}\n`);
  await writeFile(join(cwd, 'roots.jsonl'), `${sigstore.trustedRoot}\n`);
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

async function verified(...more: string[]) {
  const io = commandIo({ cwd });
  const sinks = '[{"type":"file","path":"log.jsonl"}]';
  const code = await logVerify([recordId, '--sinks', sinks, '--trust-root', 'roots.jsonl', ...more], io);
  return { code, said: io.out.join(''), err: io.err.join('') };
}

describe('doorlog log verify of what a job signed', () => {
  it('says proven when only the repository was expected, as the README has it', async () => {
    const { code, said, err } = await verified('--repo', 'octo-org/octo-repo');
    expect(err).toBe('');
    expect(said).toContain(`not checked Identity: Signed by ${IDENTITY}; no identity was expected.`);
    expect({ code, verdict: said.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, verdict: 'proven' });
  });

  it('refuses when another repository was expected', async () => {
    const { code, said } = await verified('--repo', 'octo-org/other');
    expect(said).toContain('FAILED      Expected repository');
    expect(code).toBe(1);
  });

  it('lists what tells most in few lines, and everything when asked for all', async () => {
    const brief = (await verified('--repo', 'octo-org/octo-repo')).said;
    expect(brief).toMatch(/ok +\d+ other checks hold; --all lists them\./);
    expect(brief.trimEnd().split('\n').length).toBeLessThan(15);
    expect(brief).not.toMatch(/[0-9a-f]{64}/);
    const whole = (await verified('--repo', 'octo-org/octo-repo', '--all')).said;
    expect(whole.split('\n').length).toBeGreaterThan(30);
    expect(whole).toMatch(/[0-9a-f]{64}/);
  });
});
