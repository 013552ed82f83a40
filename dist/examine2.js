import { oi as systemCodeOf } from "./hook.js";
const { dirname, resolve } = process.getBuiltinModule("node:path");
const { access, constants, stat, statfs } = process.getBuiltinModule("node:fs/promises");

// src/sinks/file/examine.ts
const LEAST_FREE = 104857600;
async function examineFile({ path }, { folder }) {
	const file = resolve(folder, path);
	const place = await nearestThere(file) ?? dirname(file);
	return [await checkWritable(file, place), await checkRoom(place)];
}
async function nearestThere(path) {
	for (let at = path;; at = dirname(at)) {
		if (await stat(at).catch(() => void 0)) return at;
		if (dirname(at) === at) return void 0;
	}
}
async function checkWritable(file, place) {
	const check = "file";
	const found = await stat(place).catch(() => void 0);
	if (place === file && found?.isDirectory()) return {
		check,
		result: "failed",
		says: `${file} is a folder`,
		mend: "name a file"
	};
	if (place !== file && !found?.isDirectory()) return {
		check,
		result: "failed",
		says: `${place} is no folder`,
		mend: "name another path"
	};
	try {
		await access(place, constants.W_OK);
		return {
			check,
			result: "fine",
			says: place === file ? `${file} can be written to` : `${file} can be made`
		};
	} catch (cause) {
		return {
			check,
			result: "failed",
			says: `${place} can’t be written to (${systemCodeOf(cause) ?? "unexpected fault"})`,
			mend: "name another path"
		};
	}
}
async function checkRoom(place) {
	const check = "room";
	try {
		const { bavail, bsize } = await statfs(place);
		const free = bavail * bsize;
		const says = `${Math.floor(free / 1024 / 1024)} MiB are free`;
		return free < LEAST_FREE ? {
			check,
			result: "warning",
			says,
			mend: "make room before records are lost"
		} : {
			check,
			result: "fine",
			says
		};
	} catch (cause) {
		return {
			check,
			result: "unknown",
			says: `the file system does not say how much is free (${systemCodeOf(cause) ?? "unexpected fault"})`
		};
	}
}

export { examineFile };