import { t as GITHUB_ISSUER } from "./signer.js";
import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { n as verifyStored } from "./verify-stored.js";
import { t as readArguments } from "./arguments.js";
import { t as bundleVerifier } from "./bundle-verifier.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as checkRepositoryOption } from "./repository-option.js";
import { t as shortDigests } from "./short-digests.js";
import { t as askedStores } from "./stores-option.js";

// src/cli/log-verify.ts
const LONGEST = 12e4;
const HELP = `Usage: doorlog log verify RECORD-ID --sinks FILE|TEXT [--repo OWNER/REPO] [--identity SAN] [--issuer URL]
                          [--trust-root FILE] [--key FILE] [--no-signatures] [--all] [--json]

Reads every copy of a record from the stores and proves that each is what was signed: its digest, its key, its bundle,
the commitment that ties the log's own part to the attested one, and that all copies and the start event agree.

  --sinks FILE|TEXT    the list of sinks, as in the action's input of that name, or a file that holds it
  --repo OWNER/REPO    repository that the record must have been made for
  --identity SAN       identity that must have signed, exactly as the certificate names it
  --collector SAN      identity of a collector that is believed, exact or with * and **; may be given several times
  --issuer URL         issuer of that identity (default ${GITHUB_ISSUER})
  --trust-root FILE    trusted_root.json, or JSON Lines of several
  --key FILE           public key (PEM) that a record of doorlog run was signed with
  --no-signatures      look at digests and commitments only
  --all                every check and every key in full, not only what did not hold
  --json               every check as JSON

RECORD-ID stands at the end of the job's summary and in its log. The credentials must be a reader's; they come by
variables named after the action's inputs, see docs/sinks.md.

Exit code 0: proven, or with --no-signatures intact; 1: something was altered; 2: wrong use; 3: nothing there, not all
could be proven, or versions in conflict; 4: a store or the trust root could not be reached.

Example: doorlog log verify 3f0c…e1 --sinks sinks.yml --repo octo-org/octo-repo
`;
const EXITS = {
	proven: EXIT.fine,
	intact: EXIT.fine,
	refused: EXIT.refused,
	incomplete: EXIT.evidence,
	conflict: EXIT.evidence,
	absent: EXIT.evidence
};
async function logVerify(args, io) {
	try {
		const { values, positionals } = readArguments("log verify", {
			args,
			allowPositionals: true,
			allowNegative: true,
			options: {
				sinks: { type: "string" },
				repo: { type: "string" },
				identity: { type: "string" },
				collector: {
					type: "string",
					multiple: true,
					default: []
				},
				issuer: {
					type: "string",
					default: GITHUB_ISSUER
				},
				"trust-root": { type: "string" },
				key: { type: "string" },
				signatures: {
					type: "boolean",
					default: true
				},
				all: {
					type: "boolean",
					default: false
				},
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
		const [recordId = "", ...more] = positionals;
		if (!/^[0-9a-f]{64}$/.test(recordId) || more.length > 0) throw new DoorlogError("usage", "Name one record by its id, 64 hex digits; it stands at the end of the job’s summary and in its log.");
		checkRepositoryOption(values.repo);
		const expected = {
			issuer: values.issuer,
			...values.repo !== void 0 && { repository: values.repo },
			...values.identity !== void 0 && { identity: values.identity },
			...values.collector.length > 0 && { collectors: values.collector }
		};
		const verifier = await bundleVerifier({
			key: values.key,
			trustRoot: values["trust-root"]
		}, io);
		const question = {
			recordId,
			stores: await askedStores(values.sinks, io),
			...values.signatures && { signatures: {
				verifier,
				expected
			} }
		};
		const answer = await verifyStored(question, AbortSignal.timeout(LONGEST));
		const { proven: _, ...shown } = answer;
		io.stdout(values.json ? `${JSON.stringify(shown, null, 2)}\n` : linesOf(answer, values.all));
		return EXITS[answer.verdict];
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
const MARKS = {
	ok: "ok",
	failed: "FAILED",
	"not-checked": "not checked"
};
const TELLING = /* @__PURE__ */ new Set([
	"signature",
	"identity",
	"repository",
	"commitment"
]);
function linesOf({ copies, checks, verdict }, isWhole) {
	const lines = copies.flatMap((copy) => [isWhole ? headOf(copy) : shortDigests(headOf(copy)), ...isWhole ? copy.checks.map(lineOf) : briefly(copy.checks)]);
	if (checks.length > 0) lines.push("all copies together", ...checks.map(lineOf));
	if (verdict === "absent") lines.push("No store has a record with this id. Elasticsearch and OpenSearch show what is new after a second or so.");
	return `${lines.join("\n")}\n${verdict}\n`;
}
function briefly(checks) {
	const told = checks.filter(({ id, status }) => status !== "ok" || TELLING.has(id));
	const others = checks.length - told.length;
	const rest = `${MARKS.ok.padEnd(11)} ${others} ${told.length > 0 ? "other " : ""}${others === 1 ? "check holds" : "checks hold"}`;
	return [...told.map(lineOf), ...others > 0 ? [`  ${rest}; --all lists them.`] : []];
}
function headOf({ sink, location, phase, view, arrivedAt, lock }) {
	const parts = [
		`${sink}  ${phase}${view === void 0 ? "" : ` (${view} view)`}  ${location}`,
		arrivedAt && `arrived ${arrivedAt}`,
		lock && `locked (${lock.mode}${lock.until ? ` until ${lock.until}` : ""}${lock.legalHold ? ", legal hold" : ""})`
	];
	return printable(parts.filter(Boolean).join(", "));
}
function lineOf({ status, title, detail }) {
	return `  ${MARKS[status].padEnd(11)} ${title}: ${printable(detail)}`;
}

export { logVerify };