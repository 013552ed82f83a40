import { ri as DoorlogError } from "./hook.js";
import { s as knownInstances, t as heldRoot } from "./known-roots.js";
import { t as authoritiesOf } from "./root-authorities.js";
import { t as alignedRows } from "./aligned-rows.js";
import { t as readArguments } from "./arguments.js";
import { t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as trustFolder } from "./trust-folder.js";

// src/cli/trust-show.ts
const DAY = 864e5;
const SOON = 60;
const OLD = 60;
const SHORT = 16;
const HELP = `Usage: doorlog trust show [--json]

Shows which trust roots are known, whether each is the one that shipped or was refreshed and when, and whom it believes:
issuers of certificates, timestamp authorities and logs, each with the SHA-256 of its certificate or key and since when
and until when it is believed. Asks nobody. Authorities that have ended are believed for what was signed before.

  --json   whole fingerprints and times

Exit codes: 0 shown; 3 a trust root that was added is not there any more.

Example: doorlog trust show
`;
async function show(args, io) {
	const { values, positionals } = readArguments("trust show", {
		args,
		allowPositionals: true,
		options: {
			json: { type: "boolean" },
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
	if (positionals.length > 0) throw new DoorlogError("usage", "doorlog trust show takes only options.");
	const now = /* @__PURE__ */ new Date();
	const known = await Promise.all((await knownInstances(trustFolder(io))).map(async (each) => ({
		instance: each,
		held: await heldRoot(each)
	})));
	if (values.json) io.stdout(`${JSON.stringify({ roots: known.map((each) => report(each, now)) }, null, 2)}\n`);
	else io.stdout(known.map((each) => paragraph(each, now, io.columns)).join("\n"));
	return known.some(({ held }) => held === void 0) ? EXIT.evidence : EXIT.fine;
}
function report({ instance, held }, now) {
	const { name, repository } = instance;
	return {
		name,
		mirror: repository.mirror,
		target: repository.target,
		...held && {
			from: held.from,
			at: held.at.toISOString(),
			ageDays: ageOf(held, now),
			authorities: held.roots.flatMap(authoritiesOf).map((each) => ({
				...each,
				state: stateOf(each, now)
			}))
		}
	};
}
function paragraph({ instance, held }, now, columns) {
	const { name, repository } = instance;
	const from = `${printable(name)}  ${printable(repository.mirror)}`;
	if (!held) return `${from}\n  not known: doorlog trust update fetches it\n`;
	const age = ageOf(held, now);
	const old = age >= OLD ? `, ${age} days old: doorlog trust update refreshes it` : "";
	const rows = held.roots.flatMap(authoritiesOf).map((each) => [
		`  ${each.kind}`,
		printable(each.name.replace(/^https:\/\//, "")),
		each.fingerprint.slice(0, SHORT),
		`${each.from?.slice(0, 10) ?? ""}–${each.until?.slice(0, 10) ?? ""}`,
		stateOf(each, now)
	]);
	const lines = alignedRows(rows, columns);
	return [
		`${from}`,
		`  ${held.from} ${held.at.toISOString().slice(0, 10)}${old}`,
		...lines
	].map((line) => `${line}\n`).join("");
}
function ageOf({ at }, now) {
	return Math.max(0, Math.floor((now.getTime() - at.getTime()) / DAY));
}
function stateOf({ from, until }, now) {
	if (from !== void 0 && new Date(from) > now) return "to come";
	if (until === void 0) return "in use";
	const left = new Date(until).getTime() - now.getTime();
	if (left < 0) return "ended";
	return left < SOON * DAY ? "ends soon" : "in use";
}

export { show };