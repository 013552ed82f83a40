import { t as DoorlogError } from "./errors.js";
import { A as _minLength, f as looseObject, g as object, x as string } from "./zod.js";

// src/signing/oidc.ts
/**
* Asks the runner's identity provider for a fresh identity token (a JWT), which lives about 5 minutes.
* Only this request is believed: SIGSTORE_ID_TOKEN and other variables that any step can set are never looked at.
* Raises `oidc-unavailable`.
*/
async function fetchIdToken(request) {
	const reply = await ask(request);
	if (reply.status !== 200) throw unavailable(`answered with status ${reply.status}; give the job the permission id-token: write, or set attest: none`);
	const token = tokenIn(reply.body.toString("utf8"));
	if (token === void 0) throw unavailable("answered with something that holds no token");
	decodeClaims(token);
	return token;
}
/**
* Reads the claims of an identity token. The token's signature is NOT verified: they are what the provider is said to
* have said. Raises `oidc-unavailable` for what is not a JWT with a subject.
*/
function decodeClaims(jwt) {
	const [, payload] = jwt.split(".");
	const parsed = Claims.safeParse(parseJson(Buffer.from(payload ?? "", "base64url").toString("utf8")));
	if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt) || !parsed.success) throw unavailable("gave a token that is not a JWT with a subject");
	const claims = Object.entries(parsed.data).flatMap(([name, value]) => {
		return [
			"string",
			"number",
			"boolean"
		].includes(typeof value) ? [[name, String(value)]] : [];
	});
	return Object.fromEntries(claims);
}
/**
* The claim that Fulcio wants signed as a proof that the key is ours: the e-mail address where the token has one, else
* the subject (github.com/sigstore/fulcio, docs/certificate-issuing.md). Raises `oidc-unavailable`.
*/
function subjectOf(jwt) {
	const { email, sub = "" } = decodeClaims(jwt);
	return email ?? sub;
}
const Claims = looseObject({ sub: string().check(_minLength(1)) });
const TokenReply = object({ value: string().check(_minLength(1)) });
async function ask({ requestUrl, requestToken, audience, http, timeout }) {
	if (!URL.canParse(requestUrl)) throw unavailable("has no usable address; ACTIONS_ID_TOKEN_REQUEST_URL must be as the runner set it");
	const url = new URL(requestUrl);
	url.searchParams.set("audience", audience);
	try {
		return await http({
			service: "The runner's identity provider",
			method: "GET",
			url: url.href,
			headers: {
				authorization: `Bearer ${requestToken}`,
				accept: "application/json"
			},
			maxBytes: 1048576,
			...timeout !== void 0 && { timeout }
		});
	} catch (cause) {
		throw new DoorlogError("oidc-unavailable", "The runner’s identity provider did not answer, so nothing is signed.", { cause });
	}
}
function tokenIn(body) {
	const parsed = TokenReply.safeParse(parseJson(body));
	return parsed.success ? parsed.data.value : void 0;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function unavailable(what) {
	return new DoorlogError("oidc-unavailable", `The runner’s identity provider ${what}.`);
}

export { fetchIdToken as n, subjectOf as r, decodeClaims as t };