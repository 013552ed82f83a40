import { n as verifyRecord, r as GITHUB_ISSUER, t as bundleVerifier } from "./bundle-verifier.js";
import { Br as sentenceOf, Rr as DoorlogError } from "./hook.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as readBytes } from "./large-file.js";
import { t as printable } from "./printable.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/verify.ts
const HELP = `Usage: doorlog verify RECORD --bundle FILE [--log FILE] [--artifact FILE] [--repo OWNER/REPO] [--identity SAN]
                      [--issuer URL] [--trust-root FILE] [--key FILE] [--json]

Verifies an access record with its bundle: the signature and who gave it, that it speaks about exactly this file, and
every field of the record that the certificate also claims. Says what was checked, line by line.

  --bundle FILE        the Sigstore bundle, or JSON Lines of bundles, of which one about RECORD must hold
  --log FILE           log view of the record, or JSON Lines of the log that hold it: is it what the record commits to?
  --artifact FILE      a file that the job is to have made: do statement and record name it? May be given several times
  --repo OWNER/REPO    repository that the record must have been made for
  --identity SAN       identity that must have signed, exactly as the certificate names it
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several, for use offline and for a Sigstore of your own
  --key FILE           public key (PEM) that a record of doorlog run was signed with
  --json               the checks as JSON

Without --trust-root the trust root of the public-good Sigstore is fetched by TUF and kept for the next time. Records of
private repositories are signed by GitHub's own Sigstore; its root comes by: gh attestation trusted-root > roots.jsonl

Exit code 0: verified; 1: refused; 2: wrong use; 3: incomplete, nothing is wrong but the certificate does not claim all that
proves which job it was, or --log has no such entry; 4: the trust root could not be fetched.

Example: doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo
`;
const EXITS = {
	verified: EXIT.fine,
	incomplete: EXIT.evidence,
	refused: EXIT.refused
};
async function verify(args, io) {
	try {
		const { values, positionals } = readArguments("verify", {
			args,
			allowPositionals: true,
			options: {
				bundle: { type: "string" },
				log: { type: "string" },
				artifact: {
					type: "string",
					multiple: true,
					default: []
				},
				repo: { type: "string" },
				identity: { type: "string" },
				issuer: {
					type: "string",
					default: GITHUB_ISSUER
				},
				"trust-root": { type: "string" },
				key: { type: "string" },
				json: {
					type: "boolean",
					default: false
				},
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		const [record, ...more] = positionals;
		if (record === void 0 || more.length > 0) throw new DoorlogError("usage", "Name one record file, as in doorlog verify access-record.json --bundle FILE.");
		if (values.bundle === void 0) throw new DoorlogError("usage", "Option --bundle is missing; give the file with the Sigstore bundle.");
		if (values.repo !== void 0 && !/^[\w.-]+\/[\w.-]+$/.test(values.repo)) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO, as in octo-org/octo-repo.");
		const verifier = await bundleVerifier({
			key: values.key,
			trustRoot: values["trust-root"]
		}, io);
		const answer = await verifyRecord({
			record: await readBytes(resolve(io.cwd, record), "the record"),
			bundles: (await readBytes(resolve(io.cwd, values.bundle), "the bundle")).toString("utf8"),
			expected: {
				issuer: values.issuer,
				...values.repo !== void 0 && { repository: values.repo },
				...values.identity !== void 0 && { identity: values.identity }
			},
			...values.log !== void 0 && { log: await readLog(values.log, io) },
			artifacts: await Promise.all(values.artifact.map((file) => digestArtifact(file, io)))
		}, verifier);
		io.stdout(values.json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(answer, io.isTerminal));
		if (answer.verdict === "verified" && isUnexpected(answer, values)) io.stderr(warningFor(answer));
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${sentenceOf(error)}\n`);
		return exitCodeOf(error);
	}
}
async function digestArtifact(name, io) {
	const path = resolve(io.cwd, name);
	const { digestOfFile } = await import("./file-digest.js");
	const sha256 = await digestOfFile(path).catch((cause) => {
		throw new DoorlogError("file-unreadable", `There is no ${path} that can be read; name a file that the job made.`, { cause });
	});
	if (sha256 === void 0) throw new DoorlogError("file-invalid", `${path} is no file; name a file that the job made.`);
	return {
		name,
		sha256
	};
}
async function readLog(file, io) {
	return (await readBytes(resolve(io.cwd, file), "the log view")).toString("utf8");
}
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
function linesOf({ checks, verdict }, isTerminal) {
	return `${checks.map(({ status, title, detail }) => {
		const mark = MARKS[status].padEnd(11);
		return `${isTerminal ? `\u001b[${COLOURS[status]}m${mark}\u001b[0m` : mark} ${title}: ${printable(detail)}`;
	}).join("\n")}\n${verdict}\n`;
}
function isUnexpected({ signer }, asked) {
	return signer?.kind === "certificate" && asked.repo === void 0 && asked.identity === void 0;
}
function warningFor({ signer }) {
	return `Warning: signed by ${signer?.kind === "certificate" ? printable(signer.identity) : "a key"}, which agrees with the record, but nobody said who should have signed; give --repo or --identity.\n`;
}

export { verify };