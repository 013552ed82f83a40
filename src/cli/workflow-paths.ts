import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DoorlogError, systemCodeOf } from '../errors.ts';

/** Folders in which nobody keeps workflows of their own, and many files. */
const SKIPPED = new Set(['.git', 'node_modules']);
const MAX_DEPTH = 20;

/**
 * The workflow files that the paths stand for, sorted within each folder, none twice: a file is itself; a folder is every
 * `.github/workflows/*.yml` and `*.yaml` in and below it or, where there is none, the YAML files right in it.
 * `fail` is told of each path that can't be used (`file-unreadable`, `usage`).
 */
export function workflowPaths(paths: readonly string[], cwd: string, fail: (error: DoorlogError) => void): string[] {
  const found = new Map<string, string>();
  for (const path of paths) {
    try {
      const files = statSync(resolve(cwd, path)).isDirectory() ? filesOf(path, cwd) : [path];
      if (files.length === 0) {
        fail(
          new DoorlogError('usage', `${path} holds no workflow files (.github/workflows/*.yml); name another folder.`),
        );
      }
      for (const file of files) {
        const key = resolve(cwd, file);
        if (!found.has(key)) found.set(key, file);
      }
    } catch (cause) {
      const fault = systemCodeOf(cause) ?? 'unexpected fault';
      fail(
        new DoorlogError('file-unreadable', `${path} can't be read (${fault}); name a workflow file or its folder.`, {
          cause,
        }),
      );
    }
  }
  return [...found.values()];
}

/** Whether the folder is one where GitHub looks for workflows. */
export function isWorkflowFolder(folder: string): boolean {
  return /(?:^|[/\\])\.github[/\\]workflows$/.test(folder);
}

function filesOf(folder: string, cwd: string): string[] {
  const below = isWorkflowFolder(resolve(cwd, folder)) ? [] : workflowsBelow(folder, cwd, 0);
  return below.length > 0 ? below : yamlIn(folder, cwd);
}

function workflowsBelow(folder: string, cwd: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  return entriesOf(folder, cwd).flatMap((entry) => {
    if (!entry.isDirectory() || SKIPPED.has(entry.name)) return [];
    const inner = joined(folder, entry.name);
    return isWorkflowFolder(resolve(cwd, inner)) ? yamlIn(inner, cwd) : workflowsBelow(inner, cwd, depth + 1);
  });
}

function yamlIn(folder: string, cwd: string): string[] {
  return entriesOf(folder, cwd)
    .filter((entry) => /\.ya?ml$/.test(entry.name) && !entry.isDirectory())
    .map(({ name }) => joined(folder, name));
}

function entriesOf(folder: string, cwd: string): Dirent[] {
  return readdirSync(resolve(cwd, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** With slashes on every system, because that is how repositories name their files. */
function joined(folder: string, name: string): string {
  return join(folder, name).replaceAll('\\', '/');
}
