import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { deploymentWorld, type World } from '../__tests__/support/world.ts';
import { PREDICATE_TYPE, STATEMENT_TYPE } from '../src/model/predicate-type.ts';
import { type Job, playJob } from './job.ts';
import { signStatement } from './signing.ts';
import { type Instance, type Sigstore, startSigstore } from './stack/sigstore.ts';
import { type Claim, type Trust, VERIFIERS } from './verifiers.ts';

type VerifierName = keyof typeof VERIFIERS;

const Bundle = z.looseObject({ dsseEnvelope: z.looseObject({ payload: z.string() }) });
const Statement = z.looseObject({ predicate: z.record(z.string(), z.unknown()) });

/** What one job left behind. */
interface Proof {
  readonly recordFile: string;
  readonly bundleFile: string;
  /** A file that the job is to have made. */
  readonly artifactFile?: string;
}

let folder = '';
let sigstore: Sigstore;
const world = deploymentWorld();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-'));
  sigstore = await startSigstore(claimsOf(world));
});

afterAll(async () => {
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

const CASES = {
  logged: { title: 'with log entry, certificate log and timestamp', verifiers: Object.keys(VERIFIERS) },
  // sigstore-python verifies nothing that is not in a transparency log.
  timestamped: {
    title: 'with a timestamp alone',
    verifiers: Object.keys(VERIFIERS).filter((name) => name !== 'sigstore-python'),
  },
} as const;

describe.each(['logged', 'timestamped'] as const)('a bundle made by the built action against a %s Sigstore', (kind) => {
  const verifiers = CASES[kind].verifiers as VerifierName[];
  let instance: Instance;
  let proof: Proof;

  beforeAll(async () => {
    instance = sigstore[kind];
    proof = await signedJob('job', instance, world);
  });

  it.each(verifiers)('is accepted when %s verifies it', async (verifier) => {
    const { accepted, output } = await ask(verifier, proof);
    expect(accepted ? 'accepted' : output).toBe('accepted');
  });

  it('is accepted when doorlog verifies it by the roots of both instances, one a line', async () => {
    const { accepted, output } = await ask('doorlog', proof, { rootFile: sigstore.rootLinesFile });
    expect(accepted ? 'accepted' : output).toBe('accepted');
  });

  it('is refused when the verifier needs more than the instance gives', async () => {
    const others = Object.keys(VERIFIERS).filter((name) => !verifiers.some((verifier) => verifier === name));
    for (const verifier of others as VerifierName[]) {
      expect(await ask(verifier, proof)).toMatchObject({ accepted: false });
    }
  });

  it('is accepted all the same when the policy refused the job that it speaks of', async () => {
    const refused = deploymentWorld((changed) => {
      for (const approval of changed.approvals) approval.user = changed.run.actor;
    });
    const sad = await signedJob('refused', instance, refused);
    expect(JSON.parse(await readFile(sad.recordFile, 'utf8'))).toMatchObject({ policy: { verdict: 'fail' } });
    for (const verifier of verifiers) {
      const { accepted, output } = await ask(verifier, sad);
      expect(accepted ? 'accepted' : output).toBe('accepted');
    }
  });

  it.each(verifiers)('is refused when its predicate was changed and %s verifies it', async (verifier) => {
    const bundle = Bundle.parse(JSON.parse(await readFile(proof.bundleFile, 'utf8')));
    const statement = Statement.parse(JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()));
    const changed = { ...statement, predicate: { ...statement.predicate, observedAt: '2020-01-01T00:00:00Z' } };
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(changed)).toString('base64');
    const bundleFile = await fileWith('changed.sigstore.json', JSON.stringify(bundle));
    await expectRefusal(verifier, { ...proof, bundleFile });
  });

  it.each(verifiers)('is refused when it is held against another file and %s verifies it', async (verifier) => {
    const record = await readFile(proof.recordFile, 'utf8');
    const other = record.replace('"carol"', '"mallory"');
    expect(other).not.toBe(record);
    const recordFile = await fileWith('other-record.json', other);
    await expectRefusal(verifier, { ...proof, recordFile });
  });

  it.each(verifiers)('is refused when another repository signed it and %s verifies it', async (verifier) => {
    const other = deploymentWorld((changed) => {
      changed.repository.name = 'payments-fork';
      for (const key of ['workflowRef', 'jobWorkflowRef'] as const) {
        changed.context[key] = changed.context[key].replace('/payments/', '/payments-fork/');
      }
    });
    sigstore.issuer.setClaims(claimsOf(other));
    try {
      await expectRefusal(verifier, await signedJob(`other-${verifier}`, instance, other));
    } finally {
      sigstore.issuer.setClaims(claimsOf(world));
    }
  });

  describe('with what the job made among its subjects', () => {
    const FILES = { 'app.tgz': 'the app', 'lib.so': 'the library' } as const;
    let made: Proof;
    let dist = '';

    beforeAll(async () => {
      dist = join(folder, `${kind}-making`, 'work', world.repository.name, 'dist');
      await mkdir(dist, { recursive: true });
      for (const [name, text] of Object.entries(FILES)) await writeFile(join(dist, name), text);
      made = await signedJob('making', instance, world, { subjects: 'dist/*' });
    });

    it.each(verifiers)('is accepted for each file and for the record when %s verifies it', async (verifier) => {
      const artifactFiles = [undefined, ...Object.keys(FILES).map((name) => join(dist, name))];
      for (const artifactFile of artifactFiles) {
        const { accepted, output } = await ask(verifier, { ...made, ...(artifactFile && { artifactFile }) });
        expect({ artifactFile, answer: accepted ? 'accepted' : output }).toEqual({ artifactFile, answer: 'accepted' });
      }
    });

    it.each(verifiers)('is refused for another file when %s verifies it', async (verifier) => {
      const artifactFile = await fileWith('other.tgz', 'another app');
      await expectRefusal(verifier, { ...made, artifactFile });
    });
  });

  it('is refused by doorlog verify alone when a subject is not one that the record names', async () => {
    const bytes = await readFile(proof.recordFile);
    const stranger = await fileWith('stranger.tgz', 'not of this job');
    const subject = [
      { name: 'access-record.json', digest: { sha256: sha256(bytes) } },
      { name: 'stranger.tgz', digest: { sha256: sha256('not of this job') } },
    ];
    const statement = {
      _type: STATEMENT_TYPE,
      subject,
      predicateType: PREDICATE_TYPE,
      predicate: JSON.parse(bytes.toString('utf8')),
    };
    const bundleFile = await fileWith(
      'stranger.sigstore.json',
      await signStatement(statement, instance, sigstore.issuer),
    );
    for (const verifier of verifiers.filter((name) => name !== 'doorlog')) {
      expect(await ask(verifier, { ...proof, bundleFile, artifactFile: stranger })).toMatchObject({ accepted: true });
    }
    await expectRefusal('doorlog', { ...proof, bundleFile });
  });

  it('is refused by doorlog verify alone when the signed predicate is not what the subject file holds', async () => {
    const bytes = await readFile(proof.recordFile);
    const predicate = { ...JSON.parse(bytes.toString('utf8')), observedAt: '2020-01-01T00:00:00.000Z' };
    const digest = { sha256: sha256(bytes) };
    const subject = [{ name: 'access-record.json', digest }];
    const statement = { _type: STATEMENT_TYPE, subject, predicateType: PREDICATE_TYPE, predicate };
    const bundleFile = await fileWith(
      'differing.sigstore.json',
      await signStatement(statement, instance, sigstore.issuer),
    );
    for (const verifier of verifiers) {
      const answer = await ask(verifier, { ...proof, bundleFile });
      expect({ verifier, accepted: answer.accepted }).toEqual({ verifier, accepted: verifier !== 'doorlog' });
    }
    await expectRefusal('doorlog', { ...proof, bundleFile });
  });

  async function fileWith(name: string, text: string): Promise<string> {
    const file = join(folder, `${kind}-${name}`);
    await writeFile(file, text);
    return file;
  }

  function ask(verifier: VerifierName, { recordFile, bundleFile, artifactFile }: Proof, other: Partial<Trust> = {}) {
    const claim: Claim = {
      recordFile,
      bundleFile,
      artifactFile,
      predicateType: PREDICATE_TYPE,
      repository: `${world.repository.owner}/${world.repository.name}`,
      identity: `https://github.com/${world.context.jobWorkflowRef}`,
      issuer: sigstore.issuer.issuer,
    };
    const { rootLinesFile, trustConfigFile } = sigstore;
    const trust: Trust = { rootFile: instance.rootFile, rootLinesFile, trustConfigFile, logged: kind === 'logged' };
    return VERIFIERS[verifier](claim, { ...trust, ...other });
  }

  async function expectRefusal(verifier: VerifierName, changed: Proof): Promise<void> {
    const answer = await ask(verifier, changed);
    expect(answer.accepted).toBe(false);
    if (verifier === 'doorlog') {
      // A refusal, not a failure to look.
      expect(answer.exitCode).toBe(1);
      expect(answer.output).toMatch(/^FAILED .*\n(?:.*\n)*refused\n/m);
    }
  }

  async function signedJob(
    name: string,
    { fulcioUrl, timestampUrl, rekorUrl }: Instance,
    of: World,
    inputs: Record<string, string> = {},
  ): Promise<Proof> {
    const log = rekorUrl === undefined ? {} : { 'rekor-url': rekorUrl, 'rekor-version': '2' };
    const job = await playJob({
      folder: join(folder, `${kind}-${name}`),
      world: structuredClone(of),
      inputs: { sigstore: 'custom', 'fulcio-url': fulcioUrl, 'tsa-url': timestampUrl, ...log, ...inputs },
      issuer: sigstore.issuer,
    });
    const { 'record-path': recordFile, 'bundle-path': bundleFile } = job.post.outputs;
    if (!recordFile || !bundleFile) {
      throw new Error(`the job left no signed record:\n${outputOf(job)}`);
    }
    return { recordFile, bundleFile };
  }
});

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function outputOf({ pre, post }: Job): string {
  return [pre, post].map(({ code, stdout, stderr }) => `${code}\n${stdout}${stderr}`).join('\n');
}
