import { Br as nullable, Fr as looseObject, Qr as unknown, Tr as array, Ur as object, Wr as optional, Xr as string, ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as downloadUnaccompanied } from "./unaccompanied.js";

// src/ci/github/attestation-finder.ts
const PER_PAGE = 100;
const AT_ONCE = 6;
const MAX_BUNDLE_BYTES = 33554432;
const Entry = object({
	bundle: optional(unknown()),
	bundle_url: optional(nullable(string()))
});
const Page = object({ attestations: array(Entry) });
function createAttestationFinder({ client, http, repository }) {
	const place = placeOf(client, repository);
	return { async *find(subject, predicateType, signal) {
		const broken = [];
		let seen = 0;
		for await (const entries of pagesOf(client, place, subject, predicateType)) for (let first = 0; first < entries.length; first += AT_ONCE) {
			signal?.throwIfAborted();
			const some = entries.slice(first, first + AT_ONCE);
			for (const result of await Promise.allSettled(some.map((entry) => bundleOf(entry, http, signal)))) {
				seen += 1;
				if (result.status === "fulfilled") yield result.value;
				else broken.push(result.reason);
			}
		}
		signal?.throwIfAborted();
		if (broken.length > 0) throw unreadable(subject, broken, seen);
	} };
}
async function* pagesOf(client, place, subject, predicateType) {
	const { path, parameters } = await place.address();
	let after;
	do {
		const query = {
			...parameters,
			subject_digest: subject,
			...predicateType !== void 0 && { predicate_type: predicateType },
			...after !== void 0 && { after }
		};
		const page = await pageThatFits(client, `GET ${path}/attestations/{subject_digest}`, query).catch(async (error) => {
			if (codeOf(error) !== "api-not-found") throw error;
			await place.isSeen();
			return { items: { attestations: [] } };
		});
		yield page.items.attestations;
		after = "after" in page ? page.after : void 0;
	} while (after !== void 0);
}
function placeOf(client, repository) {
	const [owner = "", repo] = repository.split("/");
	const address = once(async () => {
		if (repo !== void 0) return {
			path: "/repos/{owner}/{repo}",
			parameters: {
				owner,
				repo
			}
		};
		const { type } = await client.rest("GET /users/{username}", { username: owner }, object({ type: string() }));
		return type === "Organization" ? {
			path: "/orgs/{org}",
			parameters: { org: owner }
		} : {
			path: "/users/{username}",
			parameters: { username: owner }
		};
	});
	return {
		address,
		isSeen: once(async () => {
			const { path, parameters } = await address();
			if (repo !== void 0) await client.rest(`GET ${path}`, parameters, looseObject({}));
		})
	};
}
function once(ask) {
	let asked;
	return () => {
		asked ??= ask().catch((error) => {
			asked = void 0;
			throw error;
		});
		return asked;
	};
}
async function pageThatFits(client, route, query) {
	for (let perPage = PER_PAGE;; perPage = Math.ceil(perPage / 5)) try {
		return await client.page(route, {
			...query,
			per_page: perPage
		}, Page);
	} catch (error) {
		if (codeOf(error) !== "http-too-large" || perPage === 1) throw error;
	}
}
async function bundleOf({ bundle, bundle_url }, http, signal) {
	if (typeof bundle === "object" && bundle !== null) return JSON.stringify(bundle);
	if (!bundle_url) throw new DoorlogError("http-reply-invalid", "GitHub’s API named an attestation without its bundle.");
	const service = "The store of attestations’ bundles";
	const compressed = await downloadUnaccompanied(http, {
		service,
		url: bundle_url,
		maxBytes: MAX_BUNDLE_BYTES,
		signal
	});
	const { expandSnappy } = await import("./snappy.js");
	const text = Buffer.from(expandSnappy(compressed, MAX_BUNDLE_BYTES)).toString("utf8");
	try {
		JSON.parse(text);
		return text;
	} catch (cause) {
		throw new DoorlogError("http-reply-invalid", `${service} answered with something that is not JSON.`, { cause });
	}
}
function unreadable(subject, broken, seen) {
	const [first] = broken;
	const which = seen === 1 ? "The only attestation" : `${broken.length} of ${seen} attestations`;
	return new DoorlogError(codeOf(first), `${which} about ${subject} could not be read: ${sentenceOf(first)}`, { cause: first });
}

export { createAttestationFinder as t };