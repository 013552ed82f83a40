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

export { writerRole as i, setupSteps as n, storageSteps as r, setupNames as t };