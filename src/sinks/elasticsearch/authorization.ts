import { DoorlogError } from '../../errors.ts';
import type { SinkSecrets } from '../../model/sink-secrets.ts';
import type { SecretNames } from '../secrets.ts';

/**
 * The Authorization header for Elasticsearch: ApiKey or Basic, nothing where no secret is given.
 * Raises `input-invalid` where the secrets don't fit together; what they are is in no sentence.
 */
export function authorizationOf(secrets: SinkSecrets, names: SecretNames): Readonly<Record<string, string>> {
  const apiKey = secrets.elasticsearchApiKey?.trim() || undefined;
  const username = secrets.elasticsearchUsername || undefined;
  const password = secrets.elasticsearchPassword || undefined;
  if (apiKey !== undefined && (username !== undefined || password !== undefined)) {
    throw invalid(
      `Give either ${names('elasticsearchApiKey')}, or ${names('elasticsearchUsername')} with ${names('elasticsearchPassword')}, not both.`,
    );
  }
  if ((username === undefined) !== (password === undefined)) {
    throw invalid(
      `Give ${names('elasticsearchUsername')} and ${names('elasticsearchPassword')} together: one of them is missing.`,
    );
  }
  if (apiKey !== undefined) return { authorization: `ApiKey ${encodedKey(apiKey, names)}` };
  if (username === undefined) return {};
  if (username.includes(':'))
    throw invalid(`${capital(names('elasticsearchUsername'))} must not hold a colon (RFC 7617).`);
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** Elasticsearch shows a key in two forms, `id:api_key` and that in Base64; the header wants the second. */
function encodedKey(apiKey: string, names: SecretNames): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw invalid(`${capital(names('elasticsearchApiKey'))} must be one word, the "encoded" form of the key.`);
  }
  return apiKey.includes(':') ? Buffer.from(apiKey).toString('base64') : apiKey;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function invalid(sentence: string): DoorlogError {
  return new DoorlogError('input-invalid', sentence);
}
