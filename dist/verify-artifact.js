import { Fr as looseObject, Gr as record, Tr as array, Xr as string, ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { n as PAYLOAD_TYPE } from "./predicate-type.js";
import { t as check } from "./check.js";
import { t as bundlesIn } from "./bundle-formats.js";
import { i as claimedIn, n as checkExpected, r as checkSignedSince, s as matchesPattern } from "./expected-signer.js";

// src/core/artifact-statement.ts
const STATEMENT_TYPES = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"];
const Statement = looseObject({
	_type: string(),
	subject: array(looseObject({ digest: record(string(), string()) })),
	predicateType: string()
});
function isAboutArtifact({ payload }, digest) {
	const { success, data } = Statement.safeParse(parseJson(payload));
	return success && namesDigest(data, digest);
}
function checkArtifactStatement({ payloadType, payload, signatures }, artifact, predicateType) {
	const one = check("one-signature", "One signature");
	const type = check("payload-type", "Payload type");
	const form = check("statement", "In-toto statement");
	const checks = [signatures === 1 ? one.ok("The envelope has exactly one signature.") : one.failed(`The envelope has ${signatures} signatures, and exactly one is allowed.`), payloadType === "application/vnd.in-toto+json" ? type.ok(`The envelope holds ${PAYLOAD_TYPE}.`) : type.failed(`The envelope holds ${payloadType}, not ${PAYLOAD_TYPE}.`)];
	const { success, data } = Statement.safeParse(parseJson(payload));
	if (!success) return [...checks, form.failed("What was signed is not an in-toto Statement.")];
	return [
		...checks,
		STATEMENT_TYPES.includes(data._type) ? form.ok(`What was signed is an ${data._type}.`) : form.failed(`What was signed calls itself ${data._type}, which is no in-toto Statement that is known.`),
		checkSubject(data, artifact),
		checkPredicateType(data.predicateType, predicateType)
	];
}
function checkSubject(statement, { name, digest }) {
	const open = check("subject", "Artifact");
	const about = name === digest ? digest : `${name} (${digest})`;
	return namesDigest(statement, digest) ? open.ok(`The statement speaks about ${about}.`) : open.failed(`The statement does not speak about ${about}; the file or the bundle is another.`);
}
function namesDigest({ subject }, digest) {
	const colon = digest.indexOf(":");
	const [algorithm, hex] = [digest.slice(0, colon), digest.slice(colon + 1)];
	return hex !== "" && subject.some((each) => Object.hasOwn(each.digest, algorithm) && each.digest[algorithm] === hex);
}
function checkPredicateType(said, expected) {
	const open = check("predicate-type", "Predicate type");
	if (expected === void 0) return open.notChecked(`The statement is a ${said}; no predicate type was expected.`);
	return said === expected ? open.ok(`The statement is a ${said}, as expected.`) : open.failed(`The statement is a ${said}, but ${expected} was expected.`);
}
function parseJson(payload) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
	} catch {
		return;
	}
}

// src/pipeline/verify-artifact.ts
async function verifyArtifact(question, verifier) {
	let best;
	let failure;
	for (const bundle of chosenBundles(question, verifier)) try {
		const answer = {
			...await verifyOne(bundle, question, verifier),
			bundle
		};
		if (answer.verdict === "verified") return answer;
		if (best === void 0 || defectsOf(answer) < defectsOf(best)) best = answer;
	} catch (error) {
		if (codeOf(error) !== "usage") throw error;
		failure ??= error;
	}
	if (best) return best;
	if (failure) throw failure;
	return refusal(`No bundle in the file speaks about ${question.artifact.name} (${question.artifact.digest}).`);
}
function chosenBundles({ bundles, artifact }, verifier) {
	const all = bundlesIn(bundles);
	if (all.length === 0) throw new DoorlogError("file-invalid", "There is no bundle in the file of bundles.");
	if (all.length === 1) return all;
	return all.filter((bundle) => {
		try {
			return isAboutArtifact(verifier.open(bundle), artifact.digest);
		} catch (error) {
			if (codeOf(error) === "internal") throw error;
			return codeOf(error) === "verification-failed";
		}
	});
}
async function verifyOne(bundle, { artifact, expected, predicateType }, verifier) {
	const open = check("signature", "Signature");
	try {
		const { envelope, signer, signedAt, evidence } = await verify(bundle, artifact, verifier);
		const by = signer.kind === "key" ? ", by the given key" : "";
		return {
			...answerOf([
				open.ok(`The signature holds${by}${evidence && `: ${evidence}`}.`),
				...envelope ? checkArtifactStatement(envelope, artifact, predicateType) : checkBareFile(artifact, predicateType),
				...checkArtifactSigner(signer, expected),
				...expected === "key" ? [] : checkSignedSince(signedAt, expected.signedSince)
			]),
			signer
		};
	} catch (error) {
		if (codeOf(error) !== "verification-failed") throw error;
		return refusal(sentenceOf(error));
	}
}
function verify(bundle, { digest, bytes }, verifier) {
	const [algorithm, hex = ""] = digest.split(":");
	if (algorithm !== "sha256") return verifier.verify(bundle);
	return verifier.verify(bundle, {
		sha256: hex,
		...bytes && { bytes }
	});
}
function checkBareFile({ name, digest }, predicateType) {
	const subject = check("subject", "Artifact").ok(`The signature was made over ${name} (${digest}) itself.`);
	if (predicateType === void 0) return [subject];
	return [subject, check("predicate-type", "Predicate type").failed(`The bundle signs a bare file and says nothing about it; a ${predicateType} was expected.`)];
}
function checkArtifactSigner(signer, expected) {
	const identity = check("identity", "Identity");
	if (expected === "key") return [signer.kind === "key" ? identity.ok(`Signed by the given key, ${signer.fingerprint}; a key says nothing about who holds it.`) : identity.failed(`Signed by a certificate of ${signer.identity}, but the given key was expected.`)];
	if (signer.kind === "key") return [identity.failed("Signed by a key, which has no identity, but a certificate was expected.")];
	const issuer = check("issuer", "Issuer of the identity");
	const from = signer.issuer === "" ? "an issuer that the certificate does not name" : signer.issuer;
	return [
		signer.issuer === expected.issuer ? issuer.ok(`The identity comes from ${from}.`) : issuer.failed(`The identity comes from ${from}, not from ${expected.issuer}.`),
		checkIdentity(signer.identity, expected.identity),
		...checkExpected(claimedIn(signer.claims), expected)
	];
}
function checkIdentity(identity, expected) {
	const open = check("identity", "Identity");
	if (expected === void 0) return open.notChecked(`Signed by ${identity}; no identity was expected.`);
	return matchesPattern(expected, identity) ? open.ok(`Signed by ${identity}, as expected.`) : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}
function refusal(sentence) {
	return answerOf([check("signature", "Signature").failed(sentence), check("contents", "Statement and signer").notChecked("Without a signature that holds, nothing else counts.")]);
}
function answerOf(checks) {
	return {
		verdict: checks.some(({ status }) => status === "failed") ? "refused" : "verified",
		checks
	};
}
function defectsOf({ checks, signer }) {
	return signer ? checks.filter(({ status }) => status === "failed").length : Number.POSITIVE_INFINITY;
}

export { verifyArtifact as t };