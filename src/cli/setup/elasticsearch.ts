import { setupSteps } from '../../sinks/elasticsearch/setup.ts';
import { VARIABLE_NAMES } from '../../sinks/secrets.ts';
import { clusterKind } from './cluster-kind.ts';
import { writerHints } from './elasticsearch-text.ts';

const HELP = `Usage: doorlog setup elasticsearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup elasticsearch --print [--prefix PREFIX] [--json]

Prepares an Elasticsearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only create documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES('elasticsearchApiKey')}, or
${VARIABLE_NAMES('elasticsearchUsername')} and ${VARIABLE_NAMES('elasticsearchPassword')}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;

export const elasticsearchKind = clusterKind({
  product: 'elasticsearch',
  help: HELP,
  steps: setupSteps,
  hints: writerHints,
  service: 'Elasticsearch',
  signIn: `${VARIABLE_NAMES('elasticsearchUsername')} and ${VARIABLE_NAMES('elasticsearchPassword')}`,
  rights: 'manage_ingest_pipelines, manage_index_templates and manage_security',
  takes: 'Elasticsearch 8 or later with its security on and the module ingest-common',
});
