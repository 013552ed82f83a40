import { $t as sha256Hex, Fr as looseObject, Xr as string, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as check } from "./check.js";
import { t as verifyArtifact } from "./verify-artifact.js";
import { t as parseTrustRoots } from "./trust-root2.js";
import { r as verifierOf } from "./bundle-verifier.js";
import { t as readBytes } from "./large-file.js";
import { a as worstOf, r as verdictOfAll, t as conflictSentences } from "./answer.js";
import { n as MANIFEST_NAME, t as EvidenceManifest } from "./evidence-manifest.js";
import { t as proveAll } from "./prove-all.js";
const { createPublicKey } = process.getBuiltinModule("node:crypto");
const { join } = process.getBuiltinModule("node:path");

// src/cli/verify/saved-evidence.ts
async function verifySavedEvidence(name, folder, settings) {
	const bytes = await readBytes(join(folder, MANIFEST_NAME), "the manifest of the evidence");
	const manifest = readManifest(bytes, name);
	const { files, checks } = await readKept(folder, manifest);
	const manifestCheck = checkManifest(sha256Hex(bytes), settings.options["evidence-digest"]);
	const isGiven = settings.options["trust-root"] !== void 0 || settings.options.key !== void 0;
	const trust = isGiven ? settings.trust : keptTrust(manifest, files, name);
	const verifier = isGiven ? settings.ports.verifier : await verifierOf(trust);
	const questions = manifest.records.flatMap(({ record, bundle }) => {
		const [own, proof] = [files.get(record.file), files.get(bundle.file)];
		return own && proof ? [{
			bytes: own,
			bundles: proof.toString("utf8"),
			from: [record.file]
		}] : [];
	});
	const proven = await proveAll(questions, {
		...settings.ports,
		verifier
	});
	const records = proven.map(({ answer }) => answer);
	const attestations = await proveAttestations(manifest, files, {
		...settings.ports,
		verifier
	});
	const isNoted = manifestCheck.status === "ok";
	const isKnown = isGiven || isNoted || await holdByKnownRoots(manifest, files, settings);
	const all = [
		manifestCheck,
		...checks,
		checkTrust(manifest, {
			isGiven,
			isNoted,
			isKnown
		}),
		checkThen(manifest, files)
	];
	const gone = checks.some(({ status }) => status === "not-checked");
	const ofFiles = all.some(({ status }) => status === "failed") ? "refused" : gone ? "missing" : "verified";
	return {
		answer: {
			target: {
				kind: "evidence",
				name,
				sha256: sha256Hex(bytes)
			},
			verdict: worstOf([
				ofFiles,
				...isKnown ? [] : ["incomplete"],
				...records.length > 0 || attestations.length === 0 ? [verdictOfAll(records)] : [],
				...attestations.map(({ verdict }) => verdict)
			]),
			checks: all,
			records,
			...attestations.length > 0 && { attestations },
			missing: conflictSentences(records)
		},
		proven
	};
}
async function proveAttestations(manifest, files, { verifier, expected }) {
	const answers = [];
	for (const { bundle, name, sha256, predicateType } of manifest.attestations) {
		const bundles = files.get(bundle.file)?.toString("utf8");
		if (bundles === void 0) continue;
		const artifact = {
			name,
			digest: `sha256:${sha256}`
		};
		const { verdict, checks, signer } = await verifyArtifact({
			artifact,
			bundles,
			expected,
			predicateType
		}, verifier);
		answers.push({
			name,
			sha256,
			predicateType,
			verdict,
			checks,
			...signer && { signer }
		});
	}
	return answers;
}
const Then = looseObject({ verdict: string() });
function checkThen({ target, keptAt, answer }, files) {
	const open = check("answer-then", "Answer then");
	const about = `the ${target.kind} ${target.name}`;
	const then = Then.safeParse(jsonIn(files.get(answer?.file ?? ""))).data;
	return open.notChecked(then ? `When it was kept, at ${keptAt}, the answer about ${about} was “${then.verdict}”; that nothing was missing can’t be seen from here.` : `It was kept at ${keptAt}, about ${about}.`);
}
function jsonIn(bytes) {
	try {
		return JSON.parse(bytes?.toString("utf8") ?? "");
	} catch {
		return;
	}
}
function readManifest(bytes, name) {
	const sentence = `${join(name, MANIFEST_NAME)} is no manifest of evidence that this Doorlog can read.`;
	try {
		return EvidenceManifest.parse(JSON.parse(bytes.toString("utf8")));
	} catch (cause) {
		throw new DoorlogError("file-invalid", sentence, { cause });
	}
}
async function readKept(folder, { trustRoot, key, answer, records, attestations }) {
	const kept = [
		...trustRoot ? [trustRoot] : [],
		...key ? [key] : [],
		...answer ? [answer] : [],
		...records.flatMap(({ record, bundle }) => [record, bundle]),
		...attestations.map(({ bundle }) => bundle)
	];
	const open = check("kept-files", "Kept files");
	const files = /* @__PURE__ */ new Map();
	const [altered, gone] = [[], []];
	for (const { file, sha256 } of kept) {
		const bytes = await readBytes(join(folder, file), "evidence").catch(() => void 0);
		if (bytes === void 0) gone.push(file);
		else if (sha256Hex(bytes) !== sha256) altered.push(file);
		else files.set(file, bytes);
	}
	const checks = [...altered.length > 0 ? [open.failed(`${altered.join(", ")}: not as the manifest says; altered since.`)] : [], ...gone.length > 0 ? [open.notChecked(`${gone.join(", ")}: not there or not readable.`)] : []];
	if (checks.length > 0) return {
		files,
		checks
	};
	return {
		files,
		checks: [open.ok(kept.length === 1 ? "The one file is as the manifest says." : `All ${kept.length} files are as the manifest says.`)]
	};
}
function keptTrust({ trustRoot, key }, files, name) {
	const [rootText, keyText] = [files.get(trustRoot?.file ?? ""), files.get(key?.file ?? "")];
	if (!rootText && !keyText) throw new DoorlogError("file-invalid", `${name} holds no trust root that can be used; give one by --trust-root.`);
	const roots = rootText && parseTrustRoots(rootText.toString("utf8"), `${name}/${trustRoot?.file}`);
	return {
		...roots && { roots: async () => roots },
		...keyText && { key: createPublicKey(keyText.toString("utf8")) }
	};
}
function checkManifest(sha256, expected) {
	const open = check("manifest", "Manifest");
	if (expected === void 0) return open.notChecked(`Its digest is sha256:${sha256}; compare it with the one that was noted, or give --evidence-digest.`);
	return expected.replace(/^sha256:/i, "").toLowerCase() === sha256 ? open.ok(`Its digest is the one that was noted, sha256:${sha256}.`) : open.failed(`Its digest is sha256:${sha256}, not the one that was noted.`);
}
async function holdByKnownRoots({ records, attestations }, files, { ports }) {
	const bundles = [...records, ...attestations].map(({ bundle }) => files.get(bundle.file)?.toString("utf8") ?? "");
	try {
		for (const bundle of bundles) await ports.verifier.verify(bundle);
		return true;
	} catch (error) {
		if (codeOf(error) === "internal") throw error;
		return false;
	}
}
function checkTrust({ trustRoot, key, keptAt }, { isGiven, isNoted, isKnown }) {
	const open = check("trust-root", "Trust root");
	if (isGiven) return open.ok("The signatures are held against the trust root or key that was given, not the kept one.");
	const kept = `The one that was kept at ${keptAt}, sha256:${trustRoot?.sha256 ?? key?.sha256 ?? ""}`;
	if (isNoted) return open.ok(`${kept}, by the manifest that was noted.`);
	return isKnown ? open.ok(`${kept}; the signatures hold by the trust roots that are known here, too.`) : open.notChecked(`${kept}, and known here by nothing else: who could change the evidence could change it too. Give --evidence-digest or --trust-root.`);
}

export { verifySavedEvidence };