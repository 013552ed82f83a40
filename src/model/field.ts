import * as z from 'zod/mini';

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

/** The class and description of every field of the record; a field without an entry has that of the nearest one above. */
export const fields = z.registry<Field>();

/** A field that may stand in a public attestation. */
export function shown<T extends z.core.$ZodType>(schema: T, description: string): T {
  fields.add(schema, { view: 'public', description });
  return schema;
}

/** A field for those who may read the repository. */
export function forMembers<T extends z.core.$ZodType>(schema: T, description: string): T {
  fields.add(schema, { view: 'members', description });
  return schema;
}

/** A field that never leaves the organisation's log. */
export function logOnly<T extends z.core.$ZodType>(schema: T, description: string): T {
  fields.add(schema, { view: 'log', description });
  return schema;
}

/** A field for what people write as they like; never public, and cleared even of what only looks like a secret. */
export function words<T extends z.core.$ZodType>(schema: T, description: string): T {
  fields.add(schema, { view: 'log', description, freeText: true });
  return schema;
}
