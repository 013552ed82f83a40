import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { codeOf, DoorlogError, sentenceOf } from '../src/errors.ts';
import { PREDICATE_TYPE } from '../src/model/predicate-type.ts';
import { prepareFolder, writeFiles } from './demo/folder.ts';
import { pageText } from './demo/page.ts';
import { playDeployment } from './demo/play.ts';
import { endRecordIn, findingsIn, reviewOf } from './demo/review.ts';
import { type Claim, commandsFor, near, verifyFiles } from './demo/verify.ts';

const HELP = `Usage: npm run demo -- [--out DIR] [--json]

Plays one deployment job on this machine, without any network: alice pushed, bob re-runs, carol approved production, and
while the job runs alice becomes an administrator. The built action records, judges, signs and logs it; what it leaves
is then verified.

  --out DIR   folder for the record, its bundle, the trust root, the log and the summary (default demo-out)
  --json      paths and verdict as JSON on standard output, and nothing else there

Exit code 0: everything verified; 1: something did not; 2: wrong use.

Example: npm run demo -- --out /tmp/doorlog-demo
`;

async function main(): Promise<number> {
  const values = readOptions();
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['pre', 'main', 'post', 'cli']) requireBuilt(name);
  const folder = resolve(values.out);
  prepareFolder(folder);
  const played = await playDeployment(tell);
  const paths = writeFiles(folder, played.files);
  const claim: Claim = { ...played, paths };
  tell('Verifying what was left (dist/cli.js verify)');
  const answer = await verifyFiles(claim);
  const record = endRecordIn(played.files['log.jsonl']);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ...reportOf(claim, answer.verdict), drift: record.drift, findings: findingsIn(record) })}\n`
      : pageText({
          review: reviewOf(record),
          answer,
          paths: Object.values(paths).map((path) => near(path, process.cwd())),
          commands: commandsFor(claim, process.cwd()),
          colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
        }),
  );
  return answer.verdict === 'verified' ? 0 : 1;
}

/** What programs need to check the files again, `gh attestation verify` among them. */
function reportOf({ paths, repo, issuer, identity }: Claim, verdict: string) {
  return {
    verdict,
    record: paths['access-record.json'],
    bundle: paths['bundle.sigstore.json'],
    trustedRoot: paths['trusted_root.jsonl'],
    log: paths['log.jsonl'],
    summary: paths['summary.md'],
    repo,
    predicateType: PREDICATE_TYPE,
    issuer,
    identity,
  };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: 'string', default: 'demo-out' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.out === '') throw new DoorlogError('usage', 'Option --out must name a folder.');
    return values;
  } catch (error) {
    const said = sentenceOf(error).replace(/\.?$/, '.');
    throw new DoorlogError('usage', `${said} See npm run demo -- --help.`, { cause: error });
  }
}

function requireBuilt(name: string): void {
  if (existsSync(fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)))) return;
  throw new DoorlogError('usage', `dist/${name}.js is missing; get it back by: git checkout dist, or npm run build.`);
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence} …\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = codeOf(error) === 'usage' ? 2 : 1;
}
