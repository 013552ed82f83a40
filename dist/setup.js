import { Un as sentenceOf, Vn as DoorlogError, an as IndexPrefix, in as secretsFromVariables, jn as safeParse, nn as VARIABLE_NAMES, on as ServerUrl, rn as authorizationOf } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";

// src/sinks/elasticsearch-setup.ts
/** The names of all that is installed for an index prefix. */
function setupNames(prefix) {
	return {
		pipeline: `${prefix}-arrival`,
		template: prefix,
		writer: `${prefix}_writer`,
		reader: `${prefix}_reader`
	};
}
/**
* What a cluster needs to hold records, in the order in which it is installed; each may be installed any number of
* times. After Elasticsearch's documentation of final pipelines, index templates and index privileges.
*/
function setupSteps(prefix) {
	const names = setupNames(prefix);
	return [
		{
			what: "ingest pipeline that stamps the time of arrival",
			name: names.pipeline,
			path: `/_ingest/pipeline/${names.pipeline}`,
			body: arrivalPipeline()
		},
		{
			what: `index template for ${prefix}-*`,
			name: names.template,
			path: `/_index_template/${names.template}`,
			body: indexTemplate(prefix)
		},
		{
			what: "role of the writer, who may create documents and nothing else",
			name: names.writer,
			path: `/_security/role/${names.writer}`,
			body: writerRole(prefix)
		},
		{
			what: "role of readers, who may search and nothing else",
			name: names.reader,
			path: `/_security/role/${names.reader}`,
			body: readerRole(prefix)
		}
	];
}
/** A role for those who deliver: new documents, in months whose index is still to come into being. */
function writerRole(prefix) {
	return {
		cluster: [],
		indices: [{
			names: [`${prefix}-*`],
			privileges: ["create_doc", "auto_configure"]
		}]
	};
}
/** A role for those who read records back. */
function readerRole(prefix) {
	return {
		cluster: [],
		indices: [{
			names: [`${prefix}-*`],
			privileges: ["read", "view_index_metadata"]
		}]
	};
}
/** Overwrites what a writer may have put there, in a nested field or in one with a dot in its name. */
function arrivalPipeline() {
	return {
		description: "Doorlog: stamps the time of arrival, which no writer can choose.",
		processors: [{ dot_expander: {
			field: "event.ingested",
			override: true
		} }, { set: {
			field: "event.ingested",
			value: "{{{_ingest.timestamp}}}",
			override: true
		} }]
	};
}
/**
* `dynamic: false` everywhere: a record's keys are partly made by users (matrix, claims), and new keys must neither
* refuse a document nor grow the mapping.
*/
function indexTemplate(prefix) {
	return {
		index_patterns: [`${prefix}-*`],
		priority: 500,
		template: {
			settings: { index: {
				number_of_shards: 1,
				auto_expand_replicas: "0-1",
				final_pipeline: setupNames(prefix).pipeline,
				mapping: { ignore_malformed: true }
			} },
			mappings: {
				dynamic: false,
				properties: mappedFields()
			}
		},
		_meta: { description: "Doorlog: access records of pipeline jobs." }
	};
}
function mappedFields() {
	const date = { type: "date" };
	return {
		"@timestamp": date,
		...keywords("tags").properties,
		ecs: keywords("version"),
		event: { properties: {
			...keywords("id", "kind", "action", "type", "outcome", "hash", "module", "url", "reason").properties,
			ingested: date
		} },
		user: { properties: {
			...keywords("name", "id", "roles").properties,
			effective: keywords("name", "id")
		} },
		organization: keywords("name", "id"),
		service: keywords("environment"),
		host: keywords("name"),
		trace: keywords("id"),
		doorlog: { properties: {
			...keywords("recordId", "phase", "digest", "provider", "server", "repository", "repositoryId", "workflowRef", "runId", "runAttempt", "job", "event", "ref", "commit", "verdict").properties,
			record: {
				type: "object",
				dynamic: false
			},
			recordText: {
				type: "keyword",
				index: false,
				doc_values: false
			}
		} }
	};
}
function keywords(...names) {
	return { properties: Object.fromEntries(names.map((name) => [name, {
		type: "keyword",
		ignore_above: 1024
	}])) };
}

// src/cli/setup-text.ts
/** The requests as the console of Kibana's developer tools takes them, each with a comment above it. */
function printedSteps(steps) {
	return steps.map(({ what, path, body }) => `# ${what}\nPUT ${path}\n${JSON.stringify(body, null, 2)}\n`).join("\n");
}
/** How to make a writer for the records, by API key or by user. */
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

// src/cli/setup.ts
const HELP = `Usage: doorlog setup elasticsearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup elasticsearch --print [--prefix PREFIX] [--json]

Prepares an Elasticsearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only create documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES.apiKey}, or
${VARIABLE_NAMES.username} and ${VARIABLE_NAMES.password}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;
/** The command `doorlog setup`; returns the exit code. */
async function setup(args, io) {
	try {
		const { values, positionals } = readArguments("setup", {
			args,
			allowPositionals: true,
			options: {
				url: { type: "string" },
				prefix: {
					type: "string",
					default: "doorlog"
				},
				print: { type: "boolean" },
				undo: { type: "boolean" },
				json: { type: "boolean" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (positionals.length !== 1 || positionals[0] !== "elasticsearch") throw new DoorlogError("usage", "Say what to set up: doorlog setup elasticsearch --url URL.");
		const prefix = checked(IndexPrefix(), values.prefix, "--prefix");
		const steps = setupSteps(prefix);
		if (values.print) {
			if (values.undo) throw new DoorlogError("usage", "Options --print and --undo do not go together.");
			io.stdout(values.json ? `${JSON.stringify(steps, null, 2)}\n` : printedSteps(steps));
			return EXIT.fine;
		}
		if (values.url === void 0) throw new DoorlogError("usage", "Option --url is missing; give the address of the cluster, or --print.");
		const url = checked(ServerUrl(), values.url, "--url").replace(/\/+$/, "");
		const cluster = createCluster(url, io);
		return conclude(await (values.undo ? removeAll(cluster, steps) : installAll(cluster, steps)), {
			url,
			prefix,
			undo: values.undo ?? false,
			json: values.json ?? false
		}, io);
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
function checked(schema, value, option) {
	const result = safeParse(schema, value);
	if (result.success) return result.data;
	throw new DoorlogError("usage", `Option ${option} ${result.error.issues[0]?.message ?? "is not valid"}.`);
}
function createCluster(url, io) {
	const authorization = authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES);
	return async (method, { path, body }) => {
		const { status } = await io.http({
			service: "Elasticsearch",
			method,
			url: url + path,
			headers: {
				accept: "application/json",
				"content-type": "application/json",
				...authorization
			},
			...method === "PUT" && { body: JSON.stringify(body) }
		});
		return status;
	};
}
/** Stops at the first failure: a template without its pipeline would refuse every record. */
async function installAll(cluster, steps) {
	const reports = [];
	for (const step of steps) {
		const report = await tryStep(step, async () => {
			const status = await cluster("PUT", step);
			return status === 200 || status === 201 ? { status: "installed" } : {
				status: "failed",
				reason: reasonOf(status)
			};
		});
		reports.push(report);
		if (report.status === "failed") break;
	}
	return reports;
}
async function removeAll(cluster, steps) {
	const reports = [];
	for (const step of steps.toReversed()) reports.push(await tryStep(step, async () => {
		const status = await cluster("DELETE", step);
		if (status === 200) return { status: "removed" };
		if (status === 404) return { status: "absent" };
		if (status === 400 && step.path.startsWith("/_ingest/")) return {
			status: "kept",
			reason: "indices with records still use it; delete them first"
		};
		return {
			status: "failed",
			reason: reasonOf(status)
		};
	}));
	return reports;
}
async function tryStep({ what, name }, action) {
	try {
		return {
			what,
			name,
			...await action()
		};
	} catch (error) {
		return {
			what,
			name,
			status: "failed",
			reason: sentenceOf(error).replace(/\.$/, "")
		};
	}
}
function reasonOf(status) {
	switch (status) {
		case 401: return `the cluster does not accept the credentials; give an administrator's by ${VARIABLE_NAMES.username} and ${VARIABLE_NAMES.password}`;
		case 403: return "these credentials may not do that; it takes manage_ingest_pipelines, manage_index_templates and manage_security";
		case 400:
		case 405: return "the cluster does not know this request; it takes Elasticsearch 8 or later with its security on and the module ingest-common";
		default: return `the cluster answers with status ${status}; check that the url is a cluster's`;
	}
}
function conclude(steps, done, io) {
	const failed = steps.some(({ status }) => status === "failed");
	if (done.json) io.stdout(`${JSON.stringify({
		url: done.url,
		prefix: done.prefix,
		steps
	}, null, 2)}\n`);
	else {
		const lines = steps.map(({ status, what, name, reason }) => `${status}: ${what}, ${name}${reason === void 0 ? "" : ` (${reason})`}`);
		io.stdout(`${lines.join("\n")}\n`);
		if (!failed && !done.undo) io.stdout(writerHints(done.url, done.prefix));
	}
	return failed ? EXIT.service : EXIT.fine;
}

export { setup };