// src/core/made-artifacts.ts
const POINTER = "/resources/artifacts";
/** GitHub takes 1,024 subjects in one attestation, and the record is one of them. */
const MOST_ARTIFACTS = 1023;
/** Puts both looks together; on the same digest the runner's word comes before the user's. */
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
/** Of several reasons the first is told: a record has one gap for one place. */
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
/** A snapshot with the artifacts in it. */
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