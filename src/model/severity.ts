import * as z from 'zod/mini';

/** From harmless to worst. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** How bad a finding is. */
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;
