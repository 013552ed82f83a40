import * as z from 'zod/mini';
import { commonConfig } from '../common-config.ts';
import { defineSinkType } from '../sink-type.ts';

/** A file of JSON Lines on the machine that runs the job. */
export const FileSinkConfig = z.strictObject({
  ...commonConfig('file'),
  path: z
    .string('must be text')
    .check(z.minLength(1, 'must not be empty'), z.maxLength(4_096, 'is longer than 4096 characters'))
    .check(z.refine((path) => !path.includes('\0'), 'must not hold a null character')),
});
export type FileSinkConfig = z.infer<typeof FileSinkConfig>;

export const fileType = defineSinkType({
  schema: FileSinkConfig,
  needs: () => [],
  localPath: ({ path }) => path,
  create: async (config, surroundings) => (await import('./sink.ts')).createFileSink(config, surroundings),
  examine: async (config, surroundings) => (await import('./examine.ts')).examineFile(config, surroundings),
  reader: async (config, surroundings) => (await import('./reader.ts')).createFileReader(config, surroundings),
});
