import { Sn as parseTypedList } from "./hook.js";

// src/alerts/registry.ts
/** Every kind of channel by its type; its code is loaded when a list of alerts names it. */
const CHANNEL_TYPES = {
	slack: async () => (await import("./slack.js")).slackType,
	webhook: async () => (await import("./webhook.js")).webhookType,
	"github-issue": async () => (await import("./github-issue.js")).githubIssueType
};

// src/alerts/config.ts
const LIST = {
	input: "alerts",
	item: "channel",
	types: CHANNEL_TYPES,
	example: "{\"type\": \"slack\", \"severity\": \"high\"}"
};
/**
* Reads the `alerts` input: a list in JSON or YAML, empty text being no channels.
* Raises `input-invalid` with one sentence that names the place and the mend, never a value.
*/
function parseAlerts(text) {
	return parseTypedList(text, LIST);
}

export { parseAlerts as t };