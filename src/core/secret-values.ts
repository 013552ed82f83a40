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

/** Whether text of that name (a variable, an option) is likely to be a secret. */
export function soundsSecret(name: string): boolean {
  return SECRET_NAME.test(name) && !PLAIN.has(name);
}

/**
 * Every secret that the process knows of, from its variables and, by name, from its inputs: whatever of it stands in a
 * recorded text is taken out.
 */
export function secretValues(env: Environment, secrets: Readonly<Partial<Record<string, string>>>): string[] {
  const named = Object.entries(env).flatMap(([name, value]) =>
    value && value.length >= SHORTEST && soundsSecret(name) ? [value] : [],
  );
  const given = Object.entries(secrets).flatMap(([key, value]) =>
    value && key !== 'elasticsearchUsername' ? [value] : [],
  );
  return [...new Set([...given, ...named, ...proxyPasswords(env)])];
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
