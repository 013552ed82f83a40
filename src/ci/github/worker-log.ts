import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import * as z from 'zod/mini';
import { JobMessageReader } from './job-message.ts';
import { workflowScope } from './scope-name.ts';

/** The files of a folder, as the reader needs them; `read` gives a file's bytes from its start, in pieces. */
export interface LogFolder {
  list(folder: string): Promise<readonly string[]>;
  read(path: string): AsyncIterable<Uint8Array>;
}

/** Which job is asked about. `execPath` is the path of the Node that the runner started. */
export interface WorkerLogQuery {
  readonly execPath: string;
  readonly runId: string;
  readonly runAttempt?: string;
  readonly jobKey: string;
  /** Tells the legs of a matrix apart, where the runner's log knows it. */
  readonly checkRunId?: string;
  readonly fs?: LogFolder;
}

/** The token's permissions, scopes spelled as in workflow files, or one sentence that says why they can't be told. */
export type WorkerLogPermissions =
  | { readonly permissions: Readonly<Record<string, 'read' | 'write'>>; readonly source: 'worker-log' }
  | { readonly reason: string };

const MAX_BYTES = 8 * 1024 * 1024;
/** The message stands within the first few kilobytes; later pages of a long job's log have none. */
const MAX_BYTES_BEFORE_MESSAGE = 1024 * 1024;
const MAX_FILES = 20;

/**
 * Reads the token's permissions from the worker's own diagnostic log, which stands beside the runner's `externals`.
 * Undocumented, so anything unexpected is a reason and never an error. Believed only where run, attempt and job match.
 * Trustworthy in pre alone: later, other steps of the job could have written the file. Nothing else of the log, which
 * holds the job's whole message, is kept, returned or quoted.
 */
export async function readWorkerLogPermissions(query: WorkerLogQuery): Promise<WorkerLogPermissions> {
  const files = query.fs ?? diskFolder;
  const folder = diagnosticFolder(query.execPath);
  if (folder === undefined) {
    return { reason: 'this Node is not the one in a runner’s externals folder (a job container, or no runner)' };
  }
  let names: string[];
  try {
    names = (await files.list(folder.path)).filter((name) => /^Worker_[\w-]+\.log$/i.test(name));
  } catch (error) {
    return { reason: `the runner’s diagnostic folder can’t be listed (${codeOf(error)})` };
  }
  // Their names carry the time, so the newest is the last.
  const newestFirst = names.sort().reverse().slice(0, MAX_FILES);
  let budget = MAX_BYTES;
  let reason = 'there is no worker log in the runner’s diagnostic folder';
  for (const name of newestFirst) {
    const read = await readMessage(files, folder.file(name), budget);
    budget -= read.bytes;
    const answer = read.reason === undefined ? judge(read.reader, query) : { reason: read.reason };
    if ('permissions' in answer || answer.final === true) {
      return 'permissions' in answer ? answer : { reason: answer.reason };
    }
    reason = answer.reason;
    if (budget <= 0) {
      return { reason: 'no worker log of this job was found within the first 8 MiB' };
    }
  }
  return { reason };
}

type Answer =
  | Extract<WorkerLogPermissions, { source: 'worker-log' }>
  | { readonly reason: string; readonly final?: boolean };

function judge({ facts, state }: JobMessageReader, query: WorkerLogQuery): Answer {
  if (state === 'before') {
    return { reason: 'no worker log here holds a job message' };
  }
  const same = facts.runId === query.runId && facts.jobKey === query.jobKey;
  const sameAttempt = agrees(facts.runAttempt, query.runAttempt) && agrees(facts.checkRunId, query.checkRunId);
  if (!same || !sameAttempt) {
    return { reason: 'no worker log here is of this run, attempt and job' };
  }
  if (state === 'inside') {
    return { final: true, reason: 'the job message in the worker log is not complete' };
  }
  if (facts.tokenPermissions === undefined) {
    return { final: true, reason: 'the job message in the worker log does not name the token’s permissions' };
  }
  const permissions = parsePermissions(facts.tokenPermissions);
  return permissions === undefined
    ? { final: true, reason: 'the permissions in the worker log are masked or in a form that is not known' }
    : { permissions, source: 'worker-log' };
}

function agrees(logged: string | undefined, asked: string | undefined): boolean {
  return logged === undefined || asked === undefined || asked === '' || logged === asked;
}

function parsePermissions(text: string): Record<string, 'read' | 'write'> | undefined {
  // A job with a JSON secret has its brackets masked everywhere; the pairs between them must still be whole.
  const inner = /^(?:\{|\*{3})([^{}*]*)(?:\}|\*{3})$/.exec(text)?.[1];
  if (inner === undefined) {
    return undefined;
  }
  const schema = z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z-]*$/)), z.enum(['read', 'write', 'none']));
  let levels: z.infer<typeof schema>;
  try {
    levels = z.parse(schema, JSON.parse(`{${inner}}`));
  } catch {
    return undefined;
  }
  const granted: [string, 'read' | 'write'][] = [];
  for (const [scope, level] of Object.entries(levels)) {
    if (level !== 'none') {
      granted.push([workflowScope(scope), level]);
    }
  }
  return Object.fromEntries(granted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface DiagnosticFolder {
  readonly path: string;
  readonly file: (name: string) => string;
}

function diagnosticFolder(execPath: string): DiagnosticFolder | undefined {
  const paths = execPath.includes('\\') ? win32 : posix;
  const externals = paths.dirname(paths.dirname(paths.dirname(execPath)));
  if (paths.basename(externals).toLowerCase() !== 'externals') {
    return undefined;
  }
  const path = paths.join(paths.dirname(externals), '_diag');
  return { path, file: (name) => paths.join(path, name) };
}

interface MessageRead {
  readonly reader: JobMessageReader;
  readonly bytes: number;
  readonly reason?: string;
}

/** Bytes are read as Latin-1: all that is looked for is ASCII, and no character can be torn between two pieces. */
async function readMessage(files: LogFolder, path: string, budget: number): Promise<MessageRead> {
  const reader = new JobMessageReader();
  let bytes = 0;
  let rest = '';
  try {
    for await (const piece of files.read(path)) {
      const taken = piece.subarray(0, budget - bytes);
      bytes += taken.length;
      const lines = (rest + Buffer.from(taken.buffer, taken.byteOffset, taken.length).toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        reader.push(line);
      }
      const hopeless = reader.state === 'before' && bytes >= MAX_BYTES_BEFORE_MESSAGE;
      if (reader.state === 'after' || hopeless || bytes >= budget) {
        return { reader, bytes };
      }
    }
  } catch (error) {
    return { reader, bytes, reason: `the worker log can’t be read (${codeOf(error)})` };
  }
  reader.push(rest);
  return { reader, bytes };
}

/** Only the system's code: a message could quote what was read. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? code : 'unknown cause';
}

/** Synchronous inside: for a few pages of one file a round through the thread pool costs more than the work itself. */
const diskFolder: LogFolder = {
  list: async (folder) => readdirSync(folder),
  async *read(path) {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(64 * 1024);
      for (;;) {
        const length = readSync(file, buffer);
        if (length === 0) return;
        yield buffer.subarray(0, length);
      }
    } finally {
      closeSync(file);
    }
  },
};
