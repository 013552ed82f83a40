import { n as require_dist, t as preAuthEncoding } from "./dsse.js";
import { ri as DoorlogError } from "./hook.js";
import { n as PAYLOAD_TYPE } from "./predicate-type.js";
const { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } = process.getBuiltinModule("node:crypto");
const { join } = process.getBuiltinModule("node:path");
const { constants: constants$1 } = process.getBuiltinModule("node:fs");
const { chmod, copyFile, link, mkdir, readFile, rm, stat, writeFile } = process.getBuiltinModule("node:fs/promises");

// src/signing/local-key.ts
var import_dist = require_dist();
async function openLocalKey(folder) {
	const path = join(folder, "key.pem");
	const publicKeyPath = join(folder, "key.pub.pem");
	const key = await readKey(path) ?? await createKey(folder, path);
	const publicKey = createPublicKey(key);
	await writePublicKey(publicKeyPath, publicKey.export({
		format: "pem",
		type: "spki"
	}).toString());
	const fingerprint = fingerprintOf(publicKey);
	return {
		signer: createKeySigner(key, fingerprint),
		fingerprint,
		publicKeyPath
	};
}
function fingerprintOf(publicKey) {
	return createHash("sha256").update(publicKey.export({
		format: "der",
		type: "spki"
	})).digest("base64");
}
function createKeySigner(key, fingerprint) {
	return { async sign(statement) {
		const artifact = Buffer.from(statement);
		const signature = sign("sha256", preAuthEncoding(PAYLOAD_TYPE, artifact), key);
		const bundle = (0, import_dist.toDSSEBundle)({
			artifact,
			artifactType: PAYLOAD_TYPE,
			signature,
			keyHint: fingerprint
		});
		return {
			json: JSON.stringify((0, import_dist.bundleToJSON)(bundle)),
			instance: "local-key"
		};
	} };
}
async function readKey(path) {
	const pem = await readFile(path, "utf8").catch((cause) => {
		if (cause.code === "ENOENT") return void 0;
		throw new DoorlogError("file-unreadable", `The signing key ${path} can't be read; see who owns it.`, { cause });
	});
	if (pem === void 0) return void 0;
	await refuseReadableByOthers(path);
	try {
		const key = createPrivateKey(pem);
		if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
	} catch {}
	throw new DoorlogError("file-invalid", `${path} holds no P-256 private key; move it away to have a new one made.`);
}
async function refuseReadableByOthers(path) {
	if (process.platform === "win32") return;
	const { mode } = await stat(path);
	if ((mode & 63) === 0) return;
	const octal = (mode & 511).toString(8).padStart(4, "0");
	throw new DoorlogError("file-invalid", `The signing key ${path} can be read by others (mode ${octal}); run chmod 600 on it, or move it away to have a new one made.`);
}
async function createKey(folder, path) {
	const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const draft = join(folder, `key.${randomUUID()}.tmp`);
	try {
		await mkdir(folder, {
			recursive: true,
			mode: 448
		});
		await writeFile(draft, privateKey.export({
			format: "pem",
			type: "pkcs8"
		}), {
			mode: 384,
			flag: "wx"
		});
		await chmod(draft, 384);
		await publish(draft, path);
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `No signing key can be made in ${folder}; name a folder of your own.`, { cause });
	} finally {
		await rm(draft, { force: true });
	}
	return await readKey(path) ?? privateKey;
}
async function publish(draft, path) {
	try {
		await link(draft, path).catch(() => copyFile(draft, path, constants$1.COPYFILE_EXCL));
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
}
async function writePublicKey(path, pem) {
	if (await readFile(path, "utf8").catch(() => void 0) === pem) return;
	try {
		await writeFile(path, pem, { mode: 420 });
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `The public key ${path} can't be written; see who owns its folder.`, { cause });
	}
}

export { openLocalKey as n, fingerprintOf as t };