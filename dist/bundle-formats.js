import { Fr as looseObject, Pr as literal, Qr as unknown, Tr as array, Ur as object, Vr as nullish, Xn as jsonOrNothing, Xr as string, Zr as union } from "./hook.js";
import { n as PAYLOAD_TYPE } from "./predicate-type.js";
import { t as isTooDeep } from "./nesting.js";

// src/core/bundle-formats.ts
const Attestations = object({ attestations: array(looseObject({ bundle: nullish(looseObject({})) })) });
const PythonAttestation = object({
	version: literal(1),
	verification_material: object({
		certificate: string(),
		transparency_entries: array(unknown())
	}),
	envelope: object({
		statement: string(),
		signature: string()
	})
});
const LogLine = object({
	recordId: string(),
	phase: string(),
	digest: string(),
	bundle: union([string(), looseObject({})])
});
const PythonProvenance = object({
	version: literal(1),
	attestation_bundles: array(object({ attestations: array(unknown()) }))
});
function bundlesIn(text) {
	const whole = jsonOrNothing(text);
	if (whole !== void 0) return bundlesOf(whole, text);
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	return lines.length <= 1 ? [text] : lines.flatMap((line) => bundlesOf(jsonOrNothing(line), line));
}
function bundlesOf(json, text) {
	if (isTooDeep(text)) return [text];
	const answer = Attestations.safeParse(json);
	if (answer.success) return answer.data.attestations.flatMap(({ bundle }) => bundle ? [JSON.stringify(bundle)] : []);
	const line = LogLine.safeParse(json);
	if (line.success) {
		const { bundle } = line.data;
		return [typeof bundle === "string" ? bundle : JSON.stringify(bundle)];
	}
	const provenance = PythonProvenance.safeParse(json);
	const attestations = provenance.success ? provenance.data.attestation_bundles.flatMap((publisher) => publisher.attestations) : [json];
	const converted = attestations.flatMap((each) => fromPython(each) ?? []);
	return converted.length === attestations.length ? converted : [text];
}
function fromPython(json) {
	const { success, data } = PythonAttestation.safeParse(json);
	if (!success) return void 0;
	const { verification_material: material, envelope } = data;
	return JSON.stringify({
		mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
		verificationMaterial: {
			certificate: { rawBytes: material.certificate },
			tlogEntries: material.transparency_entries
		},
		dsseEnvelope: {
			payload: envelope.statement,
			payloadType: PAYLOAD_TYPE,
			signatures: [{ sig: envelope.signature }]
		}
	});
}

export { bundlesIn as t };