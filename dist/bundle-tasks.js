// src/core/verification/abundance.ts
const MOST = 2e6;
function holdsTooMuch(text) {
	let values = 0;
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charCodeAt(at);
		if (character !== COMMA && character !== BRACE && character !== BRACKET) continue;
		values += 1;
		if (values > MOST) return true;
	}
	return false;
}
const [COMMA, BRACKET, BRACE] = [
	44,
	91,
	123
];

// src/cli/bundle-tasks.ts
async function createTaskVerifier({ trust, expected }) {
	const { createPublicKey } = process.getBuiltinModule("node:crypto");
	const { createBundleVerifier } = await import("./verifier2.js");
	const { parseTrustRoots } = await import("./trust-root.js");
	const { verifyBundleText } = await import("./verify-many.js");
	const roots = trust.roots && parseTrustRoots(trust.roots.text, trust.roots.origin);
	const verifier = createBundleVerifier({
		...roots && { roots: async () => roots },
		...trust.key !== void 0 && { key: createPublicKey(trust.key) }
	});
	return async (tasks) => {
		const verdicts = [];
		for (const task of tasks) {
			const read = textOf(task);
			if (typeof read !== "string") verdicts.push(read);
			else if (holdsTooMuch(read)) verdicts.push({
				name: task.name,
				verdict: "refused",
				sentence: TOO_MUCH
			});
			else verdicts.push(...await verifyBundleText({
				name: task.name,
				text: read
			}, expected, verifier));
		}
		return verdicts;
	};
}
const TOO_MUCH = "It holds more values than any file of bundles does.";
const MAX_BYTES = 33554432;
function textOf(task) {
	if ("text" in task) return task.text;
	const { readFileSync, statSync } = process.getBuiltinModule("node:fs");
	const { name, path } = task;
	try {
		const found = statSync(path);
		if (!found.isFile()) return {
			name,
			verdict: "incomplete",
			sentence: "It is no file."
		};
		if (found.size <= MAX_BYTES) return readFileSync(path, "utf8");
		return {
			name,
			verdict: "incomplete",
			sentence: "It is longer than 32 MiB."
		};
	} catch {
		return {
			name,
			verdict: "incomplete",
			sentence: "It can’t be read."
		};
	}
}

export { createTaskVerifier as t };