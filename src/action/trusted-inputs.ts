import { type Inputs, input, readInputs } from './inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Inputs that the actions of a trusted job have in common beside those of the action itself. */
const COMMON = { trustRoot: 'trust-root' } as const;

/** The inputs of an action that runs in a job of its own, with no other people’s steps beside it. */
export interface TrustedInputs extends Inputs {
  /** Path of a trust root file; left out, the known Sigstores are trusted. */
  readonly trustRoot: string | undefined;
}

/** Names of the inputs that every trusted job has beside those of the action. */
export function trustedInputNames(): string[] {
  return Object.values(COMMON);
}

/** Reads the inputs that every trusted job has; `own` are those that one kind of it has beside these. Never raises. */
export function readTrustedInputs(env: Environment, own: readonly string[]): TrustedInputs {
  const inputs = readInputs(env, [...trustedInputNames(), ...own]);
  return { ...inputs, trustRoot: input(env, COMMON.trustRoot) };
}
