import * as z from 'zod/mini';

/** What a scope of the token allows. */
export const AccessLevel = z.enum(['none', 'read', 'write']);
export type AccessLevel = z.infer<typeof AccessLevel>;
