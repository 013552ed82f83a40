// src/net/surroundings.ts
/** Reads the proxy variables as curl does: lower case goes before upper case, and plain HTTP_PROXY is believed too. */
function surroundingsFrom(env) {
	const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
	const httpProxy = env.http_proxy || env.HTTP_PROXY;
	const noProxy = env.no_proxy || env.NO_PROXY;
	return {
		...httpsProxy && { httpsProxy },
		...httpProxy && { httpProxy },
		...noProxy && { noProxy }
	};
}
/** The proxy for a URL, or undefined where it is reached directly. Loopback addresses never go through a proxy. */
function proxyFor(url, surroundings) {
	const text = url.protocol === "https:" ? surroundings.httpsProxy : surroundings.httpProxy;
	if (!text || isExempt(url, surroundings.noProxy)) return void 0;
	const address = text.includes("://") ? text : `http://${text}`;
	return URL.canParse(address) ? new URL(address) : void 0;
}
function isExempt(url, noProxy) {
	const host = url.hostname.replace(/^\[|\]$/g, "");
	if (host === "localhost" || host === "::1" || /^127\./.test(host)) return true;
	const port = url.port || (url.protocol === "https:" ? "443" : "80");
	return (noProxy ?? "").split(/[\s,]+/).filter(Boolean).some((entry) => matches(entry.toLowerCase(), host.toLowerCase(), port));
}
function matches(entry, host, port) {
	if (entry === "*") return true;
	const [, name = "", entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
	if (entryPort !== void 0 && entryPort !== port) return false;
	const suffix = name.replace(/^\*?\./, "");
	return host === suffix || host.endsWith(`.${suffix}`);
}

// src/version.ts
/** Version of Doorlog, the same as in package.json. */
const VERSION = "0.1.0";

export { proxyFor as n, surroundingsFrom as r, VERSION as t };