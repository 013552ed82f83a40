import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Mutation testing of src/core by Stryker: each part by the tests that stand for it alone, because every mutant runs
 * all of its part's tests. What other tests would kill counts as survived, so the score is a lower bound.
 * `node scripts/mutation.ts [PART…]` adds to what earlier runs found; without a part all are run.
 */
const VERSION = '10.0.0';
const OUT = 'mutation-out';

/** Files of src/core and the tests that stand for them, as globs below src/core and __tests__. */
interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

const GENERATED = ['!src/core/optional-facts.ts', '!src/core/policy/template-policies.ts'];

const JUDGING =
  'judge decide strictness severity-weight when waivers fingerprint patterns verdict same-environment rule outsider history';
const READING = 'organization-layers organization-ref policy-choice policy-drift yaml-file plain-value plain-yaml';

const PARTS: Readonly<Record<string, Part>> = {
  judging: {
    mutate: JUDGING.split(' ').map((name) => `${name}.ts`),
    tests: ['core/{judge,when,waivers,patterns,layers,history,outsider}.test.ts'],
  },
  policies: {
    mutate: ['policy/**/*.ts', ...READING.split(' ').map((name) => `${name}.ts`)],
    tests: ['core/{policy*,layers,organization-*,broken-policies,plain-yaml}.test.ts'],
  },
  simulation: { mutate: ['simulation/**/*.ts'], tests: ['core/simulation/**/*.test.ts', 'cli/simulate.test.ts'] },
  snapshot: { mutate: ['snapshot/**/*.ts'], tests: ['core/snapshot/**/*.test.ts', 'pipeline/observe*.test.ts'] },
  verification: {
    mutate: ['verification/**/*.ts'],
    tests: ['core/verification/**/*.test.ts', 'pipeline/verify*.test.ts'],
  },
  workflow: { mutate: ['workflow/**/*.ts'], tests: ['core/workflow/**/*.test.ts'] },
};

/** Each group of rules, the parts above, and every other file that has a test of its own name. */
function parts(): Map<string, Part> {
  const found = new Map<string, Part>();
  for (const group of globSync('src/core/rules/*/').map((path) => path.split('/').at(-1) ?? '')) {
    const tests = [`core/rules/${group}-cases.test.ts`, `core/rules/${group}/**/*.test.ts`];
    found.set(`rules/${group}`, { mutate: [`rules/${group}/**/*.ts`], tests });
  }
  for (const [name, part] of Object.entries(PARTS)) found.set(name, part);
  const taken = new Set(Object.values(PARTS).flatMap(({ mutate }) => mutate));
  for (const file of globSync('src/core/*.ts').sort()) {
    const name = file.replace(/^src\/core\/|\.ts$/g, '');
    const tests = `core/${name}.test.ts`;
    if (!taken.has(`${name}.ts`) && existsSync(`__tests__/${tests}`))
      found.set(name, { mutate: [`${name}.ts`], tests: [tests] });
  }
  return found;
}

interface Counts {
  [status: string]: number;
}

function run(name: string, { mutate, tests }: Part): Counts {
  const report = join(OUT, `${name.replaceAll('/', '-')}.json`);
  const config = join(OUT, 'stryker.config.json');
  const jest = join(OUT, 'jest.config.js');
  writeFileSync(
    jest,
    `import config from '../jest.config.js';\nexport default { ...config, rootDir: '..', testMatch: ${JSON.stringify(tests.map((each) => `<rootDir>/__tests__/${each}`))} };\n`,
  );
  const options = {
    packageManager: 'npm',
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules'],
    coverageAnalysis: 'perTest',
    jest: { configFile: jest },
    mutate: [...mutate.map((each) => `src/core/${each}`), ...GENERATED],
    ignorePatterns: ['/dist', '/docs', '/interop'],
    reporters: ['json', 'clear-text', 'progress-append-only'],
    jsonReporter: { fileName: report },
    concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
    // No such file: its rewriting needs an interface that TypeScript 7 no longer has.
    tsconfigFile: 'none.json',
    // Most are words: titles and reasons.
    ignoreStatic: true,
    timeoutMS: 3_000,
    tempDirName: join(OUT, 'tmp'),
  };
  writeFileSync(config, JSON.stringify(options, null, 2));
  const packages = ['core', 'jest-runner'].flatMap((each) => ['-p', `@stryker-mutator/${each}@${VERSION}`]);
  spawnSync('npx', ['--yes', ...packages, 'stryker', 'run', config], { stdio: 'inherit' });
  return countsOf(report);
}

function countsOf(report: string): Counts {
  const counts: Counts = {};
  if (!existsSync(report)) return counts;
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { mutants } of Object.values<{ mutants: { status: string }[] }>(files)) {
    for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

function score({ Killed = 0, Timeout = 0, Survived = 0, NoCoverage = 0 }: Counts): string {
  const killed = Killed + Timeout;
  const all = killed + Survived + NoCoverage;
  return `${killed} of ${all} (${all === 0 ? '-' : ((100 * killed) / all).toFixed(1)} %)`;
}

const wanted = process.argv.slice(2);
const all = parts();
const unknown = wanted.filter((name) => !all.has(name));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}; there are: ${[...all.keys()].join(', ')}`);
mkdirSync(OUT, { recursive: true });
const summary = join(OUT, 'summary.json');
const results: Record<string, Counts> = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : {};
for (const [name, part] of all) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  rmSync(join(OUT, `${name.replaceAll('/', '-')}.json`), { force: true });
  results[name] = run(name, part);
  writeFileSync(summary, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${name}: ${score(results[name])}\n`);
}
const total: Counts = {};
for (const counts of Object.values(results)) {
  for (const [status, count] of Object.entries(counts)) total[status] = (total[status] ?? 0) + count;
}
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
process.stdout.write(`all parts, at ${commit}: ${score(total)}\n`);
