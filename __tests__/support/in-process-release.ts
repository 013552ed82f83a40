import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { releaseStage } from '../../src/action/release-stage.ts';
import { REPORT_FILES } from '../../src/core/release-report-check.ts';
import { ReleaseReport } from '../../src/model/release-report.ts';
import type { StoredEntry } from '../../src/ports.ts';
import type { MockSigstore } from '../signing/mock-sigstore.ts';
import { startArtifactService } from './artifact-service.ts';
import type { Fault, Matcher } from './faults.ts';
import { startGitHub } from './github-server.ts';
import { claimsOf, startOidcIssuer } from './oidc-issuer.ts';
import { commandFiles, environmentOf } from './runner.ts';
import { makeFolders } from './runner-environment.ts';
import { parseEnvironmentFile } from './runner-files.ts';
import type { SigstoreServer } from './sigstore-server.ts';
import type { World, WorldAsset } from './world-types.ts';

/** What a release step in this process is played with. */
export interface ReleasePlay {
  /** Who signed the records. */
  readonly recorders: Pick<MockSigstore, 'trustedRoot'>;
  /** Who signs the report. */
  readonly sigstore: SigstoreServer;
  /** What the log store holds; left out, there is none. */
  readonly log?: readonly StoredEntry[];
  readonly inputs?: Record<string, string>;
  /** Faults of GitHub's API. */
  readonly faults?: readonly (readonly [Matcher, Fault])[];
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Record<string, string | undefined>;
}

/** What a release step left. */
export interface PlayedRelease {
  readonly code: number;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Record<string, string>;
  /** The report’s file; undefined where none was written. */
  readonly report: ReleaseReport | undefined;
  readonly reportText: string;
  readonly page: string;
  /** The text of the report’s bundle and of its result’s. */
  readonly bundle: string;
  readonly result: string;
  /** Files that the release has now beside those that it had. */
  readonly attached: readonly WorldAsset[];
  /** All that the release step sent to GitHub, as text. */
  readonly sent: string;
}

/** Plays the release step of a world’s run by the sources themselves, signing included. */
export async function playRelease(world: World, play: ReleasePlay): Promise<PlayedRelease> {
  const { recorders, sigstore, log, inputs = {}, faults = [], files = {}, env = {} } = play;
  const root = mkdtempSync(join(tmpdir(), 'doorlog-release-'));
  const github = await startGitHub(world);
  const issuer = await startOidcIssuer({ claims: claimsOf(world) });
  const artifacts = await startArtifactService(world);
  for (const [matcher, fault] of faults) github.addFault({ times: Number.POSITIVE_INFINITY, ...matcher }, fault);
  const folders = makeFolders(root, world);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folders.workspace, path)), { recursive: true });
    writeFileSync(join(folders.workspace, path), content);
  }
  const roots = join(root, 'roots.jsonl');
  writeFileSync(roots, `${recorders.trustedRoot}\n${JSON.stringify(sigstore.trustedRoot())}\n`);
  const logFile = join(root, 'log.jsonl');
  if (log) writeFileSync(logFile, log.map((entry) => `${lineOf(entry)}\n`).join(''));
  const options = {
    world,
    github,
    issuer,
    artifacts,
    env,
    inputs: {
      sigstore: 'custom',
      'fulcio-url': sigstore.fulcioUrl,
      'tsa-url': sigstore.tsaUrl,
      'rekor-url': sigstore.rekorV1Url,
      'trust-root': roots,
      ...(log && { sinks: JSON.stringify([{ type: 'file', path: logFile }]) }),
      ...inputs,
    },
  };
  const before = new Set(world.releases.flatMap(({ assets = [] }) => assets));
  const command = commandFiles(folders.temp, 'release');
  const { write } = process.stdout;
  const parts: string[] = [];
  process.stdout.write = (chunk: string | Uint8Array) => {
    parts.push(String(chunk));
    return true;
  };
  try {
    // The toolkit writes to the files that the process’s own environment names.
    Object.assign(process.env, command);
    const code = await releaseStage(await environmentOf('release', options, folders, command));
    const outputs = parseEnvironmentFile(readFileSync(command.GITHUB_OUTPUT ?? '', 'utf8'));
    const read = (path = '') => (path !== '' && existsSync(path) ? readFileSync(path, 'utf8') : '');
    const reportText = read(outputs['report-path']);
    return {
      code,
      output: parts.join(''),
      summary: read(command.GITHUB_STEP_SUMMARY),
      outputs,
      report: reportText === '' ? undefined : ReleaseReport.parse(JSON.parse(reportText)),
      reportText,
      page: read(outputs['page-path']),
      bundle: read(outputs['bundle-path']),
      result: read(outputs['result-path']),
      attached: world.releases.flatMap(({ assets = [] }) => assets).filter((asset) => !before.has(asset)),
      sent: github.requests.map(({ path, body }) => `${path} ${body.toString('utf8')}`).join('\n'),
    };
  } finally {
    process.stdout.write = write;
    for (const name of Object.keys(command)) delete process.env[name];
    await Promise.all([github, issuer, artifacts].map((server) => server.close()));
    rmSync(root, { recursive: true, force: true });
  }
}

function lineOf({ recordId, phase, digest, document, bundle }: StoredEntry): string {
  return JSON.stringify({ recordId, phase, digest, record: document, ...(bundle && { bundle: JSON.parse(bundle) }) });
}

/** The names under which a whole report is attached. */
export const ALL_FILES = Object.values(REPORT_FILES).sort();
