import { oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
const { open } = process.getBuiltinModule("node:fs/promises");

// src/cli/text-file.ts
const MAX_BYTES = 1048576;
async function readTextFile(path, what) {
	try {
		const file = await open(path, "r");
		try {
			const { size } = await file.stat();
			if (size > MAX_BYTES) throw new DoorlogError("file-invalid", `${path} is longer than 1 MiB; name the file that holds ${what}.`);
			return await file.readFile("utf8");
		} finally {
			await file.close();
		}
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		const fault = systemCodeOf(cause) ?? "unexpected fault";
		throw new DoorlogError("file-unreadable", `${path} could not be read (${fault}); name the file with ${what}.`, { cause });
	}
}

export { readTextFile as t };