import { Fr as DoorlogError } from "./hook.js";
const { open } = process.getBuiltinModule("node:fs/promises");

// src/cli/large-file.ts
/** As much as GitHub takes in one attestation, in base64, with room for the rest of the bundle. */
const MAX_BYTES = 33554432;
/**
* Reads a file of at most 32 MiB; `what` says in words what it should hold.
* Raises `file-unreadable`, `file-invalid`.
*/
async function readBytes(path, what) {
	const file = await open(path, "r").catch((cause) => {
		throw new DoorlogError("file-unreadable", `There is no ${path} that can be read; name the file with ${what}.`, { cause });
	});
	try {
		const { size } = await file.stat();
		if (size > MAX_BYTES) throw new DoorlogError("file-invalid", `${path} is longer than 32 MiB; name the file with ${what}.`);
		return await file.readFile();
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-unreadable", `${path} can't be read; name the file with ${what}.`, { cause });
	} finally {
		await file.close();
	}
}

export { readBytes as t };