import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FindCalled } from '../core/workflow/explain.ts';
import { readWorkflowFile, type WorkflowFile } from '../core/workflow/workflow-file.ts';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import { isWorkflowFolder } from './workflow-paths.ts';

const MAX_BYTES = 1024 * 1024;

/** Reads workflow files; called ones, which many may share, once. */
export interface WorkflowReader {
  /** Raises `file-unreadable`, `workflow-invalid`. */
  read(path: string): Promise<WorkflowFile>;
  readonly findCalled: FindCalled;
}

/** A reader for the given files, which keep the names that they were given by, and for those that they call. */
export function createWorkflowReader(paths: readonly string[], cwd: string): WorkflowReader {
  const names = new Map(paths.map((path) => [resolve(cwd, path), path]));
  const called = new Map<string, Promise<WorkflowFile>>();
  return {
    read: (path) => load(resolve(cwd, path), path),
    async findCalled(name, caller) {
      const folder = dirname(resolve(cwd, caller.file));
      if (!isWorkflowFolder(folder)) return { why: 'the calling file stands in no .github/workflows' };
      const place = join(folder, name);
      // GitHub follows no links, and one could lead out of the repository.
      const stats = lstatSync(place, { throwIfNoEntry: false });
      if (!stats?.isFile()) return { why: `there is no file ${name} beside the calling one` };
      const beside = caller.file.slice(0, -lastPart(caller.file).length) + name;
      const file = called.get(place) ?? load(place, names.get(place) ?? beside);
      called.set(place, file);
      return file;
    },
  };
}

async function load(place: string, name: string): Promise<WorkflowFile> {
  return readWorkflowFile(textOf(place, name), name);
}

function textOf(place: string, name: string): string {
  try {
    if (statSync(place).size > MAX_BYTES) {
      throw new DoorlogError('workflow-invalid', `${name} is larger than 1 MiB (line 1, column 1); make it smaller.`);
    }
    // At once and not one by one: a thousand small reads through the thread pool take twice the processor time.
    return readFileSync(place, 'utf8');
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    throw new DoorlogError('file-unreadable', `${name} can't be read (${fault}); name a workflow file.`, { cause });
  }
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
