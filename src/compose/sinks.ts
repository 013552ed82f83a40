import { type Problem, problemOf } from '../core/problem.ts';
import type { Configuration } from '../model/configuration.ts';
import type { JobFacts, Logger, Sink } from '../ports.ts';
import type { SinkSurroundings } from '../sinks/sink-type.ts';

/** A path that starts from the workspace is refused: `actions/checkout` empties that. */
const READ_AS = { paths: 'absolute' } as const;

/** What says whether GitHub gave the job its secrets. */
export interface SecretsQuestion {
  readonly facts: Pick<JobFacts, 'pipeline' | 'people'>;
  /** Whether the job may ask for an identity token. */
  readonly hasIdentity: boolean;
}

/** Makes the configured sinks; one that needs a secret which this job was never given is left out. Never raises. */
export async function createSinks(
  configuration: Pick<Configuration, 'sinks'>,
  surroundings: Omit<SinkSurroundings, 'secretNames'>,
  job: SecretsQuestion,
  logger: Logger,
) {
  const sinks: Sink[] = [];
  const problems: Problem[] = [];
  if (configuration.sinks.trim() === '') return { sinks, problems };
  try {
    const [{ parseSinks }, { INPUT_NAMES }] = await Promise.all([
      import('../sinks/config.ts'),
      import('../sinks/secrets.ts'),
    ]);
    const isKept = isKeptFromSecrets(job);
    const isStranger = isKeptFromSecrets({ ...job, hasIdentity: true });
    for (const sink of await parseSinks(configuration.sinks, READ_AS)) {
      const lacksSecret = sink.needs.length > 0 && sink.needs.every((name) => surroundings.secrets[name] === undefined);
      const lacksIdentity = sink.needsIdentity && surroundings.identityToken === undefined;
      if ((lacksSecret && isKept) || (lacksIdentity && isStranger)) {
        logger.info(`The sink “${sink.name}” is left out: this job, like every fork’s, was given no secret for it.`);
        continue;
      }
      try {
        sinks.push(await sink.create({ ...surroundings, secretNames: INPUT_NAMES }));
      } catch (error) {
        // The other stores can have the record all the same.
        problems.push(problemOf(error));
      }
    }
  } catch (error) {
    problems.push(problemOf(error));
  }
  return { sinks, problems };
}

/** The list as it may be kept between hooks: one that is refused may hold anything, a password too, so nothing is left. */
export async function savableSinks(text: string): Promise<string> {
  if (text.trim() === '') return '';
  const { parseSinks } = await import('../sinks/config.ts');
  return parseSinks(text, READ_AS).then(
    () => text,
    () => '',
  );
}

/**
 * Pull requests from forks and Dependabot's jobs get none of the Actions secrets, and Dependabot's may have an identity
 * token all the same (GitHub, "Automating Dependabot with GitHub Actions" and "Events that trigger workflows": only
 * `pull_request_target` runs a fork's pull request with secrets).
 */
export function isKeptFromSecrets({ facts, hasIdentity }: SecretsQuestion): boolean {
  const { pipeline, people } = facts;
  const isFork = pipeline.pullRequest?.fromFork === true && pipeline.event !== 'pull_request_target';
  return !hasIdentity || isFork || people.initiator?.login === 'dependabot[bot]';
}
