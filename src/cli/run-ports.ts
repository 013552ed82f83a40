import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { detectCi } from '../ci/local/detect-ci.ts';
import { localSnapshot } from '../ci/local/local-snapshot.ts';
import { observeGit } from '../ci/local/observe-git.ts';
import { observeUser } from '../ci/local/observe-user.ts';
import { runCommand } from '../ci/local/run-command.ts';
import { evaluateCustomRules } from '../compose/custom-rules.ts';
import { sha256Hex } from '../core/canonical.ts';
import { maskCommand } from '../core/command-secrets.ts';
import type { RecordHead } from '../core/record.ts';
import { localRecordIdOf } from '../core/record-id.ts';
import { createRedactor } from '../core/redaction.ts';
import { secretValues } from '../core/secret-values.ts';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import { describeSurroundings } from '../net/saved-surroundings.ts';
import type { RecordSigner } from '../pipeline/record-signer.ts';
import type { CommandEnd, RunPorts } from '../pipeline/run.ts';
import { createFileSink } from '../sinks/file/sink.ts';
import { VERSION } from '../version.ts';
import type { CliIo } from './io.ts';

/** Name of the record's file, the subject of its Statement. */
const RECORD_FILE = 'access-record.json';

/** What a run on this machine is composed from; `log` is an absolute path. */
export interface RunSurroundings {
  readonly command: readonly string[];
  readonly log: string;
  readonly signer: RecordSigner | undefined;
  readonly io: CliIo;
}

/** A run ready to start. */
export interface ComposedRun {
  readonly head: RecordHead;
  readonly ports: RunPorts;
}

/** Wires one run together and makes the log's folder. Raises `file-unreadable` where that can't be. */
export async function composeRun({ command, log, signer, io }: RunSurroundings): Promise<ComposedRun> {
  const { env, cwd } = io;
  const user = observeUser({ env });
  const startedAt = new Date().toISOString();
  const nonce = randomBytes(16).toString('hex');
  const recordId = localRecordIdOf({ hostName: user.hostName, startedAt, nonce });
  const folder = join(dirname(log), recordId);
  await makeLogFolder(dirname(log));
  const observations = {
    user,
    ci: detectCi(env),
    surroundings: describeSurroundings(env),
    command: maskCommand(command),
    directory: cwd,
  };
  return {
    head: { recordId, recorder: { kind: 'local', version: VERSION } },
    ports: {
      async observe() {
        const git = await observeGit(cwd, { env, exclude: [log, folder] });
        return localSnapshot({ ...observations, git }, new Date());
      },
      execute: () => execute(command, io),
      log: createFileSink({ type: 'file', name: 'log', required: true, path: log }, { folder: cwd }),
      signer,
      keep: (files) => keep(folder, files),
      salt: () => randomBytes(32).toString('hex'),
      custom: evaluateCustomRules,
      redact: createRedactor(secretValues(env, {})).value,
    },
  };
}

/** A record signer by the key in `folder`, which is made on first use, and where its public half is. */
export async function localSigner(folder: string): Promise<{ signer: RecordSigner; publicKeyPath: string }> {
  const { openLocalKey } = await import('../signing/local-key.ts');
  const { signer, publicKeyPath } = await openLocalKey(folder);
  return {
    publicKeyPath,
    signer: {
      instance: 'local-key',
      async sign(attested, text) {
        const { createStatement } = await import('../signing/statement.ts');
        const subjects = [{ name: RECORD_FILE, sha256: sha256Hex(text) }];
        return signer.sign(createStatement({ subjects, predicate: attested }));
      },
    },
  };
}

async function execute(command: readonly string[], { env, cwd, stderr }: CliIo): Promise<CommandEnd> {
  const { exitCode, signal, reason } = await runCommand(command, { cwd, env });
  if (reason) stderr(`${reason}\n`);
  return { exitCode, ...(signal && { signal }) };
}

/** A new folder hides itself from git, so that no log ends up in a commit or counts as a change of the tree. */
async function makeLogFolder(folder: string): Promise<void> {
  try {
    const created = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (created !== undefined) await writeFile(join(folder, '.gitignore'), '*\n');
  } catch (cause) {
    throw new DoorlogError(
      'file-unreadable',
      `The folder ${folder} can't be made for the log (${systemCodeOf(cause) ?? 'unexpected fault'}); name another file by --log.`,
      { cause },
    );
  }
}

async function keep(folder: string, { record, bundle }: { record: string; bundle?: string }) {
  const paths = { record: join(folder, RECORD_FILE), bundle: join(folder, 'bundle.sigstore.json') };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(paths.record, record);
    if (bundle === undefined) return { record: paths.record };
    await writeFile(paths.bundle, bundle);
    return paths;
  } catch (cause) {
    throw new DoorlogError(
      'delivery-failed',
      `The record could not be kept in ${folder} (${systemCodeOf(cause) ?? 'unexpected fault'}).`,
      { cause },
    );
  }
}
