import { t as DoorlogError } from "./errors.js";
import { n as isPassing, r as pause, t as backoff } from "./retry.js";
import { n as proxyFor } from "./version.js";

// src/net/proxy.ts
/**
* Opens a TLS connection to an https URL through an HTTP proxy (CONNECT, RFC 9110, 9.3.6).
* Raises `http-connection` where the proxy can't be reached or refuses, with its status.
*/
async function connectThroughProxy(proxy, url, options) {
	const tunnel = await openTunnel(proxy, `${url.hostname}:${url.port || 443}`, options.timeout);
	const { connect } = process.getBuiltinModule("node:tls");
	return connect({
		...options,
		socket: tunnel,
		servername: url.hostname
	});
}
function openTunnel(proxy, target, timeout) {
	const secure = proxy.protocol === "https:";
	const { request } = process.getBuiltinModule(secure ? "node:https" : "node:http");
	const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
	return new Promise((resolve, reject) => {
		const fail = (why, cause) => reject(new DoorlogError("http-connection", `The proxy ${proxy.host} ${why}.`, { cause }));
		const connection = request({
			host: proxy.hostname,
			port: proxy.port || (secure ? 443 : 80),
			method: "CONNECT",
			path: target,
			timeout,
			headers: {
				host: target,
				...proxy.username && { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` }
			}
		});
		connection.once("connect", (response, socket) => {
			if (response.statusCode === 200) return resolve(socket);
			socket.destroy();
			fail(`refused the connection to ${target} with status ${response.statusCode}`);
		});
		connection.once("timeout", () => connection.destroy());
		connection.once("error", (error) => fail("could not be reached", error));
		connection.end();
	});
}

// src/net/http.ts
const DEFAULT_TIMEOUT = 1e4;
const DEFAULT_MAX_BYTES = 10485760;
const DEFAULT_RETRIES = 2;
const DEFAULT_RETRY_STATUSES = [
	429,
	500,
	502,
	503,
	504
];
/**
* The only speaker of HTTP: kept-alive connections, proxy and private certificate authorities as `surroundings` say,
* one deadline over all attempts, full-jitter retries that obey Retry-After, bounded replies.
* The certificate of a server is always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
*/
function createHttp(surroundings) {
	const transport = createTransport(surroundings);
	return async (request) => {
		const deadline = performance.now() + (request.timeout ?? DEFAULT_TIMEOUT);
		const attempts = 1 + (request.retries ?? DEFAULT_RETRIES);
		const retryStatuses = request.retryStatuses ?? DEFAULT_RETRY_STATUSES;
		for (let attempt = 1;; attempt++) {
			request.onAttempt?.(attempt);
			const left = deadline - performance.now();
			try {
				const response = await exchange(transport, request, left);
				if (!retryStatuses.includes(response.status) || attempt >= attempts) return response;
				const wait = backoff(attempt, response.headers["retry-after"]);
				if (performance.now() + wait >= deadline) return response;
				await pause(wait, request.signal);
			} catch (error) {
				const wait = backoff(attempt);
				if (!isPassing(error) || attempt >= attempts || performance.now() + wait >= deadline) throw error;
				await pause(wait, request.signal);
			}
		}
	};
}
/**
* node:http is fetched as a built-in object, never imported: its ESM namespace touches every lazy getter and so loads
* the whole of undici (2.6 times bare Node instead of 1.1). node:https and its TLS are loaded for the first https URL.
*/
function createTransport(surroundings) {
	const agents = /* @__PURE__ */ new Map();
	function agentFor(secure) {
		const key = secure ? "https" : "http";
		const known = agents.get(key);
		if (known) return known;
		const agent = secure ? new (process.getBuiltinModule("node:https")).Agent({
			keepAlive: true,
			maxSockets: 16
		}) : new (process.getBuiltinModule("node:http")).Agent({
			keepAlive: true,
			maxSockets: 16
		});
		agents.set(key, agent);
		return agent;
	}
	return { async open(url, options) {
		const secure = url.protocol === "https:";
		const proxy = proxyFor(url, surroundings);
		const tls = secure ? {
			rejectUnauthorized: true,
			...surroundings.ca && { ca: [...surroundings.ca] }
		} : {};
		const client = secure ? process.getBuiltinModule("node:https") : process.getBuiltinModule("node:http");
		if (proxy && !secure) return throughPlainProxy(proxy, url, options);
		if (proxy) {
			const socket = await connectThroughProxy(proxy, url, {
				timeout: options.timeout ?? DEFAULT_TIMEOUT,
				...tls
			});
			return client.request(url, {
				...options,
				...tls,
				agent: false,
				createConnection: () => socket
			});
		}
		return client.request(url, {
			...options,
			...tls,
			agent: agentFor(secure)
		});
	} };
}
function throughPlainProxy(proxy, url, options) {
	const { request } = process.getBuiltinModule("node:http");
	const headers = {
		...options.headers,
		host: url.host
	};
	const credentials = proxy.username ? { "proxy-authorization": `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString("base64")}` } : {};
	return request({
		...options,
		host: proxy.hostname,
		port: proxy.port || 80,
		path: url.href,
		headers: {
			...headers,
			...credentials
		}
	});
}
async function exchange(transport, request, timeout) {
	const url = parseUrl(request);
	if (timeout <= 0) throw timedOut(request, url);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(timedOut(request, url)), timeout);
	const outer = () => abort.abort(new DoorlogError("http-timeout", `The request to ${request.service} was given up.`));
	request.signal?.addEventListener("abort", outer, { once: true });
	if (request.signal?.aborted) outer();
	try {
		abort.signal.throwIfAborted();
		const body = typeof request.body === "string" ? Buffer.from(request.body) : request.body;
		return await roundTrip(await transport.open(url, {
			method: request.method,
			timeout,
			headers: {
				"user-agent": "doorlog",
				...request.headers,
				...body && { "content-length": String(body.byteLength) }
			}
		}), body, request.maxBytes ?? DEFAULT_MAX_BYTES, abort.signal, request.service);
	} catch (error) {
		throw abort.signal.aborted ? abort.signal.reason : asDoorlogError(error, request, url);
	} finally {
		clearTimeout(timer);
		request.signal?.removeEventListener("abort", outer);
	}
}
function roundTrip(client, body, maxBytes, signal, service) {
	return new Promise((resolve, reject) => {
		const stop = () => client.destroy(signal.reason);
		signal.addEventListener("abort", stop, { once: true });
		const settle = (finish) => {
			signal.removeEventListener("abort", stop);
			finish();
		};
		client.once("error", (error) => settle(() => reject(error)));
		client.once("response", (incoming) => {
			readBody(incoming, maxBytes, service).then((bytes) => settle(() => resolve({
				status: incoming.statusCode ?? 0,
				headers: plainHeaders(incoming),
				body: bytes
			})), (error) => {
				client.destroy();
				settle(() => reject(error));
			});
		});
		client.end(body);
	});
}
async function readBody(incoming, maxBytes, service) {
	const chunks = [];
	let size = 0;
	for await (const chunk of incoming) {
		size += chunk.length;
		if (size > maxBytes) throw new DoorlogError("http-too-large", `${service} answered with more than ${maxBytes} bytes; the reply was dropped.`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
function plainHeaders(incoming) {
	const headers = {};
	for (const [name, value] of Object.entries(incoming.headers)) if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
	return headers;
}
function parseUrl(request) {
	if (!URL.canParse(request.url)) throw new DoorlogError("http-connection", `The address of ${request.service} is not a URL.`);
	const url = new URL(request.url);
	if (url.protocol !== "http:" && url.protocol !== "https:") throw new DoorlogError("http-connection", `The address of ${request.service} must start with http:// or https://.`);
	return url;
}
function timedOut(request, url) {
	const seconds = (request.timeout ?? DEFAULT_TIMEOUT) / 1e3;
	return new DoorlogError("http-timeout", `${request.service} at ${url.host} did not answer within ${seconds} s.`);
}
/** The original error's own message is not repeated: it may quote headers or the address with its query. */
function asDoorlogError(error, request, url) {
	if (error instanceof DoorlogError) return error;
	const code = error.code;
	const name = typeof code === "string" ? code : "no reply";
	return /CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/.test(name) ? new DoorlogError("http-tls", `The certificate of ${request.service} at ${url.host} is not trusted (${name}); name its authority in NODE_EXTRA_CA_CERTS.`, { cause: error }) : new DoorlogError("http-connection", `${request.service} at ${url.host} could not be reached (${name}).`, { cause: error });
}

export { createHttp as t };