import { $n as correlationOf, Et as VERSION, Qn as approvalsOf, Zn as ecsDocument, ar as findingsOf, cr as valueAt, er as namesOf, gr as entryKey, ir as timeOf, lr as omittedAt, nr as sentenceOf, or as LONGEST_TEXT, rr as summaryOf, sr as factsOf, tr as remainderOf, ur as compact } from "./hook.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/sinks/shapes/native.ts
function nativeDocument(entry, { detail, longestText }) {
	const facts = factsOf(entry.document, longestText);
	const names = namesOf(entry);
	const core = detail === "core" && {
		...summaryOf(facts),
		workflow: facts.text("pipeline", "workflow"),
		environment: facts.text("pipeline", "environment"),
		initiator: accountOf("initiator"),
		rerunner: accountOf("rerunner"),
		approvals: approvalsOf(facts),
		runner: {
			name: facts.text("runner", "name"),
			hostName: facts.text("runner", "hostName")
		},
		correlation: correlationOf(facts)
	};
	return compact({
		key: entryKey(names),
		...names,
		time: timeOf(entry),
		doorlog: {
			...core,
			...remainderOf(entry, facts, omittedAt(entry, detail))
		},
		record: detail === "core" ? void 0 : entry.document,
		bundle: detail === "whole" ? entry.bundle && jsonOf(entry.bundle) : void 0
	});
	function accountOf(person) {
		return {
			login: facts.text("people", person, "login"),
			id: facts.text("people", person, "id"),
			type: facts.text("people", person, "type"),
			role: facts.text("people", person, "role")
		};
	}
}
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

// src/sinks/shapes/ocsf.ts
const OCSF_VERSION = "1.8.0";
const CLASS = 6003;
const MOST_AUTHORIZATIONS = 5;
const OTHER = 99;
const ACTIVITIES = {
	start: {
		id: 1,
		name: "Create"
	},
	end: {
		id: 3,
		name: "Update"
	}
};
const SEVERITY_IDS = {
	low: {
		id: 2,
		name: "Low"
	},
	medium: {
		id: 3,
		name: "Medium"
	},
	high: {
		id: 4,
		name: "High"
	},
	critical: {
		id: 5,
		name: "Critical"
	}
};
const STATUSES = {
	success: {
		id: 1,
		name: "Success"
	},
	failure: {
		id: 2,
		name: "Failure"
	},
	cancelled: {
		id: OTHER,
		name: "cancelled"
	}
};
function ocsfEvent(entry, { detail, sentAt, longestText }) {
	const facts = factsOf(entry.document, longestText);
	const names = namesOf(entry);
	const { phase } = names;
	const time = timeOf(entry);
	const activity = lookUp(ACTIVITIES, phase) ?? {
		id: OTHER,
		name: phase
	};
	const worst = findingsOf(facts)?.worst;
	const severity = worst === void 0 ? {
		id: 1,
		name: "Informational"
	} : SEVERITY_IDS[worst];
	const status = lookUp(STATUSES, facts.text("outcome", "status") ?? "") ?? {
		id: 0,
		name: "Unknown"
	};
	const job = {
		actor: actorOf(facts),
		api: apiOf(facts, phase),
		src_endpoint: endpointOf(facts),
		resources: [resourceOf(facts)],
		message: sentenceOf(facts, phase)
	};
	const sent = sentAt.getTime();
	const happened = Date.parse(time);
	const omitted = omittedAt(entry, detail);
	const correlation = correlationOf(facts);
	const own = {
		...names,
		...summaryOf(facts),
		environment: facts.text("pipeline", "environment"),
		approvals: approvalsOf(facts),
		rerunner: {
			login: facts.text("people", "rerunner", "login"),
			id: facts.text("people", "rerunner", "id")
		}
	};
	return compact({
		activity_id: activity.id,
		activity_name: activity.name,
		category_uid: 6,
		category_name: "Application Activity",
		class_uid: CLASS,
		class_name: "API Activity",
		type_uid: CLASS * 100 + activity.id,
		type_name: `API Activity: ${activity.id === OTHER ? "Other" : activity.name}`,
		time: Number.isNaN(happened) ? sent : happened,
		severity_id: severity.id,
		severity: severity.name,
		status_id: status.id,
		status: status.name,
		...job,
		metadata: {
			version: OCSF_VERSION,
			product: {
				name: "Doorlog",
				vendor_name: "Doorlog",
				version: VERSION
			},
			profiles: [],
			uid: entryKey(names),
			event_code: phase,
			log_name: "doorlog",
			original_time: time,
			logged_time: sent,
			correlation_uid: correlation,
			labels: facts.flag("simulation") === true ? ["doorlog-simulation"] : void 0,
			is_truncated: omitted.includes("record") || facts.cut().length > 0 ? true : void 0
		},
		unmapped: { doorlog: {
			...own,
			...remainderOf(entry, facts, omitted),
			record: detail === "core" ? void 0 : entry.document,
			bundle: detail === "whole" ? entry.bundle : void 0
		} }
	});
}
function actorOf(facts) {
	const role = facts.text("people", "initiator", "role");
	const account = {
		name: facts.text("people", "initiator", "login"),
		uid: facts.text("people", "initiator", "id")
	};
	const isKnown = account.name !== void 0 || account.uid !== void 0;
	const authorizations = authorizationsOf(facts);
	return {
		app_name: facts.text("pipeline", "provider") ?? "unknown",
		user: isKnown ? {
			...account,
			...userType(facts.text("people", "initiator", "type")),
			groups: role === void 0 ? void 0 : [{
				name: role,
				type: "repository role"
			}]
		} : void 0,
		authorizations: authorizations.length > 0 ? authorizations : void 0
	};
}
function userType(type) {
	if (type === "user") return {
		type_id: 1,
		type: "User"
	};
	if (type === "bot") return {
		type_id: 4,
		type: "Service"
	};
	return type === void 0 || type === "unknown" ? {
		type_id: 0,
		type: "Unknown"
	} : {
		type_id: OTHER,
		type
	};
}
function authorizationsOf(facts) {
	const approvals = facts.at("approvals");
	if (!Array.isArray(approvals)) return [];
	return approvals.slice(0, MOST_AUTHORIZATIONS).map((approval, index) => {
		const state = textOr(valueAt(approval, ["state"]), "answered");
		const login = textOr(valueAt(approval, ["user", "login"]), "somebody unknown");
		const environment = valueAt(approval, ["environment"]);
		return compact({
			decision: facts.made(`approvals.${index}`, `${state} by ${login}`),
			policy: typeof environment === "string" && environment !== "" ? {
				name: facts.made(`approvals.${index}.environment`, environment),
				type: "deployment environment"
			} : void 0
		});
	});
}
function apiOf(facts, phase) {
	return {
		operation: `job.${phase}`,
		service: {
			name: facts.text("pipeline", "workflow") ?? "unknown",
			uid: facts.text("pipeline", "workflowRef")
		},
		request: { uid: facts.text("pipeline", "runId") }
	};
}
function endpointOf(facts) {
	const name = facts.text("runner", "name") ?? facts.text("runner", "hostName") ?? "unknown";
	const type = facts.text("runner", "environment");
	return {
		name,
		hostname: facts.text("runner", "hostName"),
		uid: facts.text("runner", "trackingId"),
		...type !== void 0 && {
			type_id: OTHER,
			type
		}
	};
}
function resourceOf(facts) {
	const owner = {
		name: facts.text("pipeline", "repositoryOwner"),
		uid: facts.text("pipeline", "repositoryOwnerId")
	};
	const hasOwner = owner.name !== void 0 || owner.uid !== void 0;
	return compact({
		type: "pipeline job",
		name: facts.text("pipeline", "job") ?? "unknown",
		uid: correlationOf(facts),
		namespace: facts.text("pipeline", "repository"),
		version: facts.text("pipeline", "sha"),
		owner: hasOwner ? {
			...owner,
			org: owner
		} : void 0
	});
}
function lookUp(table, key) {
	return Object.hasOwn(table, key) ? table[key] : void 0;
}
function textOr(value, otherwise) {
	return typeof value === "string" && value !== "" ? value : otherwise;
}

// src/sinks/shapes/otel-values.ts
function attributes(pairs) {
	return pairs.flatMap(([key, value]) => value === void 0 ? [] : [{
		key,
		value: anyValue(value)
	}]);
}
function anyValue(value) {
	switch (typeof value) {
		case "string": return { stringValue: value };
		case "boolean": return { boolValue: value };
		case "number": return { intValue: String(value) };
		default: return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
	}
}

// src/sinks/shapes/otel.ts
const SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";
const SEVERITY_NUMBERS = {
	low: 10,
	medium: 13,
	high: 17,
	critical: 21
};
const INFO = 9;
const RESULTS = {
	success: "success",
	failure: "failure",
	cancelled: "cancellation"
};
function otelDocument(entry, options) {
	const { detail, sentAt, longestText } = options;
	const facts = factsOf(entry.document, longestText);
	const names = namesOf(entry);
	const worst = findingsOf(facts)?.worst;
	const recordAttributes = attributes([
		["log.record.uid", entryKey(names)],
		...recordFacts(facts),
		...ownFacts(entry, facts, options)
	]);
	const trace = traceIdOf(facts);
	const resource = { attributes: attributes(resourceFacts(facts)) };
	const logRecord = {
		timeUnixNano: nanos(new Date(timeOf(entry))),
		observedTimeUnixNano: nanos(sentAt),
		severityNumber: worst === void 0 ? INFO : SEVERITY_NUMBERS[worst],
		severityText: worst ?? "info",
		eventName: `doorlog.job.${names.phase}`,
		body: { stringValue: detail === "core" ? sentenceOf(facts, names.phase) : JSON.stringify(entry.document) },
		attributes: recordAttributes,
		...trace !== void 0 && { traceId: trace }
	};
	return { resourceLogs: [{
		resource,
		scopeLogs: [{
			scope: {
				name: "doorlog",
				version: VERSION
			},
			schemaUrl: SCHEMA_URL,
			logRecords: [logRecord]
		}],
		schemaUrl: SCHEMA_URL
	}] };
}
function resourceFacts(facts) {
	return [
		["service.name", "doorlog"],
		["service.version", VERSION],
		["cicd.worker.name", facts.text("runner", "name")],
		["cicd.worker.id", facts.text("runner", "trackingId")],
		["host.name", facts.text("runner", "hostName")],
		["deployment.environment.name", facts.text("pipeline", "environment")]
	];
}
function recordFacts(facts) {
	const pipeline = (member) => facts.text("pipeline", member);
	const initiator = (member) => facts.text("people", "initiator", member);
	const server = pipeline("server");
	const repository = pipeline("repository");
	const status = facts.text("outcome", "status") ?? "";
	const role = initiator("role");
	return [
		["cicd.pipeline.name", pipeline("workflow")],
		["cicd.pipeline.run.id", pipeline("runId")],
		["cicd.pipeline.run.url.full", pipeline("runUrl")],
		["cicd.pipeline.task.name", pipeline("job")],
		["cicd.pipeline.task.run.id", pipeline("checkRunId")],
		["cicd.pipeline.task.run.result", Object.hasOwn(RESULTS, status) ? RESULTS[status] : void 0],
		["vcs.provider.name", pipeline("provider") === "github-actions" ? "github" : void 0],
		["vcs.owner.name", pipeline("repositoryOwner")],
		["vcs.repository.name", repository?.split("/").at(-1)],
		["vcs.repository.url.full", server !== void 0 && repository !== void 0 ? facts.made("vcs.repository.url.full", `${server}/${repository}`) : void 0],
		...refFacts(pipeline("ref")),
		["vcs.ref.head.revision", pipeline("sha")],
		["user.name", initiator("login")],
		["user.id", initiator("id")],
		["user.roles", role === void 0 ? void 0 : [role]]
	];
}
function refFacts(ref) {
	const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref ?? "") ?? [];
	return [["vcs.ref.head.name", name ?? ref], ["vcs.ref.head.type", kind && (kind === "heads" ? "branch" : "tag")]];
}
function ownFacts(entry, facts, { detail }) {
	const own = {
		...namesOf(entry),
		...summaryOf(facts),
		approvals: approvalsOf(facts),
		correlation: correlationOf(facts),
		"rerunner.login": facts.text("people", "rerunner", "login"),
		"rerunner.id": facts.text("people", "rerunner", "id"),
		...remainderOf(entry, facts, omittedAt(entry, detail)),
		bundle: detail === "whole" ? entry.bundle : void 0
	};
	return Object.entries(own).map(([name, value]) => [`doorlog.${name}`, value]);
}
function traceIdOf(facts) {
	const correlation = correlationOf(facts);
	if (correlation === void 0) return void 0;
	const text = `${facts.text("pipeline", "server") ?? ""} ${correlation}`;
	return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
function nanos(date) {
	const time = date.getTime();
	return time >= 0 && time < Number(2n ** 64n / 1000000n) ? `${BigInt(time) * 1000000n}` : "0";
}

// src/sinks/shapes/shape.ts
const MOST_CORE_BYTES = 8e3;
const SHORTER_TEXTS = [
	512,
	256,
	128,
	64,
	32
];
function shaped(entry, shape, detail, sentAt) {
	return detail === "core" ? coreOf(entry, shape, sentAt).document : inShape(entry, shape, {
		detail,
		sentAt,
		longestText: LONGEST_TEXT
	});
}
function fitted(entry, { shape, maxBytes, sentAt, most = "whole" }) {
	const details = most === "core" ? [] : most === "record" || !entry.bundle ? ["record"] : ["whole", "record"];
	for (const detail of details) {
		const written = attempt(() => writtenAs(shaped(entry, shape, detail, sentAt)));
		if (written !== void 0 && Buffer.byteLength(written.text) <= maxBytes) return {
			...written,
			omitted: omittedAt(entry, detail)
		};
	}
	return {
		...coreOf(entry, shape, sentAt),
		omitted: omittedAt(entry, "core")
	};
}
function coreOf(entry, shape, sentAt) {
	const at = (longestText) => writtenAs(inShape(entry, shape, {
		detail: "core",
		sentAt,
		longestText
	}));
	let core = at(LONGEST_TEXT);
	for (const shorter of SHORTER_TEXTS) {
		if (Buffer.byteLength(core.text) < 8e3) break;
		core = at(shorter);
	}
	return core;
}
function writtenAs(document) {
	return {
		text: JSON.stringify(document),
		document
	};
}
function inShape(entry, shape, options) {
	switch (shape) {
		case "native": return nativeDocument(entry, options);
		case "ecs": return ecsDocument(entry, "object", options);
		case "ocsf": return ocsfEvent(entry, options);
		case "otel": return otelDocument(entry, options);
	}
}
function attempt(make) {
	try {
		return make();
	} catch (error) {
		if (error instanceof RangeError) return void 0;
		throw error;
	}
}

export { fitted as t };