import { openSearchSetupSteps, openSearchWriterHints } from '../../sinks/opensearch/setup.ts';
import { OPENSEARCH_MEND } from '../../sinks/opensearch/type.ts';
import { VARIABLE_NAMES } from '../../sinks/secrets.ts';
import { clusterKind } from './cluster-kind.ts';

const HELP = `Usage: doorlog setup opensearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup opensearch --print [--prefix PREFIX] [--json]

Prepares an OpenSearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only add documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES('opensearchUsername')} and ${VARIABLE_NAMES('opensearchPassword')}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup opensearch --url https://logs.example.org:9200
`;

export const openSearchKind = clusterKind({
  product: 'opensearch',
  help: HELP,
  mend: OPENSEARCH_MEND,
  steps: openSearchSetupSteps,
  hints: openSearchWriterHints,
  service: 'OpenSearch',
  signIn: `${VARIABLE_NAMES('opensearchUsername')} and ${VARIABLE_NAMES('opensearchPassword')}`,
  rights: 'an administrator of the security plugin',
  takes: 'OpenSearch 2 or later with its security plugin and the module ingest-common',
});
