import { createS3Client } from '../../src/sinks/s3/client.ts';
import { installS3Step, type S3StepReport, setupSteps } from '../../src/sinks/s3/setup.ts';
import type { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';

/** Prepares a bucket as the set-up does: step by step, up to the first that fails. */
export async function installBucket(
  config: S3SinkConfig,
  surroundings: SinkSurroundings,
  signal: AbortSignal,
): Promise<S3StepReport[]> {
  const client = await createS3Client(config, surroundings);
  const reports: S3StepReport[] = [];
  for (const step of setupSteps(config)) {
    const report = await installS3Step(client, step, signal);
    reports.push(report);
    if (report.status === 'failed') break;
  }
  return reports;
}
