import { appendFileSync } from 'node:fs';
import { saveState, setOutput } from '@actions/core';

type Environment = Readonly<Record<string, string | undefined>>;

/** The largest summary that the runner keeps, in bytes; a larger one it replaces by an error. */
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
  return {
    setOutput: (name, value) => env.GITHUB_OUTPUT && setOutput(name, value),
    saveState: (name, value) => env.GITHUB_STATE && saveState(name, value),
    appendSummary(markdown) {
      const file = env.GITHUB_STEP_SUMMARY;
      if (file && Buffer.byteLength(markdown) <= MAX_SUMMARY) appendFileSync(file, markdown);
    },
  };
}
