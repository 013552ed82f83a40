import type { Http, Sink } from '../ports.ts';
import type { SinkConfig } from './config.ts';
import type { SecretNames, SinkSecrets } from './secrets.ts';

/** What sinks are made with. */
export interface SinkSurroundings {
  readonly http: Http;
  readonly secrets: SinkSecrets;
  /** What the secrets are called where they came from, for error sentences. Default: the action's inputs. */
  readonly secretNames?: SecretNames;
}

/** Makes the sink that a configuration asks for, loading its code only now. Raises `input-invalid`. */
export async function createSink(config: SinkConfig, surroundings: SinkSurroundings): Promise<Sink> {
  switch (config.type) {
    case 'file':
      return (await import('./file.ts')).createFileSink(config);
    case 'elasticsearch':
      return (await import('./elasticsearch.ts')).createElasticsearchSink(config, surroundings);
  }
}
