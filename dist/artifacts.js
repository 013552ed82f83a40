import { t as madeArtifacts } from "./made-artifacts.js";
import { ri as DoorlogError, ti as problemOf } from "./hook.js";

// src/compose/artifacts.ts
async function observeArtifacts({ list, workspace, subjects, signal }) {
	const { readArtifactsList } = await import("./artifacts-list.js");
	const [listed, files] = await Promise.all([readArtifactsList(list), subjects === void 0 ? void 0 : Promise.race([findFiles(workspace, subjects), givenUp(signal)])]);
	return madeArtifacts({
		listed,
		...files && { named: {
			artifacts: files.artifacts,
			problems: files.problems.map(problemOf)
		} }
	});
}
function givenUp(signal) {
	const sentence = "The files of the input “subjects” were not all read when the run was cancelled, so none of them is attested.";
	return new Promise((resolve) => {
		const give = () => resolve({
			artifacts: [],
			problems: [new DoorlogError("file-unreadable", sentence)]
		});
		if (signal?.aborted) give();
		else signal?.addEventListener("abort", give, { once: true });
	});
}
async function findFiles(workspace, subjects) {
	const { findSubjectFiles } = await import("./subject-files2.js");
	return findSubjectFiles(workspace, subjects);
}

export { observeArtifacts };