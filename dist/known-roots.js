import { i as __toESM } from "./rolldown-runtime.js";
import { t as require_dist } from "./sigstore-protobuf-specs.js";
import { Hr as number, Pr as literal, Ur as object, Xr as string, ai as sentenceOf, oi as systemCodeOf, ri as DoorlogError } from "./hook.js";
import { t as parseTrustRoots } from "./trust-root2.js";
const { createHash, randomUUID } = process.getBuiltinModule("node:crypto");
const { join } = process.getBuiltinModule("node:path");
const { mkdir, readFile, readdir, rename, rm, writeFile } = process.getBuiltinModule("node:fs/promises");

// src/signing/known-instances.ts
var import_dist = require_dist();
const OWN_FOLDER = "own";
const Own = object({
	mirror: string(),
	target: string(),
	anchor: string()
});
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;
async function knownInstances(cacheFolder) {
	const { shippedRoots } = await import("./shipped-roots.js");
	return [...shippedRoots().map(({ name, mirror, target, anchor, text, taken }) => ({
		name,
		repository: {
			mirror,
			target,
			anchor
		},
		folder: join(cacheFolder, encodeURIComponent(new URL(mirror).host)),
		shipped: {
			text,
			taken
		}
	})), ...await ownInstances(cacheFolder)];
}
async function addInstance(cacheFolder, { name, repository }, fetch) {
	const known = await knownInstances(cacheFolder);
	if (!NAME.test(name) || known.some((each) => each.shipped && each.name === name)) throw new DoorlogError("usage", `A trust root can’t be kept as ${JSON.stringify(name)}: a name takes letters, digits, dots and dashes, and is none of those that ship.`);
	const folder = join(cacheFolder, OWN_FOLDER, name);
	const same = known.find((each) => each.folder === folder && isSame(each.repository, repository));
	if (same) return fetch(same);
	const unfinished = join(cacheFolder, OWN_FOLDER, `.${name}`);
	try {
		await rm(unfinished, {
			recursive: true,
			force: true
		});
		await mkdir(unfinished, { recursive: true });
		await writeFile(join(unfinished, "mirror.json"), JSON.stringify(repository));
		const fetched = await fetch({
			name,
			repository,
			folder: unfinished
		});
		await rm(folder, {
			recursive: true,
			force: true
		});
		await rename(unfinished, folder);
		return fetched;
	} catch (cause) {
		await rm(unfinished, {
			recursive: true,
			force: true
		});
		if (cause instanceof DoorlogError) throw cause;
		throw new DoorlogError("file-unreadable", `The folder ${folder} for trust roots can’t be written.`, { cause });
	}
}
function isSame(a, b) {
	return a.mirror === b.mirror && a.target === b.target && a.anchor === b.anchor;
}
async function ownInstances(cacheFolder) {
	const folder = join(cacheFolder, OWN_FOLDER);
	const names = await readdir(folder).catch((cause) => {
		if (systemCodeOf(cause) === "ENOENT") return [];
		throw new DoorlogError("file-unreadable", `The folder ${folder} for trust roots can’t be read.`, { cause });
	});
	return (await Promise.all(names.filter((name) => NAME.test(name)).map((name) => ownInstance(folder, name)))).filter((each) => each !== void 0);
}
async function ownInstance(parent, name) {
	const folder = join(parent, name);
	try {
		return {
			name,
			repository: Own.parse(JSON.parse(await readFile(join(folder, "mirror.json"), "utf8"))),
			folder
		};
	} catch (cause) {
		if (systemCodeOf(cause) === "ENOENT" || systemCodeOf(cause) === "ENOTDIR") return void 0;
		throw new DoorlogError("file-invalid", `${join(folder, "mirror.json")} is not as doorlog trust update left it; remove that folder and add it again.`, { cause });
	}
}

// src/signing/tuf-root.ts
const TIMEOUT = 2e4;
async function fetchByTuf({ http, folder, repository, signal }) {
	const { mirror, anchor, target: name } = repository;
	const targets = join(folder, "targets");
	await plantAnchor(folder, targets, anchor);
	const { Updater } = await import("./tuf-js2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	let failure;
	const fetcher = await createFetcher(http, signal, (error) => {
		failure = error;
	});
	try {
		const updater = new Updater({
			metadataDir: folder,
			metadataBaseUrl: mirror,
			targetDir: targets,
			targetBaseUrl: `${mirror}/targets`,
			fetcher
		});
		const target = await updater.getTargetInfo(name);
		if (!target) throw new Error(`no target ${name}`);
		const path = await updater.findCachedTarget(target) ?? await updater.downloadTarget(target);
		return await readFile(path, "utf8");
	} catch (cause) {
		if (failure instanceof DoorlogError) throw failure;
		throw new DoorlogError("http-reply-invalid", `The trust root at ${mirror} could not be verified: it is altered, expired or older than the one that is known.`, { cause });
	}
}
const RootMetadata = object({ signed: object({
	_type: literal("root"),
	version: number()
}) });
async function plantAnchor(folder, targets, anchor) {
	const file = join(folder, "root.json");
	try {
		await mkdir(targets, { recursive: true });
		if ((versionOf(await readFile(file, "utf8").catch((error) => {
			if (systemCodeOf(error) === "ENOENT") return "";
			throw error;
		})) ?? -1) < (versionOf(anchor) ?? 0)) await writeFile(file, anchor);
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `The folder ${folder} for trust roots can’t be used.`, { cause });
	}
}
function isRoot(text) {
	return versionOf(text) !== void 0;
}
function versionOf(text) {
	try {
		return RootMetadata.parse(JSON.parse(text)).signed.version;
	} catch {
		return;
	}
}
async function createFetcher(http, signal, onFailure) {
	const { BaseFetcher } = await import("./tuf-js2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { DownloadHTTPError } = await import("./error.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const service = "The trust root repository";
	class HttpFetcher extends BaseFetcher {
		async fetch(url) {
			const reply = await http({
				service,
				method: "GET",
				url,
				timeout: TIMEOUT,
				...signal && { signal }
			}).catch((error) => {
				onFailure(error);
				throw error;
			});
			if (reply.status >= 500) {
				const { host } = new URL(url);
				onFailure(new DoorlogError("http-status", `${service} at ${host} answered ${reply.status}.`));
			}
			if (reply.status !== 200) throw new DownloadHTTPError("Failed to download", reply.status);
			const bytes = new Uint8Array(reply.body);
			return new ReadableStream({ start(controller) {
				controller.enqueue(bytes);
				controller.close();
			} });
		}
	}
	return new HttpFetcher();
}

// src/signing/known-roots.ts
const DAY = 864e5;
const PATIENCE = 1e4;
const REFRESHED = "refreshed.json";
async function knownTrustRoots(options) {
	const { cacheFolder, offline = false, now = () => /* @__PURE__ */ new Date(), warn } = options;
	const signal = AbortSignal.timeout(PATIENCE);
	const failed = [];
	const known = await Promise.all((await knownInstances(cacheFolder)).map(async (instance) => {
		const held = await heldRoot(instance);
		if (held && (offline || isFresh(held, now()))) return held;
		try {
			if (offline) throw new DoorlogError("trust-root-invalid", "It was never fetched, and offline it can’t be.");
			return await refreshRoot(instance, {
				http: options.http,
				now,
				signal
			});
		} catch (error) {
			failed.push({
				name: instance.name,
				error,
				held
			});
			return held;
		}
	}));
	const [first] = failed;
	if (first) warn?.(warning(failed, sentenceOf(first.error)));
	const found = known.filter((each) => each !== void 0);
	return {
		origin: `the known trust roots (${found.map(({ instance }) => instance.name).join(", ")})`,
		roots: found.flatMap(({ roots }) => roots)
	};
}
function warning(failed, reason) {
	return `The trust root of ${failed.map(({ name }) => name).join(" and ")} could not be refreshed; ${failed.map(({ held }) => held ? `that of ${dayOf(held.at)}` : "none").join(" and ")} is used. ${reason}`;
}
function dayOf(date) {
	return date.toISOString().slice(0, 10);
}
function isFresh({ from, at }, now) {
	const age = now.getTime() - at.getTime();
	return from === "refreshed" && age >= 0 && age < DAY;
}
async function heldRoot(instance) {
	const refreshed = await refreshedRoot(instance);
	const { shipped } = instance;
	if (!shipped || refreshed && refreshed.at >= shipped.taken) return refreshed;
	const { roots } = parseTrustRoots(shipped.text, `of ${instance.name}`);
	return {
		instance,
		from: "shipped",
		at: shipped.taken,
		roots
	};
}
const Refreshed = object({
	at: string(),
	sha256: string(),
	text: string()
});
async function refreshedRoot(instance) {
	try {
		const { at, sha256, text } = Refreshed.parse(JSON.parse(await readFile(join(instance.folder, REFRESHED), "utf8")));
		if (sha256 !== digestOf(text)) return void 0;
		const { roots } = parseTrustRoots(text, `of ${instance.name}`);
		return {
			instance,
			from: "refreshed",
			at: new Date(at),
			roots
		};
	} catch {
		return;
	}
}
async function refreshRoot(instance, { http, now, signal }) {
	const { folder, repository, name } = instance;
	const text = await fetchByTuf({
		http,
		folder,
		repository,
		signal
	});
	const { roots } = parseTrustRoots(text, `of ${name}`);
	const at = now();
	const file = join(folder, REFRESHED);
	const unfinished = `${file}.${randomUUID()}`;
	try {
		await writeFile(unfinished, JSON.stringify({
			at: at.toISOString(),
			sha256: digestOf(text),
			text
		}));
		await rename(unfinished, file);
	} catch (cause) {
		throw new DoorlogError("file-unreadable", `The folder ${folder} for trust roots can’t be written.`, { cause });
	}
	return {
		instance,
		from: "refreshed",
		at,
		roots
	};
}
function digestOf(text) {
	return createHash("sha256").update(text).digest("hex");
}
function trustRootsText({ roots }) {
	return roots.map((root) => `${JSON.stringify(import_dist.TrustedRoot.toJSON(root))}\n`).join("");
}

export { isRoot as a, trustRootsText as i, knownTrustRoots as n, addInstance as o, refreshRoot as r, knownInstances as s, heldRoot as t };