import { n as exitCodeOf } from "./exit-code.js";
import { t as readBytes } from "./large-file.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { t as verifyArtifact } from "./verify-artifact.js";
import { n as readPublicKey, r as readTrustRoots, t as parseTrustRoots } from "./trust-root2.js";
import { t as createBundleVerifier } from "./verifier.js";
const { parseArgs } = process.getBuiltinModule("node:util");
const { createHash } = process.getBuiltinModule("node:crypto");
const { existsSync } = process.getBuiltinModule("node:fs");
import process from "node:process";

// interop/conformance-client.ts
async function conform([command, ...args]) {
	if (command !== "verify-bundle") throw new DoorlogError("usage", "Only verify-bundle is known here.");
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			staging: {
				type: "boolean",
				default: false
			},
			bundle: { type: "string" },
			"certificate-identity": { type: "string" },
			"certificate-oidc-issuer": { type: "string" },
			key: { type: "string" },
			"trusted-root": { type: "string" }
		}
	});
	const [subject, ...more] = positionals;
	const { bundle, key, "trusted-root": rootFile } = values;
	if (bundle === void 0 || subject === void 0 || more.length > 0) throw new DoorlogError("usage", "Give --bundle and one file or digest.");
	const verifier = createBundleVerifier({
		roots: rootFile === void 0 ? () => knownRoots(values.staging) : () => readTrustRoots(rootFile),
		...key !== void 0 && { key: await readPublicKey(key) }
	});
	const { verdict, checks } = await verifyArtifact({
		artifact: await artifactOf(subject),
		bundles: (await readBytes(bundle, "the bundle")).toString("utf8"),
		expected: expectedOf(values)
	}, verifier);
	for (const { status, detail } of checks) if (status === "failed") process.stderr.write(`${detail}\n`);
	return verdict === "verified" ? 0 : 1;
}
function expectedOf(values) {
	const { "certificate-identity": identity, "certificate-oidc-issuer": issuer, key } = values;
	if (key !== void 0) return "key";
	if (identity !== void 0 && issuer !== void 0) return {
		identity,
		issuer
	};
	throw new DoorlogError("usage", "Give --key, or --certificate-identity and --certificate-oidc-issuer.");
}
async function artifactOf(subject) {
	if (/^sha256:[0-9a-f]{64}$/i.test(subject) && !existsSync(subject)) return {
		name: subject,
		digest: subject.toLowerCase()
	};
	const bytes = await readBytes(subject, "the artifact");
	return {
		name: subject,
		digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
		bytes
	};
}
async function knownRoots(isStaging) {
	if (isStaging) {
		const { default: root } = await import("./trusted_root.js");
		return parseTrustRoots(JSON.stringify(root), "the trust root of the staging instance");
	}
	const { shippedRoots } = await import("./shipped-roots.js");
	const shipped = shippedRoots().find(({ name }) => name === "public-good");
	return parseTrustRoots(shipped?.text ?? "", "the shipped trust root");
}
try {
	process.exitCode = await conform(process.argv.slice(2));
} catch (error) {
	process.stderr.write(`${sentenceOf(error)}\n`);
	process.exitCode = exitCodeOf(error) || 1;
}

export {  };