import { c as ranked } from "./hook.js";
import { n as plain, r as table, t as link } from "./markdown.js";

// src/report/replaying.ts
const HARMLESS = /^[\w./:-]+$/;
function replaying({ entries, place }, pipeline) {
	const what = `**${entries} ${entries === 1 ? "record" : "records"}** did not reach every log store`;
	if (place.kind === "nowhere") return `📭 ${what}, and could not be left anywhere.`;
	if (place.kind === "spool") return `📭 ${what}. Left in ${plain(place.folder, 500)} on this machine alone; before it goes:\n\n${commands([replay(place.folder)])}`;
	const page = pipeline.runUrl ? link(place.name, `${pipeline.runUrl}#artifacts`) : place.name;
	const content = place.view === "whole" ? "whole, encrypted to the key of the input `handover-key`" : "only what everybody may read who sees this run; the input `handover-key` would leave the whole";
	const key = place.view === "whole" ? " --identity doorlog-handover.txt" : "";
	return `📭 ${what}. Left as the artifact ${page}: ${content}. Once the log store takes records again:\n\n${commands([download(place.name, pipeline), `${replay(place.name)}${key}`])}`;
}
function download(name, { server, repository, runId }) {
	const host = server?.replace(/^https?:\/\//, "") ?? "github.com";
	const place = `${host === "github.com" ? "" : `${host}/`}${repository ?? ""}`;
	return `gh run download ${repository !== void 0 && runId !== void 0 && HARMLESS.test(place) && HARMLESS.test(runId) ? `${runId} --repo ${place} ` : ""}--name ${name} --dir ${name}`;
}
function replay(place) {
	return `doorlog replay ${HARMLESS.test(place) ? place : "FOLDER"} --sinks sinks.yml`;
}
function commands(lines) {
	return [
		"```sh",
		...lines,
		"```"
	].join("\n");
}

// src/report/summary.ts
function summarize(input) {
	const { record } = input;
	const rows = [
		["Who", who(record)],
		["By which right", rights(record)],
		["Approved by", approvals(record)],
		["On what", source(record)],
		["Changed meanwhile", drift(record)],
		["Proof", proof(input)],
		...toldRow(input)
	];
	return `${[
		`### ${headline(input)}`,
		problems(input.problems.filter(({ fatal }) => fatal)),
		findings(record),
		waivers(record),
		table(["Job", job(record)], rows.map(([name, value]) => [`**${name}**`, value])),
		responses(record),
		problems(input.problems.filter(({ fatal }) => !fatal)),
		input.undelivered ? replaying(input.undelivered, record.pipeline) : "",
		gaps(record),
		`Record id: \`${plain(record.recordId)}\``
	].filter(Boolean).join("\n\n")}\n`;
}
function noun({ recorder }) {
	return recorder.kind === "gate" ? "run" : "job";
}
function headline({ record, refused }) {
	if (refused === "policy") return `⛔ Doorlog refuses this ${noun(record)}`;
	if (refused === "trouble") return `⛔ Doorlog fails this ${noun(record)}, because something went wrong`;
	switch (record.policy?.verdict) {
		case "pass": return `✅ Doorlog: nothing against this ${noun(record)}`;
		case "fail": return `⚠️ Doorlog: findings, which do not fail this ${noun(record)}`;
		default: return "❔ Doorlog: not everything could be seen";
	}
}
function who({ people }) {
	const { initiator, rerunner } = people;
	const first = initiator ? person(initiator) : "unknown";
	return rerunner && rerunner.login !== initiator?.login ? `${first}, re-run by ${person(rerunner)}` : first;
}
function person(someone) {
	const type = someone.type === void 0 || someone.type === "user" || someone.type === "unknown" ? "" : ` (${someone.type})`;
	const role = "role" in someone && someone.role ? `, ${plain(someone.role)}` : "";
	return `**${plain(someone.login)}**${type}${role}`;
}
function rights({ access }) {
	const permissions = access.token?.permissions;
	const oidc = access.oidc?.available ? "may prove its identity (OIDC)" : "cannot prove its identity (no OIDC)";
	if (access.token?.shorthand === "write-all") return `token: **write-all**; ${oidc}`;
	if (!permissions) return `token: unknown, the repository’s default; ${oidc}`;
	return `token: ${Object.entries(permissions).map(([scope, permission]) => [scope, permission.observed ?? permission.declared ?? "none"]).filter(([, level]) => level !== "none").map(([scope, level]) => level === "write" ? `**${plain(scope)}: write**` : `${plain(scope)}: read`).join(", ") || "no scope at all"}; ${oidc}`;
}
function approvals(record) {
	const { environment } = record.pipeline;
	if (environment === void 0) return record.gaps.find(({ pointer }) => pointer === "/pipeline/environment")?.reason === "not-applicable" ? "no environment, so nobody has to" : "unknown: the environment could not be seen";
	if (record.approvals === void 0) return `${record.gaps.find(({ pointer }) => pointer === "/approvals")?.reason === "not-yet" ? "not asked yet" : "unknown"} for ${plain(environment)}`;
	return `${record.approvals.filter((approval) => approval.environment.toLowerCase() === environment.toLowerCase()).map(({ user, state }) => `${person(user)} (${plain(state)})`).join(", ") || "nobody"}, for ${plain(environment)}`;
}
function source({ source: { commit, verification }, pipeline, people }) {
	const short = commit ? `\`${commit.slice(0, 12)}\`` : "unknown commit";
	return `${commit && pipeline.server && pipeline.repository ? link(short, `${pipeline.server}/${pipeline.repository}/commit/${commit}`) : short}${people.author?.account ? ` by ${plain(people.author.account.login)}` : ""}, ${verification === void 0 ? "signature unknown" : verification.verified ? "verified" : `**not verified** (${plain(verification.reason)})`}${pipeline.ref ? `, ${plain(pipeline.ref)}` : ""}`;
}
function job({ outcome, pipeline }) {
	const name = pipeline.job ? plain(pipeline.job) : "unknown";
	const place = pipeline.environment === void 0 ? "" : ` to ${plain(pipeline.environment)}`;
	const attempt = pipeline.runAttempt ? `, attempt ${plain(pipeline.runAttempt)}` : "";
	return `${name}${place}: ${outcome?.status ?? "outcome unknown"} (${pipeline.runUrl ? link("run", pipeline.runUrl) : "run"}${attempt})`;
}
function drift({ drift: changes, gaps }) {
	const start = gaps.find(({ pointer }) => pointer === "/observedAt/start");
	if (start?.reason === "not-applicable") return "looked at once only";
	if (start) return "unknown: the start is not known";
	if (changes.length === 0) return "no change seen";
	return changes.map(({ pointer }) => `**${plain(pointer)}**`).join(", ");
}
function proof({ signed, attestationUrl, recordDigest, deliveries }) {
	const attestation = attestationUrl ? link("attestation", attestationUrl) : signed ? "signed, not uploaded" : "**not signed**";
	const stores = deliveries.filter(({ status }) => status === "delivered" || status === "already-there" || status === "conflict").map(({ sink }) => plain(sink));
	return `${attestation}${stores.length > 0 ? `, in the log (${[...new Set(stores)].join(", ")})` : ""}, record \`sha256:${recordDigest.slice(0, 16)}…\``;
}
function toldRow({ alerts = [] }) {
	const said = [...new Set(alerts.map(({ channel }) => channel))].map((channel) => {
		const own = alerts.filter((alert) => alert.channel === channel);
		const missed = own.filter(({ status }) => status === "pending" || status === "failed").length;
		const told = own.length - missed;
		const parts = [...told > 0 ? [`${told} told`] : [], ...missed > 0 ? [`**${missed} not told**`] : []];
		return `${plain(channel)}: ${parts.join(", ")}`;
	});
	return said.length === 0 ? [] : [["Alerts", said.join("; ")]];
}
const MARKS = {
	pass: "✅",
	fail: "❌",
	unknown: "❔",
	waived: "☑️",
	"not-applicable": "➖"
};
function findings({ policy }) {
	const results = policy?.results.filter(({ result, excused }) => result !== "pass" && result !== "not-applicable" && !excused) ?? [];
	if (results.length === 0) return "";
	return table([
		"",
		"Rule",
		"Severity",
		"What was found",
		"How to mend it"
	], ranked(results).map(({ rule, result, severity, message, mend }) => [
		MARKS[result],
		plain(rule),
		severity,
		plain(message, 500),
		mend ? plain(mend, 500) : ""
	]));
}
const TOLD = {
	applied: "waived until",
	expired: "⌛ **expired**, no longer holds since",
	unused: "found nothing to waive in this job, holds until"
};
function waivers({ policy }) {
	return (policy?.waivers ?? []).map(({ rule, state, expires }) => `- Waiver of ${plain(rule)}: ${TOLD[state]} ${expires.slice(0, 16).replace("T", " ")} UTC`).join("\n");
}
const DONE = {
	done: "done",
	would: "would have been done (dry run)",
	failed: "**failed**",
	asked: "asked for"
};
function responses({ responses: all = [] }) {
	return all.map(({ kind, status, target, reason }) => {
		return `- ${`${plain(kind)}${target ? ` (${plain(target)})` : ""}`}: ${DONE[status]}${reason ? `; ${plain(reason, 500)}` : ""}`;
	}).join("\n");
}
function problems(all) {
	return all.map(({ message, fatal }) => `- ${fatal ? "⛔" : "⚠️"} ${plain(message, 500)}`).join("\n");
}
function gaps(record) {
	const seen = record.gaps.filter(({ reason }) => reason !== "not-applicable" && reason !== "not-yet");
	if (seen.length === 0) return "";
	const rows = seen.map(({ pointer, reason, needed }) => [
		plain(pointer),
		reason,
		plain(needed, 300)
	]);
	return `<details><summary>${seen.length} ${seen.length === 1 ? "fact" : "facts"} could not be seen</summary>\n\n${table([
		"Fact",
		"Why",
		"What it takes"
	], rows)}\n\n</details>`;
}

export { summarize };