import { relative } from 'node:path';
import { ranked } from '../model/ranked-results.ts';
import type { RunResult } from '../pipeline/run.ts';

/** Where things are that came of a run; all paths are absolute. */
export interface RunPlaces {
  readonly cwd: string;
  readonly log: string;
  readonly publicKey: string | undefined;
}

/** Names for the facts that commands change most. */
const CHANGES: Readonly<Record<string, string>> = {
  '/source/commit': 'commit',
  '/source/tree': 'tree',
  '/source/parents': 'parents of the commit',
  '/source/modified': 'files',
  '/source/modifications': 'files',
  '/source/remote': 'remote',
};

/** What came of a run, for programs. */
export function runReport(
  { views, command, verdict, refused, recordDigest, paths, problems }: RunResult,
  places: RunPlaces,
) {
  const { recordId, outcome, drift } = views.log;
  return {
    recordId,
    recordDigest: `sha256:${recordDigest}`,
    outcome: { ...outcome, ...(command.signal && { signal: command.signal }) },
    drift: drift.map(({ pointer }) => pointer),
    verdict: verdict?.verdict ?? null,
    refused,
    paths: { ...paths, log: places.log, ...(paths.bundle && places.publicKey && { publicKey: places.publicKey }) },
    verify: verifyCommand(paths, places) ?? null,
    problems: problems.map(({ message }) => message),
  };
}

/** What came of a run, for people. */
export function runSentences(result: RunResult, places: RunPlaces): string {
  const { views, verdict, problems, paths, refused } = result;
  const { recordId, drift } = views.log;
  const changes = new Set(drift.map(({ pointer }) => CHANGES[pointer] ?? pointer));
  const findings = verdict?.results.filter(
    ({ result: said, excused }) => said !== 'pass' && said !== 'not-applicable' && !excused,
  );
  const verify = verifyCommand(paths, places);
  return [
    ...problems.map(({ message }) => message),
    ...ranked(findings ?? []).map(({ rule, result: said, message }) => `${said} ${rule}: ${message}`),
    ...(verdict ? [`the policy says ${verdict.verdict}${refused ? ': refused' : ''}`] : []),
    ...(drift.length > 0 ? [`changed while the command ran: ${[...changes].join(', ')}`] : []),
    `record ${recordId.slice(0, 16)} is logged in ${near(places.log, places.cwd)}`,
    ...(paths.record
      ? [
          `${verify ? 'its proof' : 'it'} is ${near(paths.record, places.cwd)}${verify ? '; to verify it:' : ', unsigned'}`,
        ]
      : []),
  ]
    .map((line) => `doorlog: ${line}\n`)
    .concat(verify ? [`  ${verify}\n`] : [])
    .join('');
}

/** The command that accepts the record, ready to be pasted. */
function verifyCommand({ record, bundle }: RunResult['paths'], { cwd, publicKey }: RunPlaces): string | undefined {
  if (!record || !bundle || !publicKey) return undefined;
  const word = (path: string) => quoted(near(path, cwd));
  return `doorlog verify ${word(record)} --bundle ${word(bundle)} --key ${quoted(publicKey)}`;
}

/** A path as somebody in this folder would write it. */
function near(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return way === '' || way.startsWith('..') || way.startsWith('-') ? path : way;
}

function quoted(path: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path) && (process.platform === 'win32' || !path.includes('\\'))) return path;
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}
