import { Dn as IndexPrefix, En as ClusterUrl, Lr as DoorlogError, Yn as authorizationOf, bn as secretsFromVariables, yn as VARIABLE_NAMES } from "./hook.js";
import { i as writerRole, n as setupSteps, t as setupNames } from "./setup2.js";
import { n as clusterSteps, t as checkedOption } from "./cluster.js";

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
const elasticsearchKind = {
	help: HELP,
	options: {
		url: { type: "string" },
		prefix: {
			type: "string",
			default: "doorlog"
		}
	},
	async plan(values, io, isPrinted) {
		const prefix = checkedOption(IndexPrefix(), values.prefix, "--prefix");
		if (values.url === void 0 && !isPrinted) throw new DoorlogError("usage", "Option --url is missing; give the address of the cluster, or --print.");
		const url = values.url === void 0 ? void 0 : checkedOption(ClusterUrl(), values.url, "--url").replace(/\/+$/, "");
		return {
			steps: clusterSteps({
				service: "Elasticsearch",
				url,
				headers: isPrinted ? {} : authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES),
				signIn: `${VARIABLE_NAMES("elasticsearchUsername")} and ${VARIABLE_NAMES("elasticsearchPassword")}`,
				rights: "manage_ingest_pipelines, manage_index_templates and manage_security",
				takes: "Elasticsearch 8 or later with its security on and the module ingest-common"
			}, setupSteps(prefix), io),
			about: {
				...url && { url },
				prefix
			},
			...url && { hints: writerHints(url, prefix) }
		};
	}
};

export { elasticsearchKind };