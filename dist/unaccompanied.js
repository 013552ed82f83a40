import { ri as DoorlogError } from "./hook.js";

// src/ci/github/unaccompanied.ts
const MAX_REDIRECTS = 3;
async function downloadUnaccompanied(http, { service, url, maxBytes, firstBytes, signal }) {
	const more = {
		...firstBytes !== void 0 && { firstBytes },
		...signal && { signal }
	};
	let address = url;
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const reply = await http({
			service,
			method: "GET",
			url: address,
			maxBytes,
			...more
		});
		if (reply.status === 200) return reply.body;
		const { location } = reply.headers;
		if (reply.status < 300 || reply.status >= 400 || location === void 0) throw new DoorlogError("http-status", `${service} answered with status ${reply.status}.`);
		address = target(location, address, service);
	}
	throw new DoorlogError("http-status", `${service} sends from one address to another without end.`);
}
function target(location, from, service) {
	const next = URL.canParse(location, from) ? new URL(location, from) : void 0;
	if (next && (next.protocol === "https:" || new URL(from).protocol === "http:")) return next.href;
	throw new DoorlogError("http-connection", `${service} sends to an address that is no https one; it is not asked.`);
}

export { downloadUnaccompanied as t };