// src/alerts/outcome.ts
function outcomeOf(outcome, ...remarks) {
	if (outcome.kind === "answered") return { status: "sent" };
	const doubt = outcome.mayBeStored ? "it may have arrived all the same" : void 0;
	const parts = [
		outcome.reason.replace(/\.$/, ""),
		doubt,
		...remarks
	].filter((part) => part !== void 0);
	return {
		status: outcome.kind,
		reason: parts.join("; ")
	};
}

export { outcomeOf as t };