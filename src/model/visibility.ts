import * as z from 'zod/mini';

/** Who can see a repository. */
export const Visibility = z.enum(['public', 'private', 'internal']);
export type Visibility = z.infer<typeof Visibility>;
