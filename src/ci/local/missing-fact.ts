/** A fact that could not be observed on this machine, and why, in words that can follow a colon. */
export interface MissingFact {
  readonly fact: string;
  readonly reason: string;
}

/** A fact, or why there is none. */
export type Observed<T> = { readonly value: T } | { readonly reason: string };
