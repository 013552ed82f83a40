import { En as createGitHubClient, Rn as secrets_exports, Tt as composeHook, d as readInputs, gn as readVariables, in as identityToken, l as input, ri as DoorlogError, ti as problemOf, zn as config_exports } from "./hook.js";
const { join, resolve } = process.getBuiltinModule("node:path");

// src/compose/trusted-job.ts
function composeTrustedJob({ env, inputs, logger, interruption }) {
	const { configuration, secrets } = inputs;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: void 0,
		logger,
		interruption
	});
	const { variables } = readVariables(env);
	const apiUrl = variables.apiUrl ?? "https://api.github.com";
	const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, "")}/graphql`;
	return {
		...hook,
		variables,
		repository: variables.repository ?? "",
		server: variables.server ?? "https://github.com",
		client: (token = secrets.token ?? "") => createGitHubClient({
			http: hook.http,
			apiUrl,
			graphqlUrl,
			token
		}),
		stores: () => storesOf(configuration.sinks, {
			http: hook.http,
			clock: hook.ports.clock,
			secrets,
			folder: variables.workspace ?? ".",
			...variables.idTokenRequestUrl && variables.idTokenRequestToken && { identityToken: (audience) => identityToken(variables, audience, hook.http) }
		}),
		async verifier() {
			const { createBundleVerifier } = await import("./verifier2.js");
			return createBundleVerifier({ roots: await rootsFrom(inputs.trustRoot, env, {
				...hook,
				logger
			}) });
		},
		async signStatement(statement, visibility) {
			const signer = hook.ports.signer({
				visibility,
				environment: void 0
			});
			if ("gap" in signer) throw new DoorlogError("input-invalid", `Nothing can be signed here; it takes ${signer.gap.needed}.`);
			if (!signer.signStatement) throw new DoorlogError("internal", "A signer was made that signs no statements.");
			return signer.signStatement(statement);
		}
	};
}
async function storesOf(list, surroundings) {
	const stores = [];
	const problems = [];
	if (list.trim() === "") return {
		stores,
		problems
	};
	try {
		const [{ parseSinks }, { INPUT_NAMES }] = await Promise.all([Promise.resolve(config_exports), Promise.resolve(secrets_exports)]);
		for (const sink of await parseSinks(list, { paths: "absolute" })) try {
			const reader = await sink.reader({
				...surroundings,
				secretNames: INPUT_NAMES
			});
			if (reader) stores.push({
				sink: sink.name,
				reader
			});
		} catch (error) {
			problems.push(problemOf(error));
		}
	} catch (error) {
		problems.push(problemOf(error));
	}
	return {
		stores,
		problems
	};
}
async function rootsFrom(given, env, { http, folder, logger }) {
	if (given !== void 0) {
		const { readTrustRoots } = await import("./trust-root.js");
		const roots = await readTrustRoots(resolve(env.GITHUB_WORKSPACE ?? ".", given));
		return async () => roots;
	}
	return async () => {
		const { knownTrustRoots } = await import("./known-roots2.js");
		const warn = (sentence) => logger.warn(sentence);
		return knownTrustRoots({
			http,
			cacheFolder: join(folder, "trust"),
			warn
		});
	};
}

// src/action/trusted-inputs.ts
const COMMON = { trustRoot: "trust-root" };
function trustedInputNames() {
	return Object.values(COMMON);
}
function readTrustedInputs(env, own) {
	return {
		...readInputs(env, [...trustedInputNames(), ...own]),
		trustRoot: input(env, COMMON.trustRoot)
	};
}

export { composeTrustedJob as n, readTrustedInputs as t };