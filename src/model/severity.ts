import * as z from 'zod/mini';

/** How bad a finding is. */
export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;
