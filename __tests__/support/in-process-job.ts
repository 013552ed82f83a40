import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endStage } from '../../src/action/end-stage.ts';
import { startStage } from '../../src/action/start-stage.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Fault, Matcher } from './faults.ts';
import { startGitHub } from './github-server.ts';
import { claimsOf, startOidcIssuer } from './oidc-issuer.ts';
import { commandFiles, environmentOf } from './runner.ts';
import { makeFolders } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import type { World } from './world-types.ts';

/** What a job in this process is played with. */
export interface PlayOptions {
  readonly inputs?: Record<string, string>;
  /** Sinks beside the log that is read in the end. */
  readonly moreSinks?: readonly object[];
  /** What the end is given in place of some of them. */
  readonly endInputs?: Record<string, string>;
  /** What happens while the job runs. */
  readonly meanwhile?: (world: World) => void;
  /** What other steps make of the state that the start left. */
  readonly alterState?: (state: Record<string, string>) => Record<string, string>;
  readonly env?: Record<string, string | undefined>;
  /** Faults of GitHub's API in both hooks. */
  readonly faults?: readonly (readonly [Matcher, Fault])[];
}

/** What a job left, as its log store has it. */
export interface PlayedJob {
  readonly start: AccessRecord;
  readonly end: AccessRecord;
  /** Everything that the runner would have shown. */
  readonly output: string;
  /** Requests to GitHub in each hook. */
  readonly requests: { readonly start: number; readonly end: number };
  readonly codes: { readonly start: number; readonly end: number };
  /** What the start left to the end. */
  readonly state: Record<string, string>;
  /** The end’s job summary. */
  readonly summary: string;
  /** Every file that was written, by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Plays start and end of a world's job by the sources themselves, in this process: a tenth of the time that the built
 * hooks take. Nothing is signed. Raises where a record is not valid.
 */
export async function playJob(
  world: World,
  {
    inputs = {},
    moreSinks = [],
    endInputs = {},
    meanwhile,
    alterState = (state) => state,
    env = {},
    faults = [],
  }: PlayOptions = {},
): Promise<PlayedJob> {
  const root = mkdtempSync(join(tmpdir(), 'doorlog-play-'));
  const github = await startGitHub(world);
  const issuer = await startOidcIssuer({ claims: claimsOf(world) });
  const logFile = join(root, 'log.jsonl');
  for (const [matcher, fault] of faults) github.addFault({ times: Number.POSITIVE_INFINITY, ...matcher }, fault);
  const folders = makeFolders(root, world);
  const options = {
    world,
    github,
    issuer,
    inputs: { attest: 'none', sinks: JSON.stringify([{ type: 'file', path: logFile }, ...moreSinks]), ...inputs },
  };
  const silent = silence();
  try {
    const ofPre = commandFiles(folders.temp, 'pre');
    // The toolkit writes to the files that the process’s own environment names.
    Object.assign(process.env, ofPre);
    const started = await startStage(await environmentOf('pre', { ...options, env }, folders, ofPre), 'pre');
    const start = github.requests.length;
    const saved = parseEnvironmentFile(readFileSync(ofPre.GITHUB_STATE ?? '', 'utf8'));
    const ofPost = commandFiles(folders.temp, 'post');
    Object.assign(process.env, ofPost);
    meanwhile?.(world);
    const state = alterState(saved);
    const ofEnd = { ...options, inputs: { ...options.inputs, ...endInputs }, env, state };
    const ended = await endStage(await environmentOf('post', ofEnd, folders, ofPost));
    const records = readFileSync(logFile, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => AccessRecord.parse(JSON.parse(line).record));
    const of = (phase: string) => {
      const record = records.find((each) => each.phase === phase);
      if (!record) throw new Error(`The log has no ${phase} record:\n${silent.text()}`);
      return record;
    };
    return {
      start: of('start'),
      end: of('end'),
      output: silent.text(),
      requests: { start, end: github.requests.length - start },
      codes: { start: started, end: ended },
      state: saved,
      summary: readFileSync(ofPost.GITHUB_STEP_SUMMARY ?? '', 'utf8'),
      files: filesBelow(root),
    };
  } finally {
    silent.end();
    for (const name of COMMAND_FILES) delete process.env[name];
    await Promise.all([github.close(), issuer.close()]);
    rmSync(root, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

const COMMAND_FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];

/** Keeps what is written to standard output from being shown. */
function silence(): { text: () => string; end: () => void } {
  const { write } = process.stdout;
  const parts: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => {
    parts.push(String(chunk));
    return true;
  };
  return {
    text: () => parts.join(''),
    end() {
      process.stdout.write = write;
    },
  };
}
