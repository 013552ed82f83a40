import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as digestOfFile } from "./file-digest2.js";
import { n as realPathWithin } from "./bounded-file2.js";
const { isAbsolute, join, posix, sep } = process.getBuiltinModule("node:path");
const { realpath } = process.getBuiltinModule("node:fs/promises");

// src/ci/github/subject-globs.ts
function readSubjectGlobs(text, workspace) {
	const wanted = [];
	const unwanted = [];
	const problems = [];
	const lines = text.split(/\r?\n/).map((line) => line.trim());
	for (const line of lines) {
		const isUnwanted = line.startsWith("!");
		const glob = withinWorkspace(isUnwanted ? line.slice(1).trim() : line, workspace);
		if (glob === void 0) problems.push(leavesWorkspace(line));
		else if (glob !== "") (isUnwanted ? unwanted : wanted).push(glob);
	}
	return {
		wanted,
		unwanted,
		problems
	};
}
function withinWorkspace(written, workspace) {
	const glob = withSlashes(written);
	const top = `${withSlashes(workspace).replace(/\/+$/, "")}/`;
	const path = glob.startsWith(top) ? glob.slice(top.length) : glob;
	if (isAbsolute(path) || path.startsWith("/") || path.split("/").includes("..")) return void 0;
	return path.replace(/^(\.\/+)+/, "");
}
function withSlashes(path) {
	return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
function leavesWorkspace(line) {
	return new DoorlogError("input-invalid", `The input “subjects” names \`${shortened(line)}\`, which leaves the workspace; name files relative to the workspace, without \`..\`.`);
}
function shortened(text) {
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

// src/ci/github/subject-files.ts
const MAX_FILES = 1023;
const READERS = 4;
const LONGEST_NAME = 1e3;
async function findSubjectFiles(workspace, globs) {
	if (!workspace) return failed("GITHUB_WORKSPACE names no folder, so the input “subjects” can’t be used; let no step change it.");
	try {
		const top = await realpath(workspace);
		const { wanted, unwanted, problems } = readSubjectGlobs(globs, workspace);
		const found = await findNames(top, wanted, unwanted);
		const digested = await digestAll(top, found.names.slice(0, MAX_FILES));
		return {
			artifacts: digested.artifacts,
			problems: [
				...problems,
				...found.problems,
				...digested.problems
			]
		};
	} catch (error) {
		return failed(`The files of the input “subjects” could not be looked for: ${sentenceOf(error)}`);
	}
}
function failed(sentence) {
	return {
		artifacts: [],
		problems: [problem(sentence)]
	};
}
function problem(sentence) {
	return new DoorlogError("file-unreadable", sentence);
}
async function findNames(top, wanted, unwanted) {
	const { glob } = await import("./tinyglobby.js");
	const names = /* @__PURE__ */ new Set();
	const problems = [];
	for (const pattern of wanted) {
		const found = await glob(pattern, {
			cwd: top,
			ignore: [...unwanted, "**/.git/**"],
			dot: true,
			expandDirectories: false,
			followSymbolicLinks: false
		});
		for (const name of found) names.add(posix.normalize(name));
		if (found.length === 0) problems.push(problem(`The input “subjects” names \`${shortened(pattern)}\`, and no file in the workspace is called so (links don’t count); mend the glob, or see why the job did not make it.`));
	}
	if (names.size > MAX_FILES) problems.push(problem(`The input “subjects” names ${names.size} files, and an attestation takes ${MAX_FILES} beside the record, so the rest is left out; name fewer.`));
	return {
		names: [...names].sort(),
		problems
	};
}
async function digestAll(top, names) {
	const artifacts = [];
	const problems = [];
	const rest = names.entries();
	async function readOn() {
		for (const [index, name] of rest) {
			const digest = await digestOne(top, name);
			if (digest instanceof DoorlogError) problems.push(digest);
			else if (digest !== void 0) artifacts[index] = {
				name,
				sha256: digest,
				from: "input"
			};
		}
	}
	await Promise.all(Array.from({ length: READERS }, readOn));
	return {
		artifacts: artifacts.filter((artifact) => artifact !== void 0),
		problems
	};
}
async function digestOne(top, name) {
	try {
		if (name.length > LONGEST_NAME) return problem(`${about(name)} has too long a name for the record; shorten it.`);
		const path = await realPathWithin(top, join(top, name));
		return path === void 0 ? problem(`${about(name)} leads out of the workspace and is left out; copy the file into the workspace.`) : await digestOfFile(path);
	} catch (error) {
		return problem(`${about(name)} could not be read and is left out: ${sentenceOf(error)}`);
	}
}
function about(name) {
	return `The file \`${shortened(name)}\`, which the input “subjects” names,`;
}

export { findSubjectFiles as t };