import type { Http } from '../ports.ts';

/** What clouds are looked for with. */
export interface CloudSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The moment of looking, RFC 3339. */
  readonly observedAt: string;
  /** Left out where nobody is to be asked: then only variables and files speak. */
  readonly http?: Http;
}

/** Milliseconds for one question to a cloud, all attempts together. */
export const LONGEST_QUESTION = 3_000;

/** A variable's value without blanks around it; one that is blank counts as not set, as clouds' own tools take it. */
export function variable({ env }: Pick<CloudSurroundings, 'env'>, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
