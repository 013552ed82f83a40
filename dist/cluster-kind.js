import { Gn as ClusterUrl, In as VARIABLE_NAMES, Kn as IndexPrefix, Ln as secretsFromVariables, mr as authorizationOf, ri as DoorlogError } from "./hook.js";
import { t as checkedOption } from "./checked-option.js";

// src/sinks/elasticsearch/setup.ts
function setupNames(prefix) {
	return {
		pipeline: `${prefix}-arrival`,
		template: prefix,
		writer: `${prefix}_writer`,
		reader: `${prefix}_reader`
	};
}
function setupSteps(prefix) {
	const names = setupNames(prefix);
	return [
		...storageSteps(prefix),
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
function storageSteps(prefix) {
	const names = setupNames(prefix);
	return [{
		what: "ingest pipeline that stamps the time of arrival",
		name: names.pipeline,
		path: `/_ingest/pipeline/${names.pipeline}`,
		body: arrivalPipeline()
	}, {
		what: `index template for ${prefix}-*`,
		name: names.template,
		path: `/_index_template/${names.template}`,
		body: indexTemplate(prefix)
	}];
}
function writerRole(prefix) {
	return {
		cluster: [],
		indices: [{
			names: [`${prefix}-*`],
			privileges: ["create_doc", "auto_configure"]
		}]
	};
}
function readerRole(prefix) {
	return {
		cluster: [],
		indices: [{
			names: [`${prefix}-*`],
			privileges: ["read", "view_index_metadata"]
		}]
	};
}
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
			created: date,
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
			...keywords("recordId", "phase", "digest", "view", "subjectDigest", "recorder", "provider", "server", "repository", "repositoryId", "visibility", "workflowRef", "runId", "runAttempt", "job", "event", "ref", "commit", "verdict", "severity", "findings", "omitted").properties,
			failed: { type: "integer" },
			unknown: { type: "integer" },
			simulation: { type: "boolean" },
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

// src/cli/setup/cluster.ts
function clusterSteps(cluster, steps, io) {
	const ask = async (method, { path, body }) => {
		const { status } = await io.http({
			service: cluster.service,
			method,
			url: (cluster.url ?? "") + path,
			headers: {
				accept: "application/json",
				"content-type": "application/json",
				...cluster.headers
			},
			...method === "PUT" && { body: JSON.stringify(body) }
		});
		return status;
	};
	return steps.map((step) => ({
		what: step.what,
		name: step.name,
		printed: `# ${step.what}\nPUT ${step.path}\n${JSON.stringify(step.body, null, 2)}\n`,
		data: step,
		install: async () => {
			const status = await ask("PUT", step);
			return status === 200 || status === 201 ? { status: "installed" } : failed(cluster, status);
		},
		remove: async () => removal(cluster, step, await ask("DELETE", step))
	}));
}
function removal(cluster, { path }, status) {
	if (status === 200) return { status: "removed" };
	if (status === 404) return { status: "absent" };
	if (status === 400 && path.startsWith("/_ingest/")) return {
		status: "kept",
		reason: "indices with records still use it; delete them first"
	};
	return failed(cluster, status);
}
function failed({ signIn, rights, takes }, status) {
	return {
		status: "failed",
		reason: {
			401: `the cluster does not accept the credentials; give an administrator's by ${signIn}`,
			403: `these credentials may not do that; it takes ${rights}`,
			400: `the cluster does not know this request; it takes ${takes}`,
			405: `the cluster does not know this request; it takes ${takes}`
		}[status] ?? `the cluster answers with status ${status}; check that the url is a cluster's`
	};
}

// src/cli/setup/cluster-kind.ts
function clusterKind({ product, help, mend, steps, hints, ...words }) {
	return {
		help,
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
			const url = values.url === void 0 ? void 0 : checkedOption(ClusterUrl(mend), values.url, "--url").replace(/\/+$/, "");
			const headers = isPrinted ? {} : authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES, product);
			return {
				steps: clusterSteps({
					...words,
					url,
					headers
				}, steps(prefix), io),
				about: {
					...url && { url },
					prefix
				},
				...url && { hints: hints(url, prefix) }
			};
		}
	};
}

export { writerRole as a, storageSteps as i, setupNames as n, setupSteps as r, clusterKind as t };