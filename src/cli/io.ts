import type { Http } from '../ports.ts';

/** All that a command may touch of the world around it. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** For data. */
  stdout(text: string): void;
  /** For everything else. */
  stderr(text: string): void;
  readonly http: Http;
  /** Whether a person is looking on. */
  readonly isTerminal: boolean;
  /** How many characters a line of their terminal takes; left out where there is none. */
  readonly columns?: number | undefined;
}
