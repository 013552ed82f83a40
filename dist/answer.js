// src/cli/verify/answer.ts
function worstOf(verdicts) {
	return [
		"refused",
		"conflict",
		"missing",
		"incomplete"
	].find((each) => verdicts.includes(each)) ?? "verified";
}
function conflictsAmong(records) {
	const versions = /* @__PURE__ */ new Map();
	for (const { recordId, phase, sha256, checks } of records) {
		const isGenuine = checks.every(({ id, status }) => status !== "failed" || id === "policy");
		if (recordId === void 0 || phase === void 0 || !isGenuine) continue;
		const key = `${phase} ${recordId}`;
		versions.set(key, (versions.get(key) ?? /* @__PURE__ */ new Set()).add(sha256));
	}
	return [...versions].filter(([, digests]) => digests.size > 1).map(([key]) => key.split(" ")[1] ?? "");
}
function verdictOfSome(records) {
	if (records.length === 0) return "missing";
	if (records.some(({ checks }) => isRefusedByPolicyAlone(checks))) return "refused";
	if (conflictsAmong(records).length > 0) return "conflict";
	const verdicts = records.map(({ verdict }) => verdict);
	if (verdicts.includes("verified")) return "verified";
	return verdicts.includes("incomplete") ? "incomplete" : "refused";
}
function verdictOfAll(records) {
	if (records.length === 0) return "missing";
	return worstOf([...records.map(({ verdict }) => verdict), ...conflictsAmong(records).length > 0 ? ["conflict"] : []]);
}
function isRefusedByPolicyAlone(checks) {
	const failed = checks.filter(({ status }) => status === "failed");
	return failed.length > 0 && failed.every(({ id }) => id === "policy");
}
function conflictSentences(records) {
	return conflictsAmong(records).map((id) => `There are different genuine records of one job, record id ${id}: one of them is not what happened.`);
}

export { worstOf as a, verdictOfSome as i, conflictsAmong as n, verdictOfAll as r, conflictSentences as t };