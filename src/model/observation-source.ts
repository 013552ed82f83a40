import * as z from 'zod/mini';

/** Where a fact comes from. */
export const ObservationSource = z.enum([
  'oidc',
  'api',
  'event',
  'env',
  'workflow-file',
  'worker-log',
  'job-log',
  'input',
  'cloud',
  'git',
  'system',
]);
export type ObservationSource = z.infer<typeof ObservationSource>;
