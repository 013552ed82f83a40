// src/core/made-artifacts.ts
const POINTER = "/resources/artifacts";
const MOST_ARTIFACTS = 1023;
function madeArtifacts({ listed, named }) {
	const problems = named?.problems ?? [];
	if (!listed.ok && !named) {
		const { reason, needed, detail } = listed;
		return {
			gaps: [{
				pointer: POINTER,
				reason,
				needed,
				...detail !== void 0 && { detail }
			}],
			problems
		};
	}
	const byDigest = /* @__PURE__ */ new Map();
	for (const artifact of [...listed.ok ? listed.value.artifacts : [], ...named?.artifacts ?? []]) if (!byDigest.has(artifact.sha256)) byDigest.set(artifact.sha256, artifact);
	const all = [...byDigest.values()];
	const artifacts = all.slice(0, MOST_ARTIFACTS);
	const gap = partGap((listed.ok ? listed.value.unusable : 0) + all.length - artifacts.length, problems);
	return {
		artifacts,
		gaps: gap ? [gap] : [],
		problems
	};
}
function partGap(unusable, problems) {
	if (unusable > 0) return {
		pointer: POINTER,
		reason: "not-available",
		needed: `artifacts with a name and a SHA-256 digest, at most ${MOST_ARTIFACTS}: ${unusable} are left out`
	};
	const [first] = problems;
	return first && {
		pointer: POINTER,
		reason: "not-found",
		needed: "files in the workspace for every glob of the input `subjects`",
		detail: problems.map(({ message }) => message).join(" ").slice(0, 2e3)
	};
}
function withArtifacts(snapshot, { artifacts, gaps }) {
	const others = {
		...snapshot,
		gaps: [...snapshot.gaps, ...gaps]
	};
	if (!artifacts) return others;
	const source = artifacts.every(({ from }) => from === "runner") ? "env" : "input";
	return {
		...others,
		resources: {
			...snapshot.resources,
			artifacts: [...artifacts]
		},
		sources: {
			...snapshot.sources,
			[POINTER]: source
		}
	};
}

export { withArtifacts as n, madeArtifacts as t };