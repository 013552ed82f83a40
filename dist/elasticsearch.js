import { a as writerRole, n as setupNames, r as setupSteps, t as clusterKind } from "./cluster-kind.js";
import { In as VARIABLE_NAMES } from "./hook.js";

// src/cli/setup/elasticsearch-text.ts
function writerHints(url, prefix) {
	const { writer } = setupNames(prefix);
	return `
Next, make a writer, in one of two ways:
  an API key; the "encoded" of its reply is for the action's input elasticsearch-api-key:
    curl -u ADMIN -H 'content-type: application/json' -X POST '${url}/_security/api_key' -d '${JSON.stringify({
		name: `${prefix}-writer`,
		role_descriptors: { [writer]: writerRole(prefix) }
	})}'
  a user; name and password are for elasticsearch-username and elasticsearch-password:
    curl -u ADMIN -H 'content-type: application/json' -X PUT '${url}/_security/user/${prefix}-writer' -d '${JSON.stringify({
		password: "CHOOSE-ONE",
		roles: [writer]
	})}'
`;
}

// src/cli/setup/elasticsearch.ts
const HELP = `Usage: doorlog setup elasticsearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup elasticsearch --print [--prefix PREFIX] [--json]

Prepares an Elasticsearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only create documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES("elasticsearchApiKey")}, or
${VARIABLE_NAMES("elasticsearchUsername")} and ${VARIABLE_NAMES("elasticsearchPassword")}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;
const elasticsearchKind = clusterKind({
	product: "elasticsearch",
	help: HELP,
	steps: setupSteps,
	hints: writerHints,
	service: "Elasticsearch",
	signIn: `${VARIABLE_NAMES("elasticsearchUsername")} and ${VARIABLE_NAMES("elasticsearchPassword")}`,
	rights: "manage_ingest_pipelines, manage_index_templates and manage_security",
	takes: "Elasticsearch 8 or later with its security on and the module ingest-common"
});

export { elasticsearchKind };