import { $ as digestOf, Ct as optional, It as DoorlogError, Tt as strictObject, _t as boolean, b as StageClaims, dt as text, f as STATE_NAME, gt as array, mt as datetime, ut as sha256, y as Configuration, yt as literal } from "./hook.js";
import { t as AccessRecord } from "./access-record.js";

// src/model/state.ts
/** How the outside was reached when pre ran; a proxy's credentials and certificates themselves are never kept. */
const SavedSurroundings = strictObject({
	httpsProxy: optional(text(2e3)),
	httpProxy: optional(text(2e3)),
	noProxy: optional(text(4e3)),
	caFile: optional(text(4e3)),
	caDigest: optional(sha256())
});
/** What one hook leaves to the next: one JSON value, untrusted when it is read back, with no secret in it. */
const HookState = strictObject({
	version: literal(1),
	configuration: Configuration,
	surroundings: SavedSurroundings,
	recordId: sha256(),
	/** The start event as its log view; left out where it is too long for an environment variable, and then spooled. */
	start: optional(AccessRecord),
	startDigest: sha256(),
	/** Whether an identity token was offered when nobody else could have planted the offer. */
	idTokenOffered: boolean(),
	/** What the runner filled in at first: later stages of a nested action are given other inputs. */
	claims: StageClaims,
	/** Names of the log stores that had the start event in time. */
	announcedTo: array(text(200)),
	checkpoints: array(datetime())
});

// src/action/state.ts
function isUnaltered({ start, startDigest, recordId }) {
	return start === void 0 || digestOf(start) === startDigest && start.recordId === recordId;
}
/**
* The state that an earlier hook left, or undefined where there is none.
* Raises `state-invalid` where it is not what was left: other steps can reach it, so nothing of it is believed then.
*/
function readState(env) {
	const text = env[`STATE_${STATE_NAME}`];
	if (!text) return void 0;
	const parsed = HookState.safeParse(jsonOrNothing(text));
	if (!parsed.success || !isUnaltered(parsed.data)) throw new DoorlogError("state-invalid", "The state that the start of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s files.", { cause: parsed.error });
	return parsed.data;
}
function jsonOrNothing(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

export { readState as t };