import { DoorlogError } from '../errors.ts';

/** What sinks sign in with. It comes by inputs or the environment, never by the list of sinks. */
export interface SinkSecrets {
  readonly elasticsearchApiKey?: string | undefined;
  readonly elasticsearchUsername?: string | undefined;
  readonly elasticsearchPassword?: string | undefined;
}

/** How a person gives the secrets here: the words for error sentences. */
export interface SecretNames {
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
}

/** The action's inputs. */
export const INPUT_NAMES: SecretNames = {
  apiKey: 'input elasticsearch-api-key',
  username: 'input elasticsearch-username',
  password: 'input elasticsearch-password',
};

/** The command line's environment variables. */
export const VARIABLE_NAMES: SecretNames = {
  apiKey: 'DOORLOG_ELASTICSEARCH_API_KEY',
  username: 'DOORLOG_ELASTICSEARCH_USERNAME',
  password: 'DOORLOG_ELASTICSEARCH_PASSWORD',
};

/** The secrets as environment variables give them; empty is not given. */
export function secretsFromVariables(env: Readonly<Record<string, string | undefined>>): SinkSecrets {
  return {
    elasticsearchApiKey: env[VARIABLE_NAMES.apiKey] || undefined,
    elasticsearchUsername: env[VARIABLE_NAMES.username] || undefined,
    elasticsearchPassword: env[VARIABLE_NAMES.password] || undefined,
  };
}

/**
 * The Authorization header for Elasticsearch: ApiKey or Basic, nothing where no secret is given.
 * Raises `input-invalid` where the secrets don't fit together; what they are is in no sentence.
 */
export function authorizationOf(secrets: SinkSecrets, names: SecretNames): Readonly<Record<string, string>> {
  const apiKey = secrets.elasticsearchApiKey?.trim() || undefined;
  const username = secrets.elasticsearchUsername || undefined;
  const password = secrets.elasticsearchPassword || undefined;
  if (apiKey !== undefined && (username !== undefined || password !== undefined)) {
    throw invalid(`Give either ${names.apiKey}, or ${names.username} with ${names.password}, not both.`);
  }
  if ((username === undefined) !== (password === undefined)) {
    throw invalid(`Give ${names.username} and ${names.password} together: one of them is missing.`);
  }
  if (apiKey !== undefined) return { authorization: `ApiKey ${encodedKey(apiKey, names)}` };
  if (username === undefined) return {};
  if (username.includes(':')) throw invalid(`${capital(names.username)} must not hold a colon (RFC 7617).`);
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** Elasticsearch shows a key in two forms, `id:api_key` and that in Base64; the header wants the second. */
function encodedKey(apiKey: string, names: SecretNames): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw invalid(`${capital(names.apiKey)} must be one word, the "encoded" form of the key.`);
  }
  return apiKey.includes(':') ? Buffer.from(apiKey).toString('base64') : apiKey;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function invalid(sentence: string): DoorlogError {
  return new DoorlogError('input-invalid', sentence);
}
