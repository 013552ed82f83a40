const { createHash } = process.getBuiltinModule("node:crypto");
const { constants: constants$1 } = process.getBuiltinModule("node:fs");
const { open } = process.getBuiltinModule("node:fs/promises");

// src/ci/file-digest.ts
const PIECE_BYTES = 262144;
async function digestOfFile(path) {
	const file = await open(path, constants$1.O_RDONLY | (constants$1.O_NONBLOCK ?? 0));
	try {
		if (!(await file.stat()).isFile()) return void 0;
		const hash = createHash("sha256");
		const piece = Buffer.allocUnsafe(PIECE_BYTES);
		for (;;) {
			const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
			if (bytesRead === 0) return hash.digest("hex");
			hash.update(piece.subarray(0, bytesRead));
		}
	} finally {
		await file.close();
	}
}

export { digestOfFile as t };