import { parseArgs } from 'node:util';
import { archiveBytes } from './archive.ts';
import { PLENTY, SCARCE } from './bench-world.ts';
import { type Bench, createBench } from './job.ts';
import { countRequests, measureDepth, measureProcessorTime, measureSilence } from './measure.ts';
import { measureReconcile } from './reconcile.ts';
import { figuresOf, type Measurements, tableOf } from './report.ts';
import { measureRules } from './rules.ts';
import { type Services, startServices, withLogStores } from './service-process.ts';
import { measureVerify } from './verify.ts';
import { measureExplain } from './workflows.ts';

const HELP = `Usage: npm run bench -- [--json] [--rounds N] [--dist DIR]

Measures what the built hooks cost: processor time against bare Node, round trips with one log store and with three, what
one that never answers adds, requests, size of the download;
what explaining a thousand workflow files costs, judging a hundred thousand records by all rules, and verifying a thousand
bundles, beside cosign where it is installed; reconciling a hundred thousand jobs, which takes some minutes.

  --json       the figures as JSON on standard output, and nothing else there
  --rounds N   rounds whose median counts, 15 or more (default 15)
  --dist DIR   another build than dist

Example: npm run bench -- --rounds 31
`;

const DEPTH_ROUNDS = 5;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '15' },
      dist: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 15) throw new Error('Option --rounds must be a whole number from 15 on.');
  const measurements = await measure(rounds, values.dist);
  process.stdout.write(values.json ? `${JSON.stringify(figuresOf(measurements))}\n` : tableOf(measurements));
}

async function measure(rounds: number, dist: string | undefined): Promise<Measurements> {
  const bytes = archiveBytes();
  const bench = createBench(dist);
  try {
    const { plain, depth, depthOfThree, silenceAdds, requests, scarceRequests } = await withServices(
      'http',
      async (services) => ({
        requests: await countRequests(bench, services, PLENTY),
        scarceRequests: await countRequests(bench, services, SCARCE),
        plain: await processorTime(bench, services, rounds, 'plain HTTP'),
        depth: await depthOf(bench, services),
        depthOfThree: await measureDepth(bench, services, DEPTH_ROUNDS, withLogStores(services.ready, 'three')),
        silenceAdds: await measureSilence(bench, services, DEPTH_ROUNDS),
      }),
    );
    const tls = await withServices('tls', (services) => processorTime(bench, services, rounds, 'TLS'));
    process.stderr.write('workflow files\n');
    const explainSeconds = measureExplain(bench.meter, dist);
    process.stderr.write('rules\n');
    const rules = await measureRules(bench.meter);
    process.stderr.write('bundles\n');
    const verify = await measureVerify(bench.meter, dist);
    process.stderr.write('reconciling\n');
    const reconcile = await measureReconcile(dist);
    return {
      plain,
      tls,
      depth,
      depthOfThree,
      silenceAdds,
      requests,
      scarceRequests,
      archiveBytes: bytes,
      explainSeconds,
      rules,
      verify,
      reconcile,
    };
  } finally {
    bench.close();
  }
}

function processorTime(bench: Bench, services: Services, rounds: number, transport: string) {
  return measureProcessorTime(bench, services, rounds, (done) => {
    if (done % 5 === 0) process.stderr.write(`processor time over ${transport}: ${done} of ${rounds} rounds\n`);
  });
}

function depthOf(bench: Bench, services: Services) {
  process.stderr.write('round trips\n');
  return measureDepth(bench, services, DEPTH_ROUNDS);
}

async function withServices<T>(transport: 'http' | 'tls', action: (services: Services) => Promise<T>): Promise<T> {
  const services = await startServices(transport);
  try {
    return await action(services);
  } finally {
    services.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
