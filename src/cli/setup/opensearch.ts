import { DoorlogError } from '../../errors.ts';
import { authorizationOf } from '../../sinks/elasticsearch/authorization.ts';
import { ClusterUrl, IndexPrefix } from '../../sinks/elasticsearch/type.ts';
import { openSearchSetupSteps, openSearchWriterHints } from '../../sinks/opensearch/setup.ts';
import { OPENSEARCH_MEND } from '../../sinks/opensearch/type.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../../sinks/secrets.ts';
import { checkedOption, clusterSteps } from './cluster.ts';
import type { SetupKind } from './plan.ts';

const HELP = `Usage: doorlog setup opensearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup opensearch --print [--prefix PREFIX] [--json]

Prepares an OpenSearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles, one
that may only add documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES('opensearchUsername')} and ${VARIABLE_NAMES('opensearchPassword')}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup opensearch --url https://logs.example.org:9200
`;

export const openSearchKind: SetupKind = {
  help: HELP,
  options: { url: { type: 'string' }, prefix: { type: 'string', default: 'doorlog' } },
  async plan(values, io, isPrinted) {
    const prefix = checkedOption(IndexPrefix(), values.prefix, '--prefix');
    if (values.url === undefined && !isPrinted) {
      throw new DoorlogError('usage', 'Option --url is missing; give the address of the cluster, or --print.');
    }
    const url =
      values.url === undefined
        ? undefined
        : checkedOption(ClusterUrl(OPENSEARCH_MEND), values.url, '--url').replace(/\/+$/, '');
    const steps = clusterSteps(
      {
        service: 'OpenSearch',
        url,
        headers: isPrinted ? {} : authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES, 'opensearch'),
        signIn: `${VARIABLE_NAMES('opensearchUsername')} and ${VARIABLE_NAMES('opensearchPassword')}`,
        rights: 'an administrator of the security plugin',
        takes: 'OpenSearch 2 or later with its security plugin and the module ingest-common',
      },
      openSearchSetupSteps(prefix),
      io,
    );
    return {
      steps,
      about: { ...(url && { url }), prefix },
      ...(url && { hints: openSearchWriterHints(url, prefix) }),
    };
  },
};
