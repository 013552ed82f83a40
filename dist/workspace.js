import { ai as sentenceOf, oi as systemCodeOf } from "./hook.js";
import { n as realPathWithin, t as readBounded } from "./bounded-file2.js";
const { join, resolve } = process.getBuiltinModule("node:path");
const { realpath, stat } = process.getBuiltinModule("node:fs/promises");

// src/ci/github/workspace.ts
const NEEDED = "a repository checked out into the workspace";
const MAX_LINE_BYTES = 4096;
const MAX_PACKED_BYTES = 33554432;
const MAX_HOPS = 5;
const OBJECT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const REF = /^refs\/(?!.*(\/\/|\.\.|\/\.|\.lock$|\.lock\/|\/$))[^\0-\x20\x7f~^:?*[\\]{1,900}$/;
async function observeWorkspace(folder, commits) {
	if (!folder) return {
		ok: false,
		reason: "not-available",
		needed: "a runner that names its workspace"
	};
	try {
		const git = await findGit(await realpath(folder));
		if (!git) return missing("The repository’s own folder is outside of the workspace, or is none.");
		const { ref, commit } = await readHead(git);
		if (!commit) return missing("HEAD names no commit in loose or packed refs.");
		const known = commits.filter((one) => one !== void 0);
		return {
			ok: true,
			value: {
				commit,
				...ref && { ref },
				...known.length > 0 && { isSource: known.includes(commit) }
			}
		};
	} catch (error) {
		if (isAbsent(error)) return missing();
		return {
			ok: false,
			reason: "not-available",
			needed: NEEDED,
			detail: sentenceOf(error)
		};
	}
}
function missing(detail) {
	return {
		ok: false,
		reason: "not-found",
		needed: NEEDED,
		...detail && { detail }
	};
}
async function findGit(top) {
	const own = await realPathWithin(top, join(top, ".git"));
	const folder = own && ((await stat(own)).isDirectory() ? own : await follow(top, top, own, /^gitdir: (.+)$/));
	if (!folder) return void 0;
	const common = await follow(top, folder, join(folder, "commondir"), /^(.+)$/).catch(orAbsent(folder));
	return common === void 0 ? void 0 : {
		top,
		own: folder,
		common
	};
}
async function follow(top, base, file, form) {
	const [, path] = form.exec(await readLine(top, file) ?? "") ?? [];
	return path === void 0 ? void 0 : realPathWithin(top, resolve(base, path));
}
async function readHead(git) {
	let line = await readLine(git.top, join(git.own, "HEAD"));
	let ref;
	for (let hop = 0; hop < MAX_HOPS; hop += 1) {
		if (line !== void 0 && OBJECT_ID.test(line)) return {
			...ref !== void 0 && { ref },
			commit: line
		};
		const [, name] = /^ref: *(.+)$/.exec(line ?? "") ?? [];
		if (name === void 0 || !REF.test(name)) return {};
		ref = name;
		line = await readRef(git, name);
	}
	return {};
}
async function readRef({ top, common }, name) {
	const loose = await readLine(top, join(common, ...name.split("/"))).catch(orAbsent(void 0));
	if (loose !== void 0) return loose;
	const path = await realPathWithin(top, join(common, "packed-refs")).catch(orAbsent(void 0));
	const packed = path && await readBounded(path, MAX_PACKED_BYTES);
	const line = packed && lineEndingWith(packed, ` ${name}`);
	return line?.slice(0, line.indexOf(" "));
}
function lineEndingWith(bytes, end) {
	for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) {
		const after = at + Buffer.byteLength(end);
		if (after === bytes.length || bytes[after] === 10 || bytes[after] === 13) return bytes.toString("utf8", bytes.lastIndexOf("\n", at) + 1, after);
	}
}
async function readLine(top, file) {
	const path = await realPathWithin(top, file);
	return (path && await readBounded(path, MAX_LINE_BYTES))?.toString("utf8").split(/\r?\n/, 1)[0];
}
function isAbsent(error) {
	const code = systemCodeOf(error);
	return code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";
}
function orAbsent(instead) {
	return (error) => {
		if (isAbsent(error)) return instead;
		throw error;
	};
}

export { observeWorkspace };