import { n as require_dist, t as preAuthEncoding } from "./dsse.js";
import { n as PAYLOAD_TYPE } from "./predicate-type.js";
import { Fr as looseObject, Gr as record, Hr as number, Rr as minLength, Tr as array, Ur as object, Xn as jsonOrNothing, Xr as string, Zr as union, ai as sentenceOf, fn as subjectOf, ri as DoorlogError } from "./hook.js";
import { t as require_dist$1 } from "./sigstore-protobuf-specs.js";
const { X509Certificate, createHash, generateKeyPairSync, sign } = process.getBuiltinModule("node:crypto");

// src/signing/sigstore-service.ts
var import_dist$1 = require_dist();
async function askService(service, request) {
	const { path, body, also = [] } = request;
	const reply = await service.http({
		service: service.name,
		method: body === void 0 ? "GET" : "POST",
		url: `${service.url}${path}`,
		headers: {
			"content-type": "application/json",
			accept: "*/*"
		},
		timeout: service.timeout,
		...body !== void 0 && { body: JSON.stringify(body) }
	}).catch((cause) => {
		throw serviceFailed(service, sentenceOf(cause), cause);
	});
	if ([
		200,
		201,
		...also
	].includes(reply.status)) return reply;
	throw serviceFailed(service, `it answered with status ${reply.status}`);
}
function readReply(service, schema, reply) {
	const parsed = schema.safeParse(jsonOrNothing(reply.body));
	if (parsed.success) return parsed.data;
	throw serviceFailed(service, "its answer is not what such a service gives");
}
function serviceFailed(service, reason, cause) {
	return new DoorlogError("signing-failed", `${service.name} at ${hostOf(service.url)} failed, so nothing was signed: ${reason.replace(/\.$/, "")}.`, ...cause === void 0 ? [] : [{ cause }]);
}
function hostOf(url) {
	return URL.canParse(url) ? new URL(url).host : "an address that is none";
}

// src/signing/fulcio.ts
const Chain = object({ chain: object({ certificates: array(string()).check(minLength(1)) }) });
const CertificateReply = union([object({ signedCertificateEmbeddedSct: Chain }), object({ signedCertificateDetachedSct: Chain })]);
function createFulcioSigner(service, identity) {
	return { async sign(data) {
		const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
		const content = publicKey.export({
			format: "pem",
			type: "spki"
		}).toString();
		const reply = await askService(service, {
			path: "/api/v2/signingCert",
			body: {
				credentials: { oidcIdentityToken: identity.token },
				publicKeyRequest: {
					publicKey: {
						algorithm: "ECDSA",
						content
					},
					proofOfPossession: sign("sha256", Buffer.from(identity.subject), privateKey).toString("base64")
				}
			}
		});
		const certificate = leafOf(readReply(service, CertificateReply, reply));
		if (certificate === void 0 || keyIn(certificate) !== content) throw serviceFailed(service, "its certificate is not for the key that was sent");
		return {
			signature: sign("sha256", data, privateKey),
			key: {
				$case: "x509Certificate",
				certificate
			}
		};
	} };
}
function leafOf(reply) {
	const { chain } = "signedCertificateEmbeddedSct" in reply ? reply.signedCertificateEmbeddedSct : reply.signedCertificateDetachedSct;
	return chain.certificates[0];
}
function keyIn(certificate) {
	try {
		return new X509Certificate(certificate).publicKey.export({
			format: "pem",
			type: "spki"
		}).toString();
	} catch {
		return;
	}
}

// src/signing/rekor-v1.ts
const LogReply = record(string(), object({
	body: string(),
	integratedTime: number(),
	logID: string(),
	logIndex: number(),
	verification: object({
		signedEntryTimestamp: string(),
		inclusionProof: object({
			checkpoint: string(),
			hashes: array(string()),
			logIndex: number(),
			rootHash: string(),
			treeSize: number()
		})
	})
}));
const EntryBody = object({
	kind: string(),
	apiVersion: string()
});
const CONFLICT = 409;
function createRekorV1Witness(service) {
	return { async testify(content, certificate) {
		if (content.$case !== "dsseEnvelope") throw serviceFailed(service, "only envelopes are logged");
		const proposedContent = {
			envelope: JSON.stringify((0, import_dist$1.envelopeToJSON)(content.dsseEnvelope)),
			verifiers: [Buffer.from(certificate).toString("base64")]
		};
		const created = await askService(service, {
			path: "/api/v1/log/entries",
			body: {
				apiVersion: "0.0.1",
				kind: "dsse",
				spec: { proposedContent }
			},
			also: [CONFLICT]
		});
		const uuid = /\/([0-9a-f]+)$/.exec(created.headers.location ?? "")?.[1];
		const reply = created.status === CONFLICT && uuid ? await askService(service, { path: `/api/v1/log/entries/${uuid}` }) : created;
		const [entry] = Object.values(readReply(service, LogReply, reply));
		const body = Buffer.from(entry?.body ?? "", "base64");
		const kindVersion = EntryBody.safeParse(jsonOrNothing(body));
		if (!entry || !kindVersion.success) throw serviceFailed(service, "its answer holds no entry");
		const { inclusionProof, signedEntryTimestamp } = entry.verification;
		return { tlogEntries: [{
			logIndex: String(entry.logIndex),
			logId: { keyId: Buffer.from(entry.logID, "hex") },
			integratedTime: String(entry.integratedTime),
			kindVersion: {
				kind: kindVersion.data.kind,
				version: kindVersion.data.apiVersion
			},
			inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, "base64") },
			inclusionProof: {
				logIndex: String(inclusionProof.logIndex),
				treeSize: String(inclusionProof.treeSize),
				rootHash: Buffer.from(inclusionProof.rootHash, "hex"),
				hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, "hex")),
				checkpoint: { envelope: inclusionProof.checkpoint }
			},
			canonicalizedBody: body
		}] };
	} };
}

// src/signing/rekor-v2.ts
var import_dist = require_dist$1();
const EntryReply = looseObject({
	logIndex: string(),
	logId: looseObject({ keyId: string() }),
	kindVersion: looseObject({
		kind: string(),
		version: string()
	}),
	inclusionProof: looseObject({ checkpoint: looseObject({ envelope: string() }) }),
	canonicalizedBody: string()
});
function createRekorV2Witness(service) {
	return { async testify(content, certificate) {
		const [signature] = content.$case === "dsseEnvelope" ? content.dsseEnvelope.signatures : [];
		if (content.$case !== "dsseEnvelope" || !signature) throw serviceFailed(service, "only envelopes are logged");
		const { payloadType, payload } = content.dsseEnvelope;
		const reply = await askService(service, {
			path: "/api/v2/log/entries",
			body: { hashedRekordRequestV002: {
				digest: createHash("sha256").update(preAuthEncoding(payloadType, payload)).digest("base64"),
				signature: {
					content: signature.sig.toString("base64"),
					verifier: {
						keyDetails: "PKIX_ECDSA_P256_SHA_256",
						x509Certificate: { rawBytes: new X509Certificate(certificate).raw.toString("base64") }
					}
				}
			} }
		});
		const { logId, kindVersion, ...entry } = import_dist.TransparencyLogEntry.fromJSON(readReply(service, EntryReply, reply));
		if (!logId || !kindVersion) throw serviceFailed(service, "its answer holds no entry");
		return { tlogEntries: [{
			...entry,
			logId,
			kindVersion
		}] };
	} };
}

// src/signing/timestamp-authority.ts
const SEQUENCE = 48;
function createTimestampWitness(service) {
	const path = new URL(service.url).pathname === "/" ? "/api/v1/timestamp" : "";
	return { async testify(content) {
		const artifactHash = createHash("sha256").update(signatureIn(content)).digest("base64");
		const { body } = await askService(service, {
			path,
			body: {
				artifactHash,
				hashAlgorithm: "sha256"
			}
		});
		if (body[0] !== SEQUENCE) throw serviceFailed(service, "its answer is no timestamp");
		return { rfc3161Timestamps: [{ signedTimestamp: body }] };
	} };
}
function signatureIn(content) {
	if (content.$case === "messageSignature") return content.messageSignature.signature;
	return content.dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0);
}

// src/signing/keyless.ts
const DEFAULT_TIMEOUT = 2e4;
function createKeylessSigner(options) {
	return { async sign(statement) {
		const bundle = await build(options, await options.idToken(), Buffer.from(statement));
		const [entry] = bundle.verificationMaterial.tlogEntries;
		return {
			json: JSON.stringify((0, import_dist$1.bundleToJSON)(bundle)),
			instance: options.instance.name,
			...entry && { logIndex: entry.logIndex }
		};
	} };
}
async function build(options, token, artifact) {
	const { instance, http, timeout = DEFAULT_TIMEOUT } = options;
	const service = (name, url) => ({
		name,
		url,
		http,
		timeout
	});
	const fulcio = service("The certificate authority", instance.fulcioUrl);
	const { signature, key } = await createFulcioSigner(fulcio, {
		token,
		subject: subjectOf(token)
	}).sign(preAuthEncoding(PAYLOAD_TYPE, artifact));
	const pem = key.$case === "x509Certificate" ? key.certificate : key.publicKey;
	const certificate = new X509Certificate(pem).raw;
	const bundle = (0, import_dist$1.toDSSEBundle)({
		artifact,
		artifactType: PAYLOAD_TYPE,
		signature,
		certificate
	});
	const witnesses = witnessesOf(instance, service);
	const testimonies = await Promise.all(witnesses.map((witness) => witness.testify(bundle.content, pem)));
	bundle.verificationMaterial.tlogEntries = testimonies.flatMap(({ tlogEntries }) => tlogEntries ?? []);
	bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: testimonies.flatMap(({ rfc3161Timestamps }) => rfc3161Timestamps ?? []) };
	return bundle;
}
function witnessesOf(instance, service) {
	const { tsaUrl, rekor } = instance;
	const createRekorWitness = rekor?.version === 2 ? createRekorV2Witness : createRekorV1Witness;
	return [...tsaUrl ? [createTimestampWitness(service("The timestamp authority", tsaUrl))] : [], ...rekor ? [createRekorWitness(service("The transparency log", rekor.url))] : []];
}

export { createKeylessSigner as t };