import type { Inputs } from '../action/inputs.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Http, Logger, Sink } from '../ports.ts';

/** Makes the configured sinks; one that needs a secret which this job was never given is left out. */
export async function createSinks(
  configuration: Configuration,
  { secrets }: Inputs,
  http: Http,
  trusted: boolean,
  logger: Logger,
) {
  const sinks: Sink[] = [];
  const problems: Problem[] = [];
  if (configuration.sinks.trim() === '') return { sinks, problems };
  try {
    const [{ parseSinks }, { createSink }] = await Promise.all([
      import('../sinks/config.ts'),
      import('../sinks/registry.ts'),
    ]);
    const hasSecret = secrets.elasticsearchApiKey !== undefined || secrets.elasticsearchPassword !== undefined;
    for (const config of await parseSinks(configuration.sinks)) {
      if (config.type === 'elasticsearch' && !hasSecret && !trusted) {
        logger.info(`The sink “${config.name}” is left out: this job, like every fork’s, was given no secret for it.`);
      } else {
        sinks.push(await createSink(config, { http, secrets }));
      }
    }
  } catch (error) {
    problems.push(problemOf(error));
  }
  return { sinks, problems };
}
