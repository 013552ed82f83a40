import type { ParseArgsOptionsConfig } from 'node:util';
import type { CliIo } from '../io.ts';

/** What became of one step. */
export interface StepResult {
  readonly status: 'installed' | 'removed' | 'absent' | 'kept' | 'failed';
  readonly reason?: string;
}

/** One thing that a store needs. */
export interface PlannedStep {
  readonly what: string;
  readonly name: string;
  /** As somebody who does it by hand needs it: a request, a file, a command. */
  readonly printed: string;
  /** The same as data. */
  readonly data: unknown;
  /** Left out where it can only be done by hand. May raise what HTTP raises. */
  readonly install?: () => Promise<StepResult>;
  readonly remove?: () => Promise<StepResult>;
}

/** All that a store needs, in the order in which it is installed. */
export interface SetupPlan {
  readonly steps: readonly PlannedStep[];
  /** What was asked for, for the report. */
  readonly about: Readonly<Record<string, string>>;
  /** What is left to be done by hand once everything is installed. */
  readonly hints?: string;
}

/** Values of a command's options. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** A store that can be prepared. */
export interface SetupKind {
  readonly help: string;
  /** Options beside --print, --undo, --json and --help. */
  readonly options: ParseArgsOptionsConfig;
  /** Raises `usage` for options that can't be used; `isPrinted` says that nothing is to be sent. */
  readonly plan: (values: OptionValues, io: CliIo, isPrinted: boolean) => Promise<SetupPlan>;
}
