import type * as z from 'zod/mini';
import type { SinkFilter } from '../model/sink-filter.ts';
import type { SinkSecretName, SinkSecrets } from '../model/sink-secrets.ts';
import type { Clock, Examination, Http, LogReader, Sink } from '../ports.ts';
import type { SecretNames } from './secrets.ts';
import type { EntryType } from './typed-list.ts';

/** What sinks are made with. */
export interface SinkSurroundings {
  readonly http: Http;
  readonly clock: Clock;
  readonly secrets: SinkSecrets;
  /** What the secrets are called where they came from, for error sentences. */
  readonly secretNames: SecretNames;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** The job’s identity token for an audience; left out where the job may not have one. Raises `oidc-unavailable`. */
  readonly identityToken?: (audience: string) => Promise<string>;
  /** Certificates to trust instead of Node’s own set, for those who speak TLS without HTTP. */
  readonly ca?: readonly string[];
}

/** What each sink’s configuration has. */
interface CommonConfig {
  readonly type: string;
  readonly name: string;
  readonly required: boolean;
  readonly only?: SinkFilter | undefined;
}

/** A kind of sink: how it is configured, and how it is made of that. */
export interface SinkDefinition<Config extends CommonConfig> {
  readonly schema: z.ZodMiniType<Config> & { readonly shape: object };
  /** Secrets any of which it signs in with; none where it can do without. */
  readonly needs: (config: Config) => readonly SinkSecretName[];
  /** Whether it signs in by the job’s identity token. */
  readonly needsIdentity?: (config: Config) => boolean;
  /** A path on this machine that it writes to. */
  readonly localPath?: (config: Config) => string;
  /** Raises `input-invalid` for secrets that don’t fit. */
  readonly create: (config: Config, surroundings: SinkSurroundings) => Promise<Sink>;
  /** Looks at everything that deliveries need, without storing anything. Never raises. */
  readonly examine?: (config: Config, surroundings: SinkSurroundings, signal: AbortSignal) => Promise<Examination[]>;
  /** Raises `input-invalid` for secrets that don’t fit. */
  readonly reader?: (config: Config, surroundings: SinkSurroundings) => Promise<LogReader>;
}

/** A sink as the list of sinks configures it, not yet made. */
export interface ConfiguredSink {
  readonly type: string;
  readonly name: string;
  readonly required: boolean;
  /** What the list says of it, with its type’s defaults. */
  readonly config: CommonConfig;
  readonly needs: readonly SinkSecretName[];
  readonly needsIdentity: boolean;
  readonly localPath?: string;
  create(surroundings: SinkSurroundings): Promise<Sink>;
  /** Undefined where it can’t be looked at without storing something. */
  examine(surroundings: SinkSurroundings, signal: AbortSignal): Promise<Examination[] | undefined>;
  /** Undefined where nothing can be read back. */
  reader(surroundings: SinkSurroundings): Promise<LogReader | undefined>;
}

/** A kind of sink with the type of its configuration hidden, so that all kinds fit into one registry. */
export type SinkType = EntryType<ConfiguredSink>;

/** Makes a kind of sink for the registry. */
export function defineSinkType<Config extends CommonConfig>(definition: SinkDefinition<Config>): SinkType {
  const { schema, needs, needsIdentity, localPath, create, examine, reader } = definition;
  return {
    keys: Object.keys(schema.shape),
    parse(item) {
      const parsed = schema.safeParse(item);
      if (!parsed.success) return { issues: parsed.error.issues };
      const config = parsed.data;
      const sink: ConfiguredSink = {
        type: config.type,
        name: config.name,
        required: config.required,
        config,
        needs: needs(config),
        needsIdentity: needsIdentity?.(config) ?? false,
        ...(localPath && { localPath: localPath(config) }),
        async create(surroundings) {
          const made = await create(config, surroundings);
          return config.only === undefined ? made : { ...made, filter: config.only };
        },
        examine: async (surroundings, signal) => examine?.(config, surroundings, signal),
        reader: async (surroundings) => reader?.(config, surroundings),
      };
      return { entry: sink };
    },
  };
}
