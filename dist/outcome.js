// src/alerts/outcome.ts
/** What people are told of all attempts at one alarm, with what is to be said beside it. */
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