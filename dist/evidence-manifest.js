import { Fr as looseObject, Pr as literal, Tr as array, Wr as optional, Xr as string, Yr as strictObject, qr as regex } from "./hook.js";

// src/cli/verify/evidence-manifest.ts
const MANIFEST_NAME = "doorlog-evidence.json";
const Sha256 = string().check(regex(/^[0-9a-f]{64}$/));
const KeptFile = strictObject({
	file: string().check(regex(/^[A-Za-z0-9][\w.-]{0,200}$/)),
	sha256: Sha256
});
const EvidenceManifest = looseObject({
	formatVersion: literal("1"),
	keptAt: string(),
	doorlog: string(),
	target: looseObject({
		kind: string(),
		name: string()
	}),
	trustRoot: optional(KeptFile),
	key: optional(KeptFile),
	answer: optional(KeptFile),
	records: array(looseObject({
		record: KeptFile,
		bundle: KeptFile
	})),
	attestations: array(looseObject({
		bundle: KeptFile,
		name: string(),
		sha256: Sha256,
		predicateType: string()
	}))
});

export { MANIFEST_NAME as n, EvidenceManifest as t };