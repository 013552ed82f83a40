import * as z from 'zod/mini';
import type { ObservationSource } from './observation-source.ts';

/**
 * Who may read a field.
 * `public`: anyone who may visit a public repository sees the fact there already.
 * `members`: whoever may read the repository; left out of the attested view where the repository is public.
 * `log`: the organisation's own log only.
 */
export type View = 'public' | 'members' | 'log';

/** What the schema knows of a field beside its type. */
export interface Field {
  readonly view: View;
  readonly description: string;
  /** Whether people write there what they like, so that a secret may stand in it by mistake. */
  readonly freeText?: true;
}

/** Where a fact comes from and what it takes to see it; holds for all below that say nothing else. */
export interface Origin {
  readonly from?: readonly ObservationSource[];
  /** What it takes, as a gap says it: a permission, an input, a kind of runner, an observer. */
  readonly needs?: string;
  /** In which records it can stand at all; left out: in all. */
  readonly applies?: Applies;
  /** Whether what is missing below is told by one gap for the whole part, as for claims that an issuer may leave out. */
  readonly together?: true;
  /** Controls that it is evidence for, as `FRAMEWORK ID`. */
  readonly controls?: readonly string[];
}

/** Kinds of record in which a fact can stand. */
export interface Applies {
  readonly provider?: 'github-actions' | 'local';
  /** Events that start a run. */
  readonly events?: readonly string[];
  readonly phases?: readonly string[];
  /** What only some jobs have, as a gap says it: whoever looks for the fact in vain says so, else it is not there to be seen. */
  readonly when?: string;
}

/** The class and description of every field of the record; a field without an entry has that of the nearest one above. */
export const fields = z.registry<Field>();

/** The origin of facts; a field without an entry has that of the nearest one above. */
export const origins = z.registry<Origin>();

/**
 * Says where a fact, or all facts of a part, come from and what it takes to see them; of an optional fact it is the
 * optional schema that is handed in, because what it wraps may be shared. Raises a TypeError for a schema that has said.
 */
export function from<T extends z.core.$ZodType>(origin: Origin, schema: T): T {
  if (origins.has(schema)) throw new TypeError('A schema has one origin; wrap it before it is given another.');
  origins.add(schema, origin);
  return schema;
}

/** A field that may stand in a public attestation. */
export function shown<T extends z.core.$ZodType>(schema: T, description: string): T {
  return described(schema, { view: 'public', description });
}

/** A field for those who may read the repository. */
export function forMembers<T extends z.core.$ZodType>(schema: T, description: string): T {
  return described(schema, { view: 'members', description });
}

/** A field that never leaves the organisation's log. */
export function logOnly<T extends z.core.$ZodType>(schema: T, description: string): T {
  return described(schema, { view: 'log', description });
}

/** A field for what people write as they like; never public, and cleared even of what only looks like a secret. */
export function words<T extends z.core.$ZodType>(schema: T, description: string): T {
  return described(schema, { view: 'log', description, freeText: true });
}

/** One schema has one description: what is shared is wrapped before it is described. */
function described<T extends z.core.$ZodType>(schema: T, field: Field): T {
  if (fields.has(schema))
    throw new TypeError(`A schema is described twice, the second time as “${field.description}”.`);
  fields.add(schema, field);
  return schema;
}
