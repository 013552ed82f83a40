import * as z from 'zod/mini';
import { id, text } from './primitives.ts';

const date = () => z.iso.date();

/** The people who belong to an organisation, by its own list: a file that only the gate and the collector are given. */
export const Roster = z.strictObject({
  version: z.literal(1),
  people: z.array(
    z.strictObject({
      login: text(100),
      /** Immutable id of the account; without it the login counts. */
      id: z.optional(id()),
      /** Last day in the organisation. */
      until: z.optional(date()),
    }),
  ),
});
export type Roster = z.infer<typeof Roster>;
