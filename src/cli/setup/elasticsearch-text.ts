import { setupNames, writerRole } from '../../sinks/elasticsearch/setup.ts';

/** How to make a writer for the records, by API key or by user. */
export function writerHints(url: string, prefix: string): string {
  const { writer } = setupNames(prefix);
  const key = JSON.stringify({ name: `${prefix}-writer`, role_descriptors: { [writer]: writerRole(prefix) } });
  const user = JSON.stringify({ password: 'CHOOSE-ONE', roles: [writer] });
  return `
Next, make a writer, in one of two ways:
  an API key; the "encoded" of its reply is for the action's input elasticsearch-api-key:
    curl -u ADMIN -H 'content-type: application/json' -X POST '${url}/_security/api_key' -d '${key}'
  a user; name and password are for elasticsearch-username and elasticsearch-password:
    curl -u ADMIN -H 'content-type: application/json' -X PUT '${url}/_security/user/${prefix}-writer' -d '${user}'
`;
}
