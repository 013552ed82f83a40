import { Er as boolean, Gr as record, Hr as number, Qr as unknown, Tr as array, Ur as object, Vr as nullish, Wr as optional, Xn as jsonOrNothing, Xr as string, Yn as clusterOf, Zr as union, ai as sentenceOf, qn as indexOf } from "./hook.js";
import { n as parted, r as transportOf, t as askStore } from "./examining.js";

// src/sinks/elasticsearch/questions.ts
const STRANGE = [
	400,
	405,
	501
];
function askerOf({ service, http, url, headers }, signal) {
	return async ({ method = "GET", path, body, schema }) => {
		const asked = await askStore(() => http({
			service,
			method,
			url: url + path,
			signal,
			headers: {
				...headers,
				...body !== void 0 && { "content-type": "application/json" }
			},
			...body !== void 0 && { body: JSON.stringify(body) }
		}));
		if ("obstacle" in asked) return {
			kind: "obstacle",
			obstacle: asked.obstacle
		};
		const { status, body: text } = asked.reply;
		if (status === 401 || status === 403) return { kind: "denied" };
		if (status === 404) return { kind: "missing" };
		if (STRANGE.includes(status)) return { kind: "strange" };
		const parsed = status === 200 ? schema.safeParse(jsonOrNothing(text)) : void 0;
		return parsed?.success ? {
			kind: "told",
			value: parsed.data
		} : {
			kind: "unclear",
			status
		};
	};
}
function untold(check, told) {
	switch (told.kind) {
		case "denied": return {
			check,
			result: "unknown",
			says: "these credentials may not see it",
			mend: "a writer should not; look once with an administrator’s credentials"
		};
		case "obstacle": return {
			...told.obstacle,
			check
		};
		case "unclear": return {
			check,
			result: "unknown",
			says: `the cluster answers with status ${told.status}`
		};
		default: return {
			check,
			result: "unknown",
			says: "the cluster does not answer this question, as a part of it is not installed"
		};
	}
}

// src/sinks/elasticsearch/examine-disk.ts
const GIGABYTE = 1024 ** 3;
const LOW = {
	part: .15,
	headroom: 200 * GIGABYTE
};
const FLOOD = {
	part: .05,
	headroom: 100 * GIGABYTE
};
const Stats = object({ nodes: record(string(), object({ fs: object({ total: object({
	total_in_bytes: number(),
	available_in_bytes: number()
}) }) })) });
async function examineDisk(ask, product) {
	const check = "disk";
	const told = await ask({
		path: "/_nodes/stats/fs?filter_path=nodes.*.fs.total",
		schema: Stats
	});
	if (told.kind !== "told") return untold(check, told);
	const nodes = Object.values(told.value.nodes).map(({ fs: { total } }) => ({
		free: total.available_in_bytes,
		part: total.available_in_bytes / Math.max(1, total.total_in_bytes)
	}));
	const isBelow = (mark) => nodes.some(({ part, free }) => part < mark.part && (product === "opensearch" || free < mark.headroom));
	const least = Math.min(1, ...nodes.map(({ part }) => part));
	const says = `the fullest node has ${Math.floor(least * 100)} per cent of its disk free`;
	const mend = "add disk space, or delete what need not be kept";
	if (isBelow(FLOOD)) return {
		check,
		result: "failed",
		says: `${says}, so that indices become read-only`,
		mend
	};
	return isBelow(LOW) ? {
		check,
		result: "warning",
		says,
		mend
	} : {
		check,
		result: "fine",
		says
	};
}

// src/sinks/elasticsearch/examine-indices.ts
const Flag = optional(union([boolean(), string()]));
const Indices = record(string(), object({ settings: optional(object({ index: optional(object({
	final_pipeline: optional(string()),
	lifecycle: optional(object({ name: optional(string()) })),
	blocks: optional(object({
		read_only: Flag,
		read_only_allow_delete: Flag,
		write: Flag
	}))
})) })) }));
const WANTED = [
	"uuid",
	"final_pipeline",
	"lifecycle",
	"blocks"
].map((name) => `*.settings.index.${name}`).join(",");
async function examineIndices(ask, { prefix, index }) {
	const check = "indices";
	const told = await ask({
		path: `/${encodeURIComponent(`${prefix}-*`)}?filter_path=${WANTED}`,
		schema: Indices
	});
	if (told.kind === "missing") return {
		examinations: [noneYet(check)],
		policies: []
	};
	if (told.kind !== "told") return { examinations: [untold(check, told)] };
	const indices = Object.entries(told.value).map(([name, { settings }]) => ({
		name,
		...settings?.index
	}));
	const policies = indices.flatMap(({ lifecycle }) => lifecycle?.name ?? []);
	const current = indices.find(({ name }) => name === index);
	return {
		examinations: [plainness(check, indices), ...stateOf(current)],
		policies: [...new Set(policies)]
	};
}
function plainness(check, indices) {
	if (indices.length === 0) return noneYet(check);
	if (indices.some(({ name }) => name.startsWith(".ds-"))) return {
		check,
		result: "warning",
		says: "records go to a data stream, which tells duplicates apart only until it rolls over",
		mend: "exclude the prefix from the template of the data stream"
	};
	return {
		check,
		result: "fine",
		says: indices.length === 1 ? "there is one plain index" : `there are ${indices.length} plain indices`
	};
}
function stateOf(current) {
	if (current === void 0) return [];
	const check = "this month’s index";
	const { name, blocks = {}, final_pipeline } = current;
	if (isSet(blocks.read_only_allow_delete)) return [{
		check,
		result: "failed",
		says: `${name} takes no documents because a disk was full`,
		mend: "free disk space; the cluster then lifts the block by itself"
	}];
	if (isSet(blocks.write) || isSet(blocks.read_only)) return [{
		check,
		result: "failed",
		says: `${name} is blocked for writing`,
		mend: "take away index.blocks.write and index.blocks.read_only"
	}];
	if (final_pipeline === void 0) return [{
		check,
		result: "warning",
		says: `${name} was made without the template, so that nothing stamps when its documents came`,
		mend: `set its index.final_pipeline; the next month’s index has it`
	}];
	return [{
		check,
		result: "fine",
		says: `${name} takes documents`
	}];
}
function noneYet(check) {
	return {
		check,
		result: "fine",
		says: "there are none yet; the first record makes one"
	};
}
function isSet(flag) {
	return flag === true || flag === "true";
}

// src/sinks/elasticsearch/index-pattern.ts
function matchesPattern(pattern, index) {
	const [first = "", ...others] = pattern.split("*");
	const last = others.pop();
	if (last === void 0) return first === index;
	if (!index.startsWith(first)) return false;
	let at = first.length;
	for (const part of others) {
		const found = index.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return index.length - last.length >= at && index.endsWith(last);
}

// src/sinks/elasticsearch/examine-lifecycle.ts
const DAY = 864e5;
const SHORTEST_DAYS = 365;
const IlmPolicies = record(string(), object({ policy: object({ phases: object({ delete: optional(object({ min_age: optional(string()) })) }) }) }));
const IsmPolicies = object({ policies: array(object({ policy: object({
	ism_template: nullish(array(object({ index_patterns: array(string()) }))),
	states: array(object({
		name: string(),
		actions: array(record(string(), unknown())),
		transitions: nullish(array(object({
			state_name: string(),
			conditions: nullish(object({ min_index_age: optional(string()) }))
		})))
	}))
}) })) });
function examineLifecycle(ask, place) {
	return place.product === "opensearch" ? examineIsm(ask, place) : examineIlm(ask, place);
}
async function examineIlm(ask, { policies }) {
	if (policies === void 0) return untold(CHECK, { kind: "denied" });
	const ages = [];
	for (const name of policies) {
		const told = await ask({
			path: `/_ilm/policy/${encodeURIComponent(name)}`,
			schema: IlmPolicies
		});
		if (told.kind === "missing") continue;
		if (told.kind !== "told") return untold(CHECK, told);
		for (const { policy } of Object.values(told.value)) if (policy.phases.delete !== void 0) ages.push(policy.phases.delete.min_age ?? "0ms");
	}
	return verdictOf(ages);
}
async function examineIsm(ask, { index }) {
	const told = await ask({
		path: "/_plugins/_ism/policies?size=1000",
		schema: IsmPolicies
	});
	if (told.kind === "strange" || told.kind === "missing") return verdictOf([]);
	if (told.kind !== "told") return untold(CHECK, told);
	return verdictOf(told.value.policies.filter(({ policy }) => policy.ism_template?.some(({ index_patterns: patterns }) => patterns.some((one) => matchesPattern(one, index)))).flatMap(({ policy }) => agesOf(policy.states)));
}
function agesOf(states) {
	const deleting = new Set(states.filter(({ actions }) => actions.some((one) => "delete" in one)).map(({ name }) => name));
	return states.flatMap(({ transitions }) => (transitions ?? []).filter(({ state_name: name }) => deleting.has(name)).map(({ conditions }) => conditions?.min_index_age ?? "0ms"));
}
const CHECK = "lifecycle";
function verdictOf(ages) {
	const days = ages.map(daysOf);
	if (days.length === 0) return {
		check: CHECK,
		result: "fine",
		says: "no policy is known that deletes indices by age"
	};
	const least = Math.min(...days);
	const says = `a policy deletes indices after ${Math.floor(least)} days`;
	if (least >= SHORTEST_DAYS) return {
		check: CHECK,
		result: "fine",
		says
	};
	return {
		check: CHECK,
		result: "warning",
		says,
		mend: "raise it to the time for which records must be kept, and keep them under a lock elsewhere"
	};
}
const UNITS = {
	d: DAY,
	h: DAY / 24,
	m: DAY / 1440,
	s: 1e3,
	ms: 1,
	micros: 0,
	nanos: 0
};
function daysOf(age) {
	const [, number = "0", unit = "ms"] = /^(\d+)([a-z]+)$/.exec(age) ?? [];
	return Number(number) * (UNITS[unit] ?? 0) / DAY;
}

// src/sinks/elasticsearch/examine-rights.ts
const ALTERING = [
	"index",
	"write",
	"delete",
	"delete_index",
	"manage"
];
const STARTING = [
	"auto_configure",
	"create_index",
	"manage"
];
const RULING = [
	"manage_ingest_pipelines",
	"manage_index_templates",
	"manage_security"
];
const HasPrivileges = object({
	cluster: record(string(), boolean()),
	index: record(string(), record(string(), boolean()))
});
const AuthInfo = object({ roles: array(string()) });
function examineRights(ask, writer) {
	return writer.product === "opensearch" ? openSearchRights(ask, writer) : elasticsearchRights(ask, writer);
}
async function elasticsearchRights(ask, { index }) {
	const told = await ask({
		method: "POST",
		path: "/_security/user/_has_privileges",
		body: {
			cluster: RULING,
			index: [{
				names: [index],
				privileges: [
					"create_doc",
					...STARTING,
					...ALTERING
				]
			}]
		},
		schema: HasPrivileges
	});
	if (told.kind === "obstacle") return [told.obstacle];
	if (told.kind === "denied") return [refusedCredentials("an API key, or a user name and a password")];
	if (told.kind === "strange") return [unguarded("turn on xpack.security")];
	if (told.kind !== "told") return [untold("credentials", told)];
	const may = told.value.index[index] ?? {};
	const rules = RULING.filter((name) => told.value.cluster[name]);
	const alters = [...ALTERING.filter((name) => may[name]), ...rules];
	return [
		{
			check: "credentials",
			result: "fine",
			says: "the cluster takes the credentials"
		},
		may.create_doc ? {
			check: "creating",
			result: "fine",
			says: `the credentials may create documents in ${index}`
		} : {
			check: "creating",
			result: "failed",
			says: `the credentials may not create documents in ${index}`,
			mend: "give the writer the role that doorlog setup elasticsearch installs"
		},
		STARTING.some((name) => may[name]) ? {
			check: "next month",
			result: "fine",
			says: "the credentials may start a new month’s index"
		} : {
			check: "next month",
			result: "warning",
			says: "the credentials may not start a new month’s index, so that records are refused from then on",
			mend: "give the writer auto_configure"
		},
		alters.length === 0 ? {
			check: "altering",
			result: "fine",
			says: "the credentials may not change or delete what is there"
		} : {
			check: "altering",
			result: "warning",
			says: `whoever gets hold of these credentials can change the log (${alters.join(", ")})`,
			mend: "deliver with a writer that has nothing but the role of doorlog setup elasticsearch"
		}
	];
}
async function openSearchRights(ask, { prefix }) {
	const told = await ask({
		path: "/_plugins/_security/authinfo",
		schema: AuthInfo
	});
	if (told.kind === "obstacle") return [told.obstacle];
	if (told.kind === "denied") return [refusedCredentials("a user name and a password")];
	if (told.kind === "strange") return [unguarded("install OpenSearch’s security plugin")];
	if (told.kind !== "told") return [untold("credentials", told)];
	const { roles } = told.value;
	const taken = {
		check: "credentials",
		result: "fine",
		says: "the cluster takes the credentials"
	};
	const mayAll = roles.includes("all_access");
	return [
		taken,
		mayAll || roles.includes(`${prefix}_writer`) ? {
			check: "creating",
			result: "fine",
			says: "the user has a role that may create documents"
		} : {
			check: "creating",
			result: "unknown",
			says: `the user has not the role ${prefix}_writer, and OpenSearch does not tell what its roles allow`,
			mend: "map the user to the role that doorlog setup opensearch installs"
		},
		mayAll ? {
			check: "altering",
			result: "warning",
			says: "whoever gets hold of these credentials can change the log (all_access)",
			mend: "deliver with a writer that has nothing but the role of doorlog setup opensearch"
		} : {
			check: "altering",
			result: "warning",
			says: "OpenSearch lets whoever may create a document write over it too",
			mend: "deliver to a store with a lock as well, such as s3",
			inherent: true
		}
	];
}
function refusedCredentials(which) {
	return {
		check: "credentials",
		result: "failed",
		says: "the cluster does not take the credentials, or none were given",
		mend: `give ${which} that it knows`
	};
}
function unguarded(mend) {
	return {
		check: "credentials",
		result: "warning",
		says: "the cluster asks nobody to sign in, so that whoever reaches it can change the log",
		mend
	};
}

// src/sinks/elasticsearch/examine-template.ts
const Templates = object({ index_templates: array(object({
	name: string(),
	index_template: object({
		index_patterns: union([string(), array(string())]),
		priority: optional(number()),
		data_stream: optional(unknown())
	})
})) });
const Simulated = object({ template: object({
	settings: optional(object({ index: optional(object({
		final_pipeline: optional(string()),
		lifecycle: optional(object({ name: optional(string()) }))
	})) })),
	mappings: optional(object({ dynamic: optional(unknown()) }))
}) });
const Pipelines = record(string(), unknown());
async function examineTemplate(ask, { product, index }) {
	const check = "index template";
	const mend = `run doorlog setup ${product}`;
	const listed = await ask({
		path: "/_index_template",
		schema: Templates
	});
	if (listed.kind !== "told" && listed.kind !== "missing") return { examinations: [untold(check, listed)] };
	const winner = (listed.kind === "told" ? listed.value.index_templates : []).filter((template) => [template.index_template.index_patterns].flat().some((pattern) => matchesPattern(pattern, index))).sort((a, b) => (b.index_template.priority ?? 0) - (a.index_template.priority ?? 0))[0];
	if (winner === void 0) return {
		examinations: [{
			check,
			result: "warning",
			says: `no template fits ${index}, so that the keys of records grow its mapping until it refuses them`,
			mend
		}],
		policies: []
	};
	if (winner.index_template.data_stream !== void 0) return { examinations: [{
		check,
		result: "warning",
		says: `a template makes ${index} a data stream, which tells duplicates apart only until it rolls over`,
		mend: "exclude the prefix from that template"
	}] };
	const simulated = await ask({
		method: "POST",
		path: `/_index_template/_simulate_index/${index}`,
		schema: Simulated
	});
	if (simulated.kind !== "told") return { examinations: [untold(check, simulated)] };
	const { settings, mappings } = simulated.value.template;
	const template = String(mappings?.dynamic) !== "false" ? {
		check,
		result: "warning",
		says: "new keys in records grow the mapping until the cluster refuses them",
		mend
	} : {
		check,
		result: "fine",
		says: "new keys in records neither fail nor grow the mapping"
	};
	const pipeline = await examinePipeline(ask, settings?.index?.final_pipeline, mend);
	const policy = settings?.index?.lifecycle?.name;
	return {
		examinations: [template, pipeline],
		policies: policy === void 0 ? [] : [policy]
	};
}
async function examinePipeline(ask, name, mend) {
	const check = "time of arrival";
	if (name === void 0 || name === "_none") return {
		check,
		result: "warning",
		says: "nothing stamps when a document came, so that writers can claim it",
		mend
	};
	const told = await ask({
		path: `/_ingest/pipeline/${encodeURIComponent(name)}`,
		schema: Pipelines
	});
	if (told.kind === "missing") return {
		check,
		result: "failed",
		says: "the final pipeline that the template names does not exist, so that every document is refused",
		mend
	};
	if (told.kind !== "told") return untold(check, told);
	return JSON.stringify(told.value).includes("event.ingested") ? {
		check,
		result: "fine",
		says: "the cluster stamps when a document came"
	} : {
		check,
		result: "warning",
		says: "the final pipeline stamps no event.ingested",
		mend
	};
}

// src/sinks/elasticsearch/examine.ts
const OLDEST = {
	elasticsearch: 8,
	opensearch: 2
};
const Root = object({ version: object({
	number: string(),
	distribution: optional(string())
}) });
async function examineCluster(config, surroundings, signal) {
	let cluster;
	try {
		cluster = clusterOf(config, surroundings);
	} catch (error) {
		return [{
			check: "credentials",
			result: "failed",
			...parted(sentenceOf(error))
		}];
	}
	const ask = askerOf(cluster, signal);
	const index = indexOf(config.prefix, surroundings.clock.now().toISOString());
	const rights = await examineRights(ask, {
		product: cluster.product,
		prefix: config.prefix,
		index
	});
	const blocked = rights.find(({ check }) => check === "connection" || check === "certificate");
	if (blocked !== void 0) return [blocked];
	const seen = [transportOf(cluster.url), ...rights];
	if (rights.some(({ check, result }) => check === "credentials" && result === "failed")) return seen;
	const [version, template, indices, disk] = await Promise.all([
		examineVersion(ask, cluster),
		examineTemplate(ask, {
			product: cluster.product,
			index
		}),
		examineIndices(ask, {
			prefix: config.prefix,
			index
		}),
		examineDisk(ask, cluster.product)
	]);
	const policies = unionOf(template.policies, indices.policies);
	const lifecycle = await examineLifecycle(ask, {
		product: cluster.product,
		index,
		policies
	});
	return [
		...seen,
		version,
		...template.examinations,
		...indices.examinations,
		lifecycle,
		disk
	];
}
async function examineVersion(ask, { product }) {
	const check = "version";
	const told = await ask({
		path: "/",
		schema: Root
	});
	if (told.kind !== "told") return untold(check, told);
	const { number, distribution } = told.value.version;
	const isOpenSearch = distribution === "opensearch";
	const says = `the cluster is ${isOpenSearch ? "OpenSearch" : "Elasticsearch"} ${printable(number)}`;
	if (isOpenSearch !== (product === "opensearch")) return {
		check,
		result: "warning",
		says,
		mend: `set type: ${isOpenSearch ? "opensearch" : "elasticsearch"}`
	};
	return Number.parseInt(number, 10) < OLDEST[product] ? {
		check,
		result: "warning",
		says,
		mend: `upgrade to ${OLDEST[product]} or later: older ones were never tried`
	} : {
		check,
		result: "fine",
		says
	};
}
function unionOf(...lists) {
	const seen = lists.filter((list) => list !== void 0);
	return seen.length === 0 ? void 0 : [...new Set(seen.flat())];
}
function printable(version) {
	return version.replace(/[^\w.+-]/g, "").slice(0, 40);
}

export { examineCluster };