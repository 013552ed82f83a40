import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { APP, jobOf, releaseWorld, runOf, TAG } from '../__tests__/support/release-world.ts';
import { type HookResult, runHook } from '../__tests__/support/runner.ts';
import { deploymentWorld } from '../__tests__/support/world.ts';
import { REPORT_FILES } from '../src/core/release-report-check.ts';
import { RELEASE_REPORT_TYPE, SVR_TYPE } from '../src/model/predicate-type.ts';
import { ReleaseReport } from '../src/model/release-report.ts';
import { DIST } from './built.ts';
import { playJob } from './job.ts';
import { type Instance, type Sigstore, startSigstore } from './stack/sigstore.ts';
import { type Trust, VERIFIERS } from './verifiers.ts';

/** The programs that nobody here wrote. */
const OTHERS = ['gh', 'cosign', 'sigstore-python'] as const;
type VerifierName = (typeof OTHERS)[number];

let folder = '';
let sigstore: Sigstore;
const build = deploymentWorld();
const identity = `https://github.com/octo-org/payments/.github/workflows/release.yml@refs/tags/${TAG}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-release-'));
  sigstore = await startSigstore(claimsOf(build));
  await writeFile(join(folder, 'app.tgz'), APP);
});

afterAll(async () => {
  await sigstore?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['logged', 'timestamped'] as const)(
  'a release report made by the built action against a %s Sigstore',
  (kind) => {
    const verifiers: readonly VerifierName[] =
      kind === 'logged' ? OTHERS : OTHERS.filter((name) => name !== 'sigstore-python');
    let step: HookResult;
    let trust: Trust;

    beforeAll(async () => {
      const instance = sigstore[kind];
      trust = {
        rootFile: instance.rootFile,
        rootLinesFile: sigstore.rootLinesFile,
        trustConfigFile: sigstore.trustConfigFile,
        logged: kind === 'logged',
      };
      step = await releaseOf(kind, instance);
      if (!step.outputs['report-path']) throw new Error(`the step left no report:\n${step.stdout}${step.stderr}`);
    });

    it('proves the record of the job that built it, as the real stack signed it', () => {
      const report = ReleaseReport.parse(JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')));
      expect({ code: step.code, stderr: step.stderr }).toEqual({ code: 0, stderr: '' });
      expect(report).toMatchObject({ verdict: 'pass', counts: { verified: 1, missing: 0 } });
    });

    it.each(verifiers)(
      'is accepted over the artifact, and so is its result, when %s verifies them',
      async (verifier) => {
        for (const [output, predicateType] of [
          ['bundle-path', RELEASE_REPORT_TYPE],
          ['result-path', SVR_TYPE],
        ] as const) {
          const { accepted, output: said } = await ask(verifier, step.outputs[output] ?? '', predicateType, 'app.tgz');
          expect({ predicateType, answer: accepted ? 'accepted' : said }).toEqual({
            predicateType,
            answer: 'accepted',
          });
        }
      },
    );

    it.each(verifiers)('is accepted over the report’s own file when %s verifies it', async (verifier) => {
      const file = step.outputs['report-path'] ?? '';
      expect(file).toContain(REPORT_FILES.json);
      expect(await ask(verifier, step.outputs['bundle-path'] ?? '', RELEASE_REPORT_TYPE, file)).toMatchObject({
        accepted: true,
      });
    });

    it.each(verifiers)('is refused over another file when %s verifies it', async (verifier) => {
      await writeFile(join(folder, 'other.tgz'), 'another app');
      const answer = await ask(verifier, step.outputs['bundle-path'] ?? '', RELEASE_REPORT_TYPE, 'other.tgz');
      expect(answer).toMatchObject({ accepted: false });
    });

    function ask(verifier: VerifierName, bundleFile: string, predicateType: string, file: string) {
      const artifactFile = file.startsWith(folder) ? file : join(folder, file);
      return VERIFIERS[verifier](
        {
          recordFile: artifactFile,
          bundleFile,
          predicateType,
          repository: 'octo-org/payments',
          identity,
          issuer: sigstore.issuer.issuer,
        },
        trust,
      );
    }
  },
);

/** Plays the job that builds, then the step that reports. */
async function releaseOf(kind: string, instance: Instance): Promise<HookResult> {
  const logFile = join(folder, `${kind}.jsonl`);
  const inputs = {
    sigstore: 'custom',
    'fulcio-url': instance.fulcioUrl,
    'tsa-url': instance.timestampUrl,
    ...(instance.rekorUrl !== undefined && { 'rekor-url': instance.rekorUrl, 'rekor-version': '2' }),
    sinks: JSON.stringify([{ type: 'file', path: logFile }]),
  };
  sigstore.issuer.setClaims(claimsOf(build));
  await playJob({ folder: join(folder, `${kind}-build`), world: build, inputs, issuer: sigstore.issuer });
  const world = releaseWorld((changed) => {
    const { run, context } = build;
    const at = { headSha: changed.context.sha };
    changed.run.id = '18000000001';
    changed.history = {
      runs: [
        runOf({ ...at, id: run.id, attempt: run.runAttempt, path: run.path }),
        runOf({ ...at, id: changed.run.id, path: '.github/workflows/release.yml', status: 'in_progress' }),
      ],
      jobs: [
        jobOf({ id: context.jobId, runId: run.id, attempt: run.runAttempt, name: 'deploy' }),
        jobOf({ id: '53', runId: changed.run.id, name: 'publish', status: 'in_progress', completedAt: null }),
      ],
    };
    changed.context.jobId = '53';
  });
  sigstore.issuer.setClaims(claimsOf(world));
  const github = await startGitHub(world);
  try {
    return await runHook('release', {
      world,
      github,
      issuer: sigstore.issuer,
      root: join(folder, `${kind}-release`),
      dist: DIST,
      inputs: { ...inputs, issuer: sigstore.issuer.issuer, 'trust-root': instance.rootFile },
    });
  } finally {
    await github.close();
  }
}
