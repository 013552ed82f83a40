import { $t as sha256Hex, Qt as digestOf, ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as check } from "./check.js";
import { i as tellBundle, r as isAbout } from "./bundle-store.js";

// src/pipeline/find-bundles.ts
const MOST_BUNDLES = 1e3;
const MOST_BYTES = 268435456;
async function findBundles(subject, sources, signal) {
	const found = /* @__PURE__ */ new Map();
	const looked = [];
	for (const source of sources) {
		const here = /* @__PURE__ */ new Set();
		let bytes = 0;
		let more = false;
		try {
			for await (const json of source.find(subject, signal)) {
				const told = tellBundle(json);
				if (!told || !isAbout(told, subject.sha256)) continue;
				const key = keyOf(JSON.parse(json));
				const known = found.get(key) ?? {
					told,
					from: /* @__PURE__ */ new Set()
				};
				here.add(key);
				known.from.add(source.name);
				found.set(key, known);
				bytes += json.length;
				more = here.size >= MOST_BUNDLES || bytes >= MOST_BYTES;
				if (more) break;
			}
			looked.push({
				source: source.name,
				bundles: here.size,
				...more && { more }
			});
		} catch (error) {
			if (codeOf(error) === "internal") throw error;
			looked.push({
				source: source.name,
				bundles: here.size,
				problem: {
					code: codeOf(error),
					sentence: sentenceOf(error)
				}
			});
		}
	}
	return {
		bundles: [...found.values()].map(({ told, from }) => ({
			...told,
			from: [...from]
		})),
		looked
	};
}
function keyOf(bundle) {
	try {
		return digestOf(bundle);
	} catch {
		return sha256Hex(JSON.stringify(bundle));
	}
}

// src/cli/verify/evidence-check.ts
function checkEvidence(looked, hint) {
	const open = check("evidence", "Evidence");
	const places = looked.map(({ source, bundles, more: isCut, problem }) => {
		if (problem) return `${source}: ${problem.sentence.replace(/\.$/, "")}`;
		const rest = isCut ? ", and more that were not looked at" : "";
		return `${source}: ${bundles === 1 ? "1 bundle" : `${bundles} bundles`}${rest}`;
	});
	const more = hint === void 0 ? "" : ` ${hint}`;
	if (looked.length === 0) return open.notChecked(`There was nowhere to look.${more}`);
	const sentence = `${places.join("; ")}.`;
	const isFound = looked.some(({ bundles }) => bundles > 0);
	const isWhole = looked.every(({ problem, more }) => problem === void 0 && !more);
	return isFound && isWhole ? open.ok(sentence) : open.notChecked(`${sentence}${more}`);
}
function failWithoutAnswer(looked) {
	const problem = looked.find(({ problem }) => problem !== void 0)?.problem;
	if (problem) throw new DoorlogError(problem.code, problem.sentence);
}

export { failWithoutAnswer as n, findBundles as r, checkEvidence as t };