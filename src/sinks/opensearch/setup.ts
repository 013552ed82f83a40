import { type SetupStep, setupNames, storageSteps } from '../elasticsearch/setup.ts';

/**
 * What an OpenSearch cluster needs to hold records, in the order in which it is installed; each may be installed any
 * number of times. Roles after the API of OpenSearch's security plugin; where that is missing, they are refused with 400.
 */
export function openSearchSetupSteps(prefix: string): SetupStep[] {
  const names = setupNames(prefix);
  return [
    ...storageSteps(prefix),
    {
      what: 'role of the writer, who may create documents, and neither read nor delete them',
      name: names.writer,
      path: `/_plugins/_security/api/roles/${names.writer}`,
      body: openSearchWriterRole(prefix),
    },
    {
      what: 'role of readers, who may search and nothing else',
      name: names.reader,
      path: `/_plugins/_security/api/roles/${names.reader}`,
      body: openSearchReaderRole(prefix),
    },
  ];
}

/**
 * A role for those who deliver. OpenSearch has one permission for making a document and for writing over one: whoever
 * may do the first may do the second (its permission `indices:data/write/index` knows no kind of operation).
 */
export function openSearchWriterRole(prefix: string) {
  return {
    description: 'Doorlog: delivers records.',
    cluster_permissions: ['indices:data/write/bulk'],
    index_permissions: [
      {
        index_patterns: [`${prefix}-*`],
        allowed_actions: [
          'indices:data/write/bulk[s]',
          'indices:data/write/index',
          'indices:admin/create',
          'indices:admin/auto_create',
        ],
      },
    ],
  };
}

/** A role for those who read records back, a page at a time. */
function openSearchReaderRole(prefix: string) {
  return {
    description: 'Doorlog: reads records back.',
    cluster_permissions: ['indices:data/read/scroll', 'indices:data/read/scroll/clear'],
    index_permissions: [
      {
        index_patterns: [`${prefix}-*`],
        allowed_actions: ['indices:data/read/search*', 'indices:data/read/get', 'indices:admin/get'],
      },
    ],
  };
}

/** How to make a writer for the records: a user, and the role for that user. */
export function openSearchWriterHints(url: string, prefix: string): string {
  const { writer } = setupNames(prefix);
  const user = JSON.stringify({ password: 'CHOOSE-ONE' });
  const mapping = JSON.stringify({ users: [`${prefix}-writer`] });
  const put = (path: string, body: string) =>
    `    curl -u ADMIN -H 'content-type: application/json' -X PUT '${url}/_plugins/_security/api/${path}' -d '${body}'`;
  return `
Next, make a writer; name and password are for the action's inputs opensearch-username and opensearch-password:
${put(`internalusers/${prefix}-writer`, user)}
${put(`rolesmapping/${writer}`, mapping)}
`;
}
