import { DoorlogError } from '../../errors.ts';
import type { SinkSecretName, SinkSecrets } from '../../model/sink-secrets.ts';
import type { SecretNames } from '../secrets.ts';

/** The two kinds of cluster that speak the same language for documents. */
export type Product = 'elasticsearch' | 'opensearch';

/** OpenSearch has no API keys of its own. */
const SECRETS = {
  elasticsearch: {
    apiKey: 'elasticsearchApiKey',
    username: 'elasticsearchUsername',
    password: 'elasticsearchPassword',
  },
  opensearch: { apiKey: undefined, username: 'opensearchUsername', password: 'opensearchPassword' },
} as const satisfies Record<Product, Record<'apiKey' | 'username' | 'password', SinkSecretName | undefined>>;

/**
 * The Authorization header for a cluster: ApiKey or Basic, nothing where no secret is given.
 * Raises `input-invalid` where the secrets don't fit together; what they are is in no sentence.
 */
export function authorizationOf(
  secrets: SinkSecrets,
  names: SecretNames,
  product: Product = 'elasticsearch',
): Readonly<Record<string, string>> {
  const called = SECRETS[product];
  const apiKey = called.apiKey && (secrets[called.apiKey]?.trim() || undefined);
  const username = secrets[called.username] || undefined;
  const password = secrets[called.password] || undefined;
  const both = [names(called.username), names(called.password)] as const;
  if (called.apiKey && apiKey !== undefined && (username !== undefined || password !== undefined)) {
    throw invalid(`Give either ${names(called.apiKey)}, or ${both.join(' with ')}, not both.`);
  }
  if ((username === undefined) !== (password === undefined)) {
    throw invalid(`Give ${both.join(' and ')} together: one of them is missing.`);
  }
  if (called.apiKey && apiKey !== undefined)
    return { authorization: `ApiKey ${encodedKey(apiKey, names(called.apiKey))}` };
  if (username === undefined) return {};
  if (username.includes(':')) throw invalid(`${capital(names(called.username))} must not hold a colon (RFC 7617).`);
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** Elasticsearch shows a key in two forms, `id:api_key` and that in Base64; the header wants the second. */
function encodedKey(apiKey: string, name: string): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw invalid(`${capital(name)} must be one word, the "encoded" form of the key.`);
  }
  return apiKey.includes(':') ? Buffer.from(apiKey).toString('base64') : apiKey;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function invalid(sentence: string): DoorlogError {
  return new DoorlogError('input-invalid', sentence);
}
