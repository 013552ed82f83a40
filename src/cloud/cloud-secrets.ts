import { GOOGLE_FILES } from './gcp.ts';
import { jsonOf, readSmallFile } from './small-file.ts';
import { variable } from './surroundings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that hold what proves an identity. */
const SECRETS = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'CLOUDSDK_AUTH_ACCESS_TOKEN',
  'GOOGLE_OAUTH_ACCESS_TOKEN',
  'VAULT_TOKEN',
];
/** Variables that name a file with nothing but a token in it. */
const TOKEN_FILES = ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AZURE_FEDERATED_TOKEN_FILE'];
/** Members of Google's files, at any depth, that hold what proves an identity. */
const SECRET_MEMBER = /^(private_key|refresh_token|client_secret|access_token|id_token|authorization)$/i;
/** Shorter values would blank out ordinary words. */
const SHORTEST = 8;

/** Everything that proves one of the job's cloud identities, so that it can be taken out of what clouds say. Never raises. */
export function cloudSecrets(env: Environment): string[] {
  const values = SECRETS.flatMap((name) => variable({ env }, name) ?? []);
  const tokens = TOKEN_FILES.flatMap((name) => textOf(variable({ env }, name)).trim());
  const inFiles = GOOGLE_FILES.flatMap((name) => secretsIn(jsonOf(textOf(variable({ env }, name)))));
  return [...new Set([...values, ...tokens, ...inFiles])].filter(({ length }) => length >= SHORTEST);
}

function textOf(path: string | undefined): string {
  const file = path === undefined ? undefined : readSmallFile(path);
  return file && 'text' in file ? file.text : '';
}

function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' && SECRET_MEMBER.test(key) ? [member, ...member.split(/\s+/)] : secretsIn(member),
  );
}
