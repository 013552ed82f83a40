import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** The largest summary that the runner keeps, in bytes. */
const MAX_SUMMARY = 1024 * 1024;

/**
 * The files by which a step speaks to the runner:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export interface RunnerFiles {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  appendSummary(markdown: string): void;
}

/** Writes the files that the runner named in the environment; where it named none, nothing is written. */
export function runnerFiles(env: Environment): RunnerFiles {
  function append(variable: string, text: string): void {
    const file = env[variable];
    if (file) appendFileSync(file, text);
  }
  return {
    setOutput: (name, value) => append('GITHUB_OUTPUT', keyValue(name, value)),
    saveState: (name, value) => append('GITHUB_STATE', keyValue(name, value)),
    appendSummary(markdown) {
      if (Buffer.byteLength(markdown) <= MAX_SUMMARY) append('GITHUB_STEP_SUMMARY', markdown);
    },
  };
}

/** A delimiter that nobody can guess, so that a value can't end its own block and add another. */
function keyValue(name: string, value: string): string {
  const delimiter = `doorlog_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
