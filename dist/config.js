import { Vn as parseTypedList } from "./hook.js";

// src/alerts/registry.ts
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
function parseAlerts(text) {
	return parseTypedList(text, LIST);
}

export { parseAlerts as t };