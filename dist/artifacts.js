import { t as madeArtifacts } from "./made-artifacts.js";
import { zn as problemOf } from "./hook.js";

// src/compose/artifacts.ts
/** What the job made, by the runner's list and by the input `subjects`. Never raises. */
async function observeArtifacts({ list, workspace, subjects }) {
	const { readArtifactsList } = await import("./artifacts-list.js");
	const [listed, files] = await Promise.all([readArtifactsList(list), subjects === void 0 ? void 0 : findFiles(workspace, subjects)]);
	return madeArtifacts({
		listed,
		...files && { named: {
			artifacts: files.artifacts,
			problems: files.problems.map(problemOf)
		} }
	});
}
async function findFiles(workspace, subjects) {
	const { findSubjectFiles } = await import("./subject-files.js");
	return findSubjectFiles(workspace, subjects);
}

export { observeArtifacts };