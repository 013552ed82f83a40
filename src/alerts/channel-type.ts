import * as z from 'zod/mini';
import { SEVERITIES } from '../model/severity.ts';
import type { SinkSecretName, SinkSecrets } from '../model/sink-secrets.ts';
import type { AlertChannel, AlertFilter, IssueDesk } from '../ports/alerts.ts';
import type { Clock, Http } from '../ports.ts';
import type { SecretNames } from '../sinks/secrets.ts';
import type { EntryType } from '../sinks/typed-list.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const RULE = /^[a-z0-9][a-z0-9-]{0,99}$/;

/** What channels are made with. */
export interface ChannelSurroundings {
  readonly http: Http;
  readonly clock: Clock;
  readonly secrets: SinkSecrets;
  /** What the secrets are called where they came from, for error sentences. */
  readonly secretNames: SecretNames;
  /** Left out where there is no repository whose issues could be written to. */
  readonly issues?: IssueDesk;
}

interface CommonConfig extends AlertFilter {
  readonly type: string;
  readonly name: string;
}

/** What every channel can be told, whatever its type; `name` is the type’s own where nothing is said. */
export function commonConfig<const Type extends string>(type: Type) {
  const isName = z.regex(NAME, 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign');
  const isRule = z.regex(RULE, 'must be the id of a rule, such as approver-is-not-initiator');
  return {
    type: z.literal(type),
    name: z._default(z.string('must be text').check(isName), type),
    severity: z._default(z.enum(SEVERITIES, `must be ${SEVERITIES.slice(0, -1).join(', ')} or critical`), 'high'),
    rules: z.optional(
      z
        .array(z.string('must be the id of a rule').check(isRule), 'must be a list of ids of rules')
        .check(z.minLength(1, 'must name at least one rule'), z.maxLength(200, 'has more than 200 rules')),
    ),
    environments: z.optional(
      z
        .array(z.string('must be the name of an environment'), 'must be a list of names')
        .check(z.minLength(1, 'must name at least one environment'), z.maxLength(100, 'has more than 100 names')),
    ),
  };
}

/** A kind of channel: how it is configured, and how it is made of that. */
export interface ChannelDefinition<Config extends CommonConfig> {
  readonly schema: z.ZodMiniType<Config> & { readonly shape: object };
  /** The secret that it can’t do without. */
  readonly needs?: SinkSecretName;
  /** Whether it writes by the job’s own token. */
  readonly writesByToken?: boolean;
  /** Raises `input-invalid` for secrets that don’t fit, and where there is nothing that it could write to. */
  readonly create: (
    config: Config,
    surroundings: ChannelSurroundings,
  ) => Promise<Pick<AlertChannel, 'mark' | 'tell' | 'isTold'>>;
}

/** A channel as the list of alerts configures it, not yet made. */
export interface ConfiguredChannel {
  readonly type: string;
  readonly name: string;
  readonly filter: AlertFilter;
  readonly needs?: SinkSecretName;
  readonly writesByToken: boolean;
  create(surroundings: ChannelSurroundings): Promise<AlertChannel>;
}

/** A kind of channel with the type of its configuration hidden, so that all kinds fit into one registry. */
export type ChannelType = EntryType<ConfiguredChannel>;

/** Makes a kind of channel for the registry. */
export function defineChannelType<Config extends CommonConfig>(definition: ChannelDefinition<Config>): ChannelType {
  const { schema, needs, writesByToken = false, create } = definition;
  return {
    keys: Object.keys(schema.shape),
    parse(item) {
      const parsed = schema.safeParse(item);
      if (!parsed.success) return { issues: parsed.error.issues };
      const { type, name, severity, rules, environments } = parsed.data;
      const filter = { severity, rules, environments };
      const entry: ConfiguredChannel = {
        type,
        name,
        filter,
        writesByToken,
        ...(needs && { needs }),
        create: async (surroundings) => ({ name, filter, ...(await create(parsed.data, surroundings)) }),
      };
      return { entry };
    },
  };
}
