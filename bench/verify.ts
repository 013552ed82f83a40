import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programOf, TOOLS } from '../interop/tools.ts';
import { PREDICATE_TYPE } from '../src/model/predicate-type.ts';
import { createMeter, type Meter } from './meter.ts';
import { median } from './statistics.ts';
import { type SignedRecords, signRecords } from './verify-bundles.ts';
import { MORE_TIMES, VERIFIED_BUNDLES, type VerifyCost } from './verify-cost.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TELL_PEAK = new URL('tell-peak.ts', import.meta.url).href;
const ROUNDS = 3;
/** Bundles that cosign is started for: a quarter of a minute’s worth. */
const COSIGN_RUNS = 40;

/**
 * Verifies 1,000 different bundles by one `doorlog verify DIR`, and some of them by cosign, started once for each as its
 * users do. Raises where either does not accept them all.
 */
export async function measureVerify(meter: Meter, dist?: string): Promise<VerifyCost> {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-bench-verify-'));
  try {
    const signed = await signRecords(folder, VERIFIED_BUNDLES);
    const script = join(dist === undefined ? join(ROOT, 'dist') : resolve(dist), 'cli.js');
    const runs: FolderRun[] = [];
    const cosigns: number[] = [];
    // One after the other in each round, so that a busy minute of the machine meets both.
    for (let round = 0; round < ROUNDS; round++) {
      runs.push(verifyFolder(meter, { script, folder, signed, bundles: VERIFIED_BUNDLES }));
      cosigns.push(...verifyByCosign(folder, signed, round));
    }
    for (let index = VERIFIED_BUNDLES; index < VERIFIED_BUNDLES * MORE_TIMES; index++) {
      const source = join(signed.bundles, `${index % VERIFIED_BUNDLES}.sigstore.json`);
      copyFileSync(source, join(signed.bundles, `${index}.sigstore.json`));
    }
    const more = verifyFolder(meter, { script, folder, signed, bundles: VERIFIED_BUNDLES * MORE_TIMES });
    return {
      doorlog: median(runs.map(({ processor }) => processor)) / VERIFIED_BUNDLES,
      ...(cosigns.length > 0 && { cosign: median(cosigns) }),
      signatures: signatureTime(),
      busyProcessors: median(runs.map(({ processor, time }) => processor / time)),
      processors: availableParallelism(),
      peak: { once: median(runs.map(({ peak }) => peak)), moreTimes: more.peak },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface FolderRun {
  readonly processor: number;
  readonly time: number;
  readonly peak: number;
}

interface FolderTask {
  readonly script: string;
  readonly folder: string;
  readonly signed: SignedRecords;
  readonly bundles: number;
}

function verifyFolder(meter: Meter, { script, folder, signed, bundles }: FolderTask): FolderRun {
  const note = join(folder, 'peak');
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(
    meter.program,
    [
      ...meter.arguments,
      ...['--import', TELL_PEAK, script, 'verify', signed.bundles, '--trust-root', signed.trustedRoot],
      ...['--repo', 'octo-org/octo-repo', '--identity', signed.identity],
    ],
    { env: { ...process.env, DOORLOG_BENCH_PEAK: note }, maxBuffer: 64 * 1024 * 1024 },
  );
  const time = performance.now() - begun;
  const verified = String(stdout).match(/^verified /gm)?.length ?? 0;
  if (status !== 0 || verified !== bundles) {
    throw new Error(`Of ${bundles} bundles ${verified} were verified (exit code ${status}): ${stderr}`);
  }
  return { processor: meter.read(), time, peak: (Number(readFileSync(note, 'utf8')) * 1024) / 1e6 };
}

function verifyByCosign(folder: string, signed: SignedRecords, round: number): number[] {
  const cosign = programOf(TOOLS.cosign);
  if (!existsSync(cosign)) {
    if (round === 0)
      process.stderr.write('cosign is not installed (npm run interop:install): it is not compared with\n');
    return [];
  }
  const meter = createMeter(cosign, folder);
  return Array.from({ length: COSIGN_RUNS }, (_, index) => {
    const { status, stderr } = spawnSync(meter.program, [
      ...meter.arguments,
      ...['verify-blob-attestation', '--bundle', join(signed.bundles, `${index}.sigstore.json`)],
      ...['--trusted-root', signed.trustedRoot, '--type', PREDICATE_TYPE],
      ...['--certificate-identity', signed.identity, '--certificate-oidc-issuer', signed.issuer],
      join(signed.records, `${index}.json`),
    ]);
    if (status !== 0) throw new Error(`cosign refused a bundle: ${stderr}`);
    return meter.read();
  });
}

/**
 * Signatures of one bundle: certificate and timestamp on P-384; certificate timestamp, promise, checkpoint and the
 * envelope’s own on P-256.
 */
function signatureTime(): number {
  return 2 * timeOf('secp384r1', 'sha384') + 4 * timeOf('prime256v1', 'sha256');
}

/** Milliseconds of processor time that one check takes. */
function timeOf(namedCurve: string, hash: string): number {
  const times = 1_000;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const data = randomBytes(2_000);
  const signature = sign(hash, data, privateKey);
  const check = () => verify(hash, data, publicKey, signature);
  for (let index = 0; index < times / 10; index++) check();
  const begun = process.cpuUsage();
  for (let index = 0; index < times; index++) check();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000 / times;
}
