const { isAbsolute, relative, sep } = process.getBuiltinModule("node:path");
const { constants } = process.getBuiltinModule("node:fs");
const { open, realpath } = process.getBuiltinModule("node:fs/promises");

// src/ci/github/bounded-file.ts
async function readBounded(path, maxBytes) {
	const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const about = await file.stat();
		if (!about.isFile() || about.size > maxBytes) return void 0;
		const bytes = Buffer.alloc(Math.min(about.size, maxBytes) + 1);
		let length = 0;
		while (length < bytes.length) {
			const { bytesRead } = await file.read(bytes, length, bytes.length - length);
			if (bytesRead === 0) return bytes.subarray(0, length);
			length += bytesRead;
		}
		return;
	} finally {
		await file.close();
	}
}
async function realPathWithin(folder, path) {
	const real = await realpath(path);
	const way = relative(folder, real);
	return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? void 0 : real;
}

export { realPathWithin as n, readBounded as t };