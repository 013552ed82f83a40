import { ri as DoorlogError } from "./hook.js";
const { open } = process.getBuiltinModule("node:fs/promises");

// src/cli/large-file.ts
const MAX_BYTES = 33554432;
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