import { ri as DoorlogError } from "./hook.js";
import { n as chosenTrust, r as verifierOf } from "./bundle-verifier.js";
import { t as askedStores } from "./stores-option.js";
import { n as attestationSource, t as accessGitHub } from "./github-access.js";
import { a as tellBundles, t as storeOfBundles } from "./bundle-store.js";
import { t as readBytes } from "./large-file.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { t as readArguments } from "./arguments.js";
import { t as checkRepositoryOption } from "./repository-option.js";
import { t as timeOption } from "./time-option.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { readdir, stat } = process.getBuiltinModule("node:fs/promises");

// src/cli/verify/local-evidence.ts
const BUNDLE_NAME = /\.(json|jsonl|sigstore|bundle)$/i;
const MAX_BYTES = 33554432;
async function localEvidence(given, cwd) {
	const files = await bundleFilesAt(resolve(cwd, given), given);
	let index;
	const indexed = () => {
		index ??= indexOf(files);
		return index;
	};
	async function* bundlesIn(paths) {
		for (const path of paths) for (const told of await read(path)) yield {
			told,
			location: path
		};
	}
	const byRecord = async function* (recordId) {
		yield* bundlesIn(recordId === void 0 ? files : (await indexed()).byRecord.get(recordId) ?? []);
	};
	return {
		source: {
			name: given,
			async *find({ sha256 }) {
				for await (const { told } of bundlesIn((await indexed()).bySubject.get(sha256) ?? [])) yield told.json;
			}
		},
		store: storeOfBundles(given, byRecord)
	};
}
async function indexOf(files) {
	const bySubject = /* @__PURE__ */ new Map();
	const byRecord = /* @__PURE__ */ new Map();
	for (const path of files) for (const { subjects, predicate } of await read(path)) {
		for (const { digest } of subjects) if (digest.sha256 !== void 0) note(bySubject, digest.sha256, path);
		if (typeof predicate.recordId === "string") note(byRecord, predicate.recordId, path);
	}
	return {
		bySubject,
		byRecord
	};
}
function note(index, key, path) {
	index.set(key, (index.get(key) ?? /* @__PURE__ */ new Set()).add(path));
}
async function read(path) {
	return tellBundles((await readBytes(path, "bundles")).toString("utf8"));
}
async function bundleFilesAt(root, given) {
	try {
		if ((await stat(root)).isFile()) return [root];
		const paths = (await readdir(root, {
			recursive: true,
			withFileTypes: true
		})).filter((entry) => entry.isFile() && BUNDLE_NAME.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
		const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
		return paths.filter((_, index) => (sizes[index] ?? 0) <= MAX_BYTES);
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `There is no ${given} that can be read; name a directory or file of bundles.`, { cause });
	}
}

// src/cli/verify/log-source.ts
const DAY = 864e5;
function logSource({ sink, reader }, since) {
	return {
		name: `the log ${sink}`,
		async *find({ recordId }, signal) {
			const listing = {
				from: since ?? /* @__PURE__ */ new Date(0),
				until: new Date(Date.now() + DAY),
				read: "whole"
			};
			const entries = recordId === void 0 ? reader.list(listing, signal) : reader.read(recordId, signal);
			for await (const { bundle } of entries) if (bundle !== void 0) yield bundle;
		}
	};
}

// src/cli/verify/options.ts
const OPTIONS = {
	bundle: { type: "string" },
	from: {
		type: "string",
		multiple: true,
		default: []
	},
	sinks: { type: "string" },
	"api-url": { type: "string" },
	offline: {
		type: "boolean",
		default: false
	},
	repo: { type: "string" },
	workflow: { type: "string" },
	ref: { type: "string" },
	environment: { type: "string" },
	runner: { type: "string" },
	identity: { type: "string" },
	collector: {
		type: "string",
		multiple: true,
		default: []
	},
	issuer: {
		type: "string",
		default: GITHUB_ISSUER
	},
	since: { type: "string" },
	policy: { type: "string" },
	artifact: {
		type: "string",
		multiple: true,
		default: []
	},
	log: { type: "string" },
	"predicate-type": { type: "string" },
	"trust-root": { type: "string" },
	key: { type: "string" },
	"save-evidence": { type: "string" },
	"evidence-digest": { type: "string" },
	"every-run": {
		type: "boolean",
		default: false
	},
	all: {
		type: "boolean",
		default: false
	},
	json: {
		type: "boolean",
		default: false
	},
	help: {
		type: "boolean",
		short: "h"
	}
};
function readVerifyArguments(args) {
	return readArguments("verify", {
		args,
		allowPositionals: true,
		options: OPTIONS
	});
}
function expectedFrom(options) {
	const { repo, workflow, ref, environment, runner, identity, issuer, collector, since } = options;
	checkRepositoryOption(repo);
	if (workflow !== void 0 && (workflow.includes("@") || workflow.split("/").length < 3) && !workflow.includes("*")) throw new DoorlogError("usage", "Option --workflow must be OWNER/REPO/PATH without a ref, as in octo-org/octo-repo/.github/workflows/deploy.yml.");
	const signedSince = timeOption("--since", since);
	return {
		issuer,
		...repo !== void 0 && { repository: repo },
		...workflow !== void 0 && { workflow },
		...ref !== void 0 && { ref },
		...environment !== void 0 && { environment },
		...runner !== void 0 && { runner },
		...identity !== void 0 && { identity },
		...collector.length > 0 && { collectors: collector },
		...signedSince && { signedSince }
	};
}
function askedRepository({ repo }) {
	return repo?.includes("*") ? void 0 : repo;
}

// src/cli/verify/settings.ts
const LONGEST = 18e5;
async function settingsFrom(options, given) {
	const io = options.offline ? {
		...given,
		http: refuseToAsk
	} : given;
	const expected = expectedFrom(options);
	const local = await Promise.all(options.from.map((each) => localEvidence(each, io.cwd)));
	const logs = options.sinks === void 0 ? [] : await askedStores(options.sinks, io);
	const since = expected.signedSince;
	const trust = await chosenTrust({
		key: options.key,
		trustRoot: options["trust-root"],
		offline: options.offline
	}, io);
	return {
		options,
		io,
		ports: {
			verifier: await verifierOf(trust),
			expected,
			...options.policy !== void 0 && { policy: await policyOf(options.policy, io.cwd) }
		},
		trust,
		stores: [...local.map(({ store }) => store), ...logs],
		localSources: local.map(({ source }) => source),
		sources: [...local.map(({ source }) => source), ...logs.map((store) => logSource(store, since))],
		signal: AbortSignal.timeout(LONGEST)
	};
}
function gitHubFor({ options, io }, server) {
	return options.offline ? void 0 : accessGitHub(io, {
		apiUrl: options["api-url"],
		server
	});
}
function attestationsOf(settings, named) {
	const repository = askedRepository(settings.options) ?? named;
	const access = repository === void 0 ? void 0 : gitHubFor(settings);
	if (!access || repository === void 0) return [];
	return [attestationSource(access, settings.io.http, repository)];
}
const refuseToAsk = async ({ service }) => {
	throw new DoorlogError("usage", `${service} would have to be asked, and --offline says that nothing may be.`);
};
async function policyOf(given, cwd) {
	const [{ policyFor }, { evaluateCustomRules }] = await Promise.all([import("./chosen-policy2.js"), import("./custom-rules.js")]);
	return {
		policy: await policyFor({
			policy: given,
			organization: void 0
		}, cwd),
		evaluateCustom: evaluateCustomRules
	};
}

export { readVerifyArguments as a, askedRepository as i, gitHubFor as n, bundleFilesAt as o, settingsFrom as r, attestationsOf as t };