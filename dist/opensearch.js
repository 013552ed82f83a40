import { i as storageSteps, n as setupNames, t as clusterKind } from "./cluster-kind.js";
import { t as OPENSEARCH_MEND } from "./type4.js";
import { In as VARIABLE_NAMES } from "./hook.js";

// src/sinks/opensearch/setup.ts
function openSearchSetupSteps(prefix) {
	const names = setupNames(prefix);
	return [
		...storageSteps(prefix),
		{
			what: "role of the writer, who may create documents, and neither read nor delete them",
			name: names.writer,
			path: `/_plugins/_security/api/roles/${names.writer}`,
			body: openSearchWriterRole(prefix)
		},
		{
			what: "role of readers, who may search and nothing else",
			name: names.reader,
			path: `/_plugins/_security/api/roles/${names.reader}`,
			body: openSearchReaderRole(prefix)
		}
	];
}
function openSearchWriterRole(prefix) {
	return {
		description: "Doorlog: delivers records.",
		cluster_permissions: ["indices:data/write/bulk"],
		index_permissions: [{
			index_patterns: [`${prefix}-*`],
			allowed_actions: [
				"indices:data/write/bulk[s]",
				"indices:data/write/index",
				"indices:admin/create",
				"indices:admin/auto_create"
			]
		}]
	};
}
function openSearchReaderRole(prefix) {
	return {
		description: "Doorlog: reads records back.",
		cluster_permissions: ["indices:data/read/scroll", "indices:data/read/scroll/clear"],
		index_permissions: [{
			index_patterns: [`${prefix}-*`],
			allowed_actions: [
				"indices:data/read/search*",
				"indices:data/read/get",
				"indices:admin/get"
			]
		}]
	};
}
function openSearchWriterHints(url, prefix) {
	const { writer } = setupNames(prefix);
	const user = JSON.stringify({ password: "CHOOSE-ONE" });
	const mapping = JSON.stringify({ users: [`${prefix}-writer`] });
	const put = (path, body) => `    curl -u ADMIN -H 'content-type: application/json' -X PUT '${url}/_plugins/_security/api/${path}' -d '${body}'`;
	return `
Next, make a writer; name and password are for the action's inputs opensearch-username and opensearch-password:
${put(`internalusers/${prefix}-writer`, user)}
${put(`rolesmapping/${writer}`, mapping)}
`;
}

// src/cli/setup/opensearch.ts
const HELP = `Usage: doorlog setup opensearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup opensearch --print [--prefix PREFIX] [--json]

Prepares an OpenSearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only add documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES("opensearchUsername")} and ${VARIABLE_NAMES("opensearchPassword")}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup opensearch --url https://logs.example.org:9200
`;
const openSearchKind = clusterKind({
	product: "opensearch",
	help: HELP,
	mend: OPENSEARCH_MEND,
	steps: openSearchSetupSteps,
	hints: openSearchWriterHints,
	service: "OpenSearch",
	signIn: `${VARIABLE_NAMES("opensearchUsername")} and ${VARIABLE_NAMES("opensearchPassword")}`,
	rights: "an administrator of the security plugin",
	takes: "OpenSearch 2 or later with its security plugin and the module ingest-common"
});

export { openSearchKind };