import { i as __toESM } from "./rolldown-runtime.js";
import { Er as record, Rr as DoorlogError, jr as string, wr as object } from "./hook.js";
import { t as parseTrustRoots } from "./trust-root2.js";
const { join } = process.getBuiltinModule("node:path");
const { mkdir, readFile, writeFile } = process.getBuiltinModule("node:fs/promises");

// src/signing/tuf-root.ts
const PUBLIC_GOOD_MIRROR = "https://tuf-repo-cdn.sigstore.dev";
const TARGET = "trusted_root.json";
const TIMEOUT = 2e4;
async function fetchTrustRoots(options) {
	const mirror = options.repository?.mirror ?? PUBLIC_GOOD_MIRROR;
	const text = await download(mirror, join(options.cacheFolder, encodeURIComponent(new URL(mirror).host)), options);
	return parseTrustRoots(text, `the trust root of ${mirror}`);
}
async function download(mirror, folder, options) {
	const targets = join(folder, "targets");
	await seed(folder, targets, options.repository?.root ?? await shippedRoot(mirror));
	const { Updater } = await import("./tuf-js2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	let failure;
	const fetcher = await createFetcher(options.http, (error) => {
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
		const target = await updater.getTargetInfo(TARGET);
		if (!target) throw new Error(`no target ${TARGET}`);
		const path = await updater.findCachedTarget(target) ?? await updater.downloadTarget(target);
		return await readFile(path, "utf8");
	} catch (cause) {
		if (failure instanceof DoorlogError) throw unreachable(failure);
		throw new DoorlogError("http-reply-invalid", `The trust root at ${mirror} could not be verified; give one that you trust by --trust-root.`, { cause });
	}
}
function unreachable(failure) {
	const reason = failure.message.replace(/\.$/, "");
	return new DoorlogError(failure.code, `${reason}; give a trust root file by --trust-root to do without it.`, { cause: failure });
}
async function seed(folder, targets, root) {
	try {
		await mkdir(targets, { recursive: true });
		await writeFile(join(folder, "root.json"), root, { flag: "wx" });
	} catch (cause) {
		if (cause.code === "EEXIST") return;
		throw new DoorlogError("file-unreadable", `The folder ${folder} for trust roots can't be written.`, { cause });
	}
}
const Seeds = record(string(), object({ "root.json": string() }));
async function shippedRoot(mirror) {
	const { default: seeds } = await import("./sigstore-tuf.js");
	const root = Seeds.parse(seeds)[mirror]?.["root.json"];
	if (!root) throw new DoorlogError("internal", `No root for ${mirror} is shipped.`);
	return Buffer.from(root, "base64").toString("utf8");
}
async function createFetcher(http, onFailure) {
	const { BaseFetcher } = await import("./tuf-js2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { DownloadHTTPError } = await import("./error.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	class HttpFetcher extends BaseFetcher {
		async fetch(url) {
			const reply = await http({
				service: "The trust root repository",
				method: "GET",
				url,
				timeout: TIMEOUT
			}).catch((error) => {
				onFailure(error);
				throw error;
			});
			if (reply.status >= 500) {
				const { host } = new URL(url);
				onFailure(new DoorlogError("http-status", `The trust root repository at ${host} answered ${reply.status}.`));
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

export { fetchTrustRoots };