// src/pipeline/handed-over-sentence.ts
function handedOver({ entries, place }) {
	const [what, it, its] = entries === 1 ? [
		"1 record",
		"it is",
		"its"
	] : [
		`${entries} records`,
		"they are",
		"their"
	];
	const lacking = `${what} did not reach every log store`;
	if (place.kind === "nowhere") return `${lacking}, and could not be left anywhere.`;
	if (place.kind === "spool") return `${lacking}; ${it} left on this machine alone, in ${place.folder}: deliver from there with “doorlog replay”.`;
	if (place.view === "whole") return `${lacking}; ${it} left as the artifact “${place.name}”, encrypted to the key of the input “handover-key”: deliver from there with “doorlog replay”.`;
	return `${lacking}; ${its} attested view is left as the artifact “${place.name}”, to be delivered with “doorlog replay”, and the rest goes with this machine; give the input “handover-key”, so that all is left.`;
}

export { handedOver as t };