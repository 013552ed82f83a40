import type { Secrets } from './redaction.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Names under which people keep secrets in the environment. */
const SECRET_NAME =
  /TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH(?!OR(?!IZ))|DSN|CONNECTION_STRING/i;
/** Shorter values would blank out ordinary words. */
const SHORTEST = 8;
/** Variables whose names sound like secrets, and whose values are addresses or names that the record must show. */
const PLAIN = new Set([
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GITHUB_TOKEN_PERMISSIONS',
]);

/** Variables with which the runner hands tokens to actions. */
const HANDED = ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN'];
/** Variables that say which job this is, where, for whom: public, whatever else has the same value. */
const FACTS = [
  'GITHUB_SERVER_URL',
  'GITHUB_API_URL',
  'GITHUB_REPOSITORY',
  'GITHUB_REPOSITORY_ID',
  'GITHUB_REPOSITORY_OWNER',
  'GITHUB_REPOSITORY_OWNER_ID',
  'GITHUB_SHA',
  'GITHUB_REF',
  'GITHUB_REF_NAME',
  'GITHUB_HEAD_REF',
  'GITHUB_BASE_REF',
  'GITHUB_ACTOR',
  'GITHUB_ACTOR_ID',
  'GITHUB_TRIGGERING_ACTOR',
  'GITHUB_WORKFLOW',
  'GITHUB_WORKFLOW_REF',
  'GITHUB_WORKFLOW_SHA',
  'GITHUB_JOB',
  'GITHUB_EVENT_NAME',
  'GITHUB_RUN_ID',
  'GITHUB_RUN_NUMBER',
  'GITHUB_WORKSPACE',
  'RUNNER_NAME',
  'HOME',
  'PWD',
  'USER',
];

/** Whether text of that name (a variable, an option) is likely to be a secret. */
export function soundsSecret(name: string): boolean {
  return SECRET_NAME.test(name) && !PLAIN.has(name);
}

/**
 * What must not be shown: for certain the inputs that are secrets, the tokens that the runner gives to actions and the
 * passwords of proxies, and by their names the values of other variables. Any step can set a variable for those after
 * it, so neither hides a fact of the job, such as its repository.
 */
export function secretValues(env: Environment, secrets: Readonly<Partial<Record<string, string>>>): Secrets {
  const facts = FACTS.flatMap((name) => env[name] || []);
  const given = Object.entries(secrets).flatMap(([key, value]) =>
    value && key !== 'elasticsearchUsername' ? [value] : [],
  );
  const handed = [...HANDED.flatMap((name) => env[name] || []), ...proxyPasswords(env)];
  const isInFact = (value: string) => facts.some((fact) => fact.includes(value));
  const known = new Set([...given, ...handed.filter((value) => !isInFact(value))]);
  const named = Object.entries(env).flatMap(([name, value]) =>
    value && soundsSecret(name) && !isWord(value) ? [value] : [],
  );
  const guessed = new Set([...handed, ...named].filter((value) => !known.has(value) && !facts.includes(value)));
  return { known: [...known], guessed: [...guessed] };
}

/** `production`, `contents`: a name that says secret often has a plain word for its value. */
function isWord(value: string): boolean {
  return value.length < SHORTEST || /^[A-Za-z]{1,15}$/.test(value);
}

/** Both as it is written and as it is meant; an address without a scheme is one all the same. */
function proxyPasswords(env: Environment): string[] {
  const addresses = [env.HTTPS_PROXY, env.https_proxy, env.HTTP_PROXY, env.http_proxy];
  return addresses.flatMap((address) => {
    const url = address?.includes('://') ? address : `http://${address}`;
    if (!address || !URL.canParse(url)) return [];
    const { password } = new URL(url);
    return password ? [password, decoded(password)] : [];
  });
}

/** Passwords with a bare percent sign are common, and no URL encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
