import { $t as sha256Hex, Xn as jsonOrNothing, ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { n as quantity } from "./quantity.js";
import { t as asksMoreThanKey } from "./expected-signer.js";
import { r as PREDICATE_TYPE } from "./predicate-type.js";
import { n as failWithoutAnswer, r as findBundles, t as checkEvidence } from "./evidence-check.js";
import { t as verifyArtifact } from "./verify-artifact.js";
import { a as readVerifyArguments, r as settingsFrom, t as attestationsOf } from "./settings.js";
import { a as tellBundles, n as countUnreadable, r as isAbout } from "./bundle-store.js";
import { t as readBytes } from "./large-file.js";
import { a as verifyRecordFile, i as verifyNamedBundle, n as verifySubject, o as besideSource, r as artifactsOf, t as verifyBundleFile } from "./subject-target.js";
import { t as GITHUB_ISSUER } from "./signer.js";
import { t as shortDigests } from "./short-digests.js";
const { resolve } = process.getBuiltinModule("node:path");
const { open, stat } = process.getBuiltinModule("node:fs/promises");

// src/core/verify-target.ts
const TARGET_KINDS = "a record, a bundle, an artifact or a directory of bundles by its path, sha256:HEX, a commit (40 hex digits, with --repo), OWNER/REPO@TAG, or the address of a GitHub release";
const OWNER = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})";
const NAME = "[A-Za-z0-9._-]{1,100}";
function parseVerifyTarget(text) {
	return digestIn(text) ?? releaseAddressIn(text) ?? commitIn(text) ?? releaseIn(text) ?? {
		kind: "path",
		path: text
	};
}
function mistakeIn(text) {
	if (parseVerifyTarget(text).kind !== "path") return void 0;
	const digest = /^sha256:(.*)$/is.exec(text)?.[1];
	if (digest !== void 0) {
		const has = /^[0-9a-f]*$/i.test(digest) ? quantity(digest.length, "hex digit") : "something else than hex digits";
		return `${digest === "" || digest.length > 100 ? "The target" : text} has ${has} after sha256:, and a SHA-256 has 64: give all of them.`;
	}
	if (!/^[0-9a-f]{4,39}$/i.test(text)) return void 0;
	return `There is no file ${text}, and it may be a shortened commit: give all 40 hex digits, as git rev-parse ${text.toLowerCase()} prints them.`;
}
function digestIn(text) {
	const hex = /^sha256:([0-9a-f]{64})$/i.exec(text)?.[1];
	return hex === void 0 ? void 0 : {
		kind: "digest",
		sha256: hex.toLowerCase()
	};
}
function commitIn(text) {
	return /^[0-9a-f]{40}$/i.test(text) ? {
		kind: "commit",
		sha: text.toLowerCase()
	} : void 0;
}
function releaseIn(text) {
	const [, repository, tag] = new RegExp(`^(${OWNER}/${NAME})@(.+)$`).exec(text) ?? [];
	return repository !== void 0 && tag !== void 0 && isTag(tag) ? {
		kind: "release",
		repository,
		tag
	} : void 0;
}
function releaseAddressIn(text) {
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return void 0;
	const { protocol, hostname, origin, pathname, username, password } = new URL(text);
	if (protocol !== "https:" && !(hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]") || username !== "" || password !== "") return void 0;
	const [, repository, rest] = new RegExp(`^/(${OWNER}/${NAME})/releases/tag/(.+?)/?$`).exec(pathname) ?? [];
	const tag = rest === void 0 ? void 0 : decoded(rest);
	if (repository === void 0 || tag === void 0 || !isTag(tag)) return void 0;
	return {
		kind: "release",
		repository,
		tag,
		server: origin
	};
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return;
	}
}
function isTag(text) {
	return text.length <= 250 && !/[\s\p{Cc}~^:?*[\\]/u.test(text) && !text.includes("..") && !text.includes("//") && !/^[/.-]|[/.]$/.test(text);
}

// src/cli/verify/attested-target.ts
function otherType({ options }) {
	const type = options["predicate-type"];
	return type === "https://doorlog.github.io/doorlog/access-record/v1" ? void 0 : type;
}
async function verifyAttested(target, predicateType, sources, settings) {
	const { sha256 } = target;
	const name = target.kind === "digest" ? "the file" : target.name;
	const { ports, options, signal } = settings;
	const places = [
		...sources,
		...settings.sources,
		...attestationsOf(settings)
	];
	const { bundles, looked } = await findBundles({ sha256 }, places, signal);
	const fitting = bundles.filter((bundle) => bundle.predicateType === predicateType);
	const evidence = checkEvidence(looked);
	if (fitting.length === 0) {
		failWithoutAnswer(looked);
		const sentence = `No attestation of type ${predicateType} about sha256:${sha256} was found.`;
		return {
			answer: {
				target,
				verdict: "missing",
				checks: [evidence],
				records: [],
				missing: [sentence]
			},
			proven: []
		};
	}
	const question = {
		artifact: {
			name,
			digest: `sha256:${sha256}`
		},
		bundles: fitting.map(({ json }) => JSON.stringify(JSON.parse(json))).join("\n"),
		expected: options.key === void 0 || asksMoreThanKey(ports.expected) ? ports.expected : "key",
		predicateType
	};
	const { verdict, checks, signer, bundle } = await verifyArtifact(question, ports.verifier);
	return {
		answer: {
			target,
			verdict,
			checks: [evidence, ...checks],
			...signer && { signer },
			records: [],
			missing: []
		},
		proven: [],
		attested: verdict === "verified" && bundle !== void 0 ? [{
			name,
			sha256,
			predicateType,
			json: bundle
		}] : []
	};
}

// src/cli/verify/file-target.ts
const MAY_BE_BUNDLE = /"(mediaType|verification_material)"/;
const MAX_READ = 33554432;
async function verifyFile(name, settings) {
	const path = resolve(settings.io.cwd, name);
	const { bundle } = settings.options;
	if (bundle !== void 0) return verifyWithBundle(name, bundle, settings);
	const type = otherType(settings);
	const bytes = await lengthOf(path) > MAX_READ ? void 0 : await readBytes(path, "what is to be verified");
	const json = bytes && jsonOrNothing(bytes);
	if (type === void 0 && isRecord(json) && bytes) return verifyRecordFile({
		name,
		path,
		bytes
	}, settings);
	if (bytes) {
		const text = bytes.toString("utf8");
		const bundles = MAY_BE_BUNDLE.test(text) ? tellBundles(text) : [];
		if (bundles.length > 0 && type !== void 0) throw new DoorlogError("usage", `${name} holds bundles; name the file that they are about, with --bundle ${name}.`);
		if (bundles.length > 0) {
			const read = {
				bundles,
				unreadable: countUnreadable(text)
			};
			return verifyBundleFile({
				kind: "bundle",
				name
			}, read, settings);
		}
	}
	const target = {
		kind: "artifact",
		name,
		sha256: bytes ? sha256Hex(bytes) : (await artifactsOf([name], settings.io.cwd))[0]?.sha256 ?? ""
	};
	const beside = [besideSource(path)];
	return type === void 0 ? verifySubject(target, beside, settings) : verifyAttested(target, type, beside, settings);
}
async function verifyWithBundle(name, bundle, settings) {
	const { io } = settings;
	const bytes = await readBytes(resolve(io.cwd, name), "the record");
	const text = (await readBytes(resolve(io.cwd, bundle), "the bundle")).toString("utf8");
	const sha256 = sha256Hex(bytes);
	const type = otherType(settings);
	const isArtifact = !isRecord(jsonOrNothing(bytes)) && tellBundles(text).some((told) => isAbout(told, sha256));
	if (type === void 0 && !isArtifact) return verifyNamedBundle({
		name,
		bytes
	}, {
		name: bundle,
		text
	}, settings).catch((error) => {
		if (codeOf(error) !== "file-invalid" || tellBundles(text).length > 0) throw error;
		throw new DoorlogError("file-invalid", `${bundle} is not a Sigstore bundle; name the bundle.sigstore.json that the job left, or leave --bundle away to look for it.`, { cause: error });
	});
	const target = {
		kind: "artifact",
		name,
		sha256
	};
	const alone = {
		...settings,
		sources: [],
		options: {
			...settings.options,
			offline: true
		}
	};
	const source = namedSource(bundle, text);
	return type === void 0 ? verifySubject(target, [source], alone) : verifyAttested(target, type, [source], alone);
}
function namedSource(name, text) {
	return {
		name,
		async *find() {
			for (const { json } of tellBundles(text)) yield json;
		}
	};
}
async function lengthOf(path) {
	const file = await open(path, "r");
	try {
		return (await file.stat()).size;
	} finally {
		await file.close();
	}
}
function isRecord(json) {
	return typeof json === "object" && json !== null && "recordId" in json && "pipeline" in json && "recorder" in json;
}

// src/cli/verify/dispatch.ts
async function verifyTarget(text, settings) {
	const target = parseVerifyTarget(text);
	const isAddress = target.kind === "release" && target.server !== void 0;
	const there = target.kind === "digest" || isAddress ? void 0 : await kindAt(resolve(settings.io.cwd, text));
	if (there !== void 0 && target.kind !== "path") throw ambiguous(text, target.kind);
	if (there === "directory") return (await import("./folder-target.js")).verifyDirectory(text, settings);
	if (there === "file") return verifyFile(text, settings);
	if (settings.options.bundle !== void 0) throw noFile(text, "the record");
	switch (target.kind) {
		case "digest": {
			const { sha256 } = target;
			const named = {
				kind: "digest",
				name: `sha256:${sha256}`,
				sha256
			};
			const type = otherType(settings);
			return type === void 0 ? verifySubject(named, [], settings) : verifyAttested(named, type, [], settings);
		}
		case "commit": return (await import("./commit-target2.js")).verifyCommit(target.sha, settings);
		case "release": return (await import("./release-target.js")).verifyRelease(target, settings);
		case "path": {
			const mistake = mistakeIn(text);
			throw mistake === void 0 ? noFile(text, TARGET_KINDS) : new DoorlogError("usage", mistake);
		}
	}
}
function noFile(text, what) {
	const name = printable(text, 200);
	return what === "the record" ? new DoorlogError("file-unreadable", `There is no ${name} that can be read; name the file with ${what}.`) : new DoorlogError("usage", `There is no file ${name}, and it is nothing else that can be verified: name ${what}.`);
}
function ambiguous(text, kind) {
	const name = printable(text, 200);
	return new DoorlogError("usage", `${name} names a ${kind}, and there is a file or directory of that name here; write ./${name} for what is here, or ask from another directory.`);
}
async function kindAt(path) {
	const found = await stat(path).catch(() => void 0);
	return found?.isDirectory() ? "directory" : found ? "file" : void 0;
}

// src/cli/verify/help.ts
const HELP = `Usage: doorlog verify TARGET [OPTIONS]

Verifies who entered a pipeline, and says what is missing. TARGET is one of
  FILE                    an access record, a bundle (or JSON Lines of bundles), or any file that a job made
  DIRECTORY               of bundles, or of evidence that --save-evidence kept
  sha256:HEX              a file by its digest
  COMMIT                  40 hex digits, with --repo: every job of the runs that built it
  OWNER/REPO@TAG          a release, or its address https://HOST/OWNER/REPO/releases/tag/TAG

Where proof is looked for: beside a record (bundle.sigstore.json, NAME.sigstore.json), and in
  --bundle FILE           a Sigstore bundle, or JSON Lines of bundles; nothing else is looked at then
  --from DIR              a directory or file of bundles; may be given several times
  --sinks FILE|TEXT       log stores, as in the action’s input of that name (docs/sinks.md)
  GitHub’s attestations   of --repo, by the file’s digest; GH_TOKEN or GITHUB_TOKEN where the repository is private
  --api-url URL           another GitHub than the one in GITHUB_API_URL or https://api.github.com
  --offline               nothing is asked over the network

Who should have signed; each exactly, or a pattern with * (no slash) and ** for the whole of it:
  --repo OWNER/REPO       repository that the job ran for
  --workflow PATH         OWNER/REPO/.github/workflows/FILE that holds the job
  --ref REF               full ref, as in refs/tags/v*
  --environment NAME      deployment environment
  --runner KIND           github-hosted or self-hosted
  --identity SAN          identity as the certificate names it
  --collector SAN         identity of a collector whose records are believed; may be given several times
  --issuer URL            issuer of the identity (default ${GITHUB_ISSUER})
  --since DATE            signed since then, as in 2026-01-31 (UTC) or 2026-01-31T12:00:00Z

What else:
  --policy FILE|NAME      judge the record again by a policy file or template; a violation refuses it
  --artifact FILE         of a record or bundle: a file that its job is to have made; may be given several times
  --log FILE              of a record: its log view, or JSON Lines of the log: is it what the record commits to?
  --predicate-type TYPE   of a file or digest: attestations of this type in place of access records
  --every-run             of a commit or release: ask every run for its records, whatever event started it
  --trust-root FILE       trusted_root.json, or JSON Lines of several, in place of the known ones
  --key FILE              public key (PEM) that a record of doorlog run was signed with
  --save-evidence DIR     keep records, bundles and the trust root that proved them
  --evidence-digest HEX   of kept evidence: the SHA-256 of its manifest, as it was said when it was kept
  --all                   every check of each record, where there are several
  --json                  the answer as JSON (docs/verify.md)

Exit code 0: verified; 1: refused, a proof does not hold or the policy says no; 2: wrong use; 3: something is missing,
can’t be told or is in conflict; 4: a service could not be asked.

Example: doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo
         doorlog verify octo-org/octo-repo@v1.2.3 --sinks sinks.yml
`;

// src/cli/verify/text.ts
const MARKS = {
	ok: "ok",
	failed: "FAILED",
	"not-checked": "not checked"
};
const COLOURS = {
	ok: 32,
	failed: 31,
	"not-checked": 33
};
const TELLING = /* @__PURE__ */ new Set([
	"signature",
	"identity",
	"repository",
	"artifact",
	"policy",
	"record-id",
	"signed-since"
]);
function textOf(answer, options) {
	const { target, checks, records, jobs = [], assets = [], attestations = [], missing, verdict } = answer;
	const isRecord = target.kind === "record";
	const isBrief = records.length > 1 && !options.all;
	return [
		...checks.map((each) => lineOf(each, options)),
		...isRecord || jobs.length > 0 && !options.all ? [] : records.flatMap((record) => blockOf(record, isBrief, options)),
		...attestations.flatMap((each) => blockOfAttestation(each, options)),
		...assets.map((asset) => lineOfAsset(asset, options)),
		...jobs.map((job) => lineOfJob(job, options)),
		...missing.map((sentence) => `${coloured("missing", 31, options)} ${printable(sentence)}`),
		verdict
	].map((line) => `${line}\n`).join("");
}
function blockOf(record, isBrief, options) {
	const { recordId, phase, repository, job, runId, runAttempt, environment, from, sha256, verdict } = record;
	const about = [
		phase,
		repository,
		job,
		runId === void 0 ? void 0 : `run ${runId}${runAttempt === void 0 ? "" : ` attempt ${runAttempt}`}`,
		environment
	].filter((part) => part !== void 0).join(", ");
	const head = `record ${recordId?.slice(0, 16) ?? sha256.slice(0, 16)} (${about}; ${from.join(", ")}): ${verdict}`;
	if (!isBrief) return [printable(head), ...record.checks.map((each) => `  ${lineOf(each, options)}`)];
	const told = record.checks.filter(({ id, status }) => status !== "ok" || TELLING.has(id));
	const others = record.checks.length - told.length;
	return [
		shortDigests(printable(head)),
		...told.map((each) => `  ${lineOf(each, options)}`),
		...others > 0 ? [`  ${MARKS.ok.padEnd(11)} ${others} other ${others === 1 ? "check holds" : "checks hold"}; --all lists them.`] : []
	];
}
function blockOfAttestation({ name, predicateType, verdict, checks }, options) {
	const head = `attestation of ${name} (${predicateType}): ${verdict}`;
	return [printable(head), ...checks.map((each) => `  ${lineOf(each, options)}`)];
}
function lineOf({ status, title, detail }, options) {
	return `${coloured(MARKS[status], COLOURS[status], options)} ${title}: ${printable(detail)}`;
}
const ASSET_STATUS = {
	verified: "ok",
	evidence: "ok",
	missing: "failed",
	refused: "failed",
	unknown: "not-checked"
};
function lineOfAsset({ name, verdict, detail }, options) {
	const status = ASSET_STATUS[verdict];
	return `${coloured(verdict === "missing" ? "missing" : MARKS[status], COLOURS[status], options)} File ${printable(name, 200)}: ${printable(detail)}`;
}
const JOB_STATUS = {
	verified: "ok",
	"not-run": "ok",
	unknown: "not-checked",
	"left-out": "not-checked"
};
function lineOfJob({ name, runId, runAttempt, verdict, detail }, options) {
	const status = JOB_STATUS[verdict] ?? "failed";
	return `${coloured(status !== "failed" || verdict === "refused" ? MARKS[status] : verdict, COLOURS[status], options)} Job ${printable(name, 200)} (run ${runId} attempt ${runAttempt}): ${printable(detail)}`;
}
function coloured(text, colour, { isTerminal }) {
	const mark = text.padEnd(11);
	return isTerminal ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
}

// src/cli/verify.ts
const EXITS = {
	verified: EXIT.fine,
	refused: EXIT.refused,
	incomplete: EXIT.evidence,
	missing: EXIT.evidence,
	conflict: EXIT.evidence
};
async function verify(args, io) {
	try {
		const { values, positionals } = readVerifyArguments(args);
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const [target, ...more] = positionals;
		if (target === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one record file or another target, as in doorlog verify access-record.json; doorlog verify --help lists them.");
		const settings = await settingsFrom(values, io);
		const outcome = await verifyTarget(target, settings);
		if ("told" in outcome) {
			if (outcome.told === EXIT.fine) warnOfAnyones(values, io);
			return outcome.told;
		}
		const { answer } = outcome;
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : textOf(answer, {
			isTerminal: io.isTerminal,
			all: values.all
		}));
		if (answer.verdict === "verified") warnOfAnyone(answer, values, io);
		if (values["save-evidence"] !== void 0) {
			const { saveEvidence } = await import("./save-evidence.js");
			io.stderr(`${await saveEvidence(values["save-evidence"], outcome, settings)}\n`);
		}
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
function warnOfAnyone({ target, signer, records }, asked, io) {
	if ((asked.repo ?? target.repository) !== void 0 || asked.identity !== void 0 || asked.workflow !== void 0) return;
	const by = [signer, ...records.map((record) => record.signer)].find((each) => each?.kind === "certificate");
	if (by?.kind !== "certificate") return;
	io.stderr(`Warning: signed by ${printable(by.identity)}, which agrees with the record, but nobody said who should have signed; give --repo or --identity.\n`);
}
function warnOfAnyones(asked, io) {
	if (asked.key !== void 0 && asked["trust-root"] === void 0 || (asked.repo ?? asked.identity ?? asked.workflow) !== void 0) return;
	io.stderr("Warning: the bundles hold, whoever signed them: nobody said who should have signed; give --repo or --identity.\n");
}

export { verify };