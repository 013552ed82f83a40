import { Yr as strictObject, dr as sendUntilAnswered, ri as DoorlogError } from "./hook.js";
import { n as defineChannelType, t as commonConfig } from "./channel-type.js";
import { t as outcomeOf } from "./outcome.js";
const { createHmac } = process.getBuiltinModule("node:crypto");

// src/alerts/slack-message.ts
const MOST = {
	header: 150,
	section: 3e3,
	field: 2e3,
	text: 4e3
};
const MOST_LOCATIONS = 5;
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"@": `@⁠`
};
function slackMessage(message) {
	const title = `${message.test ? "TEST: " : ""}Doorlog: ${message.rule}`;
	const place = message.repository === void 0 ? "" : ` in ${message.repository}`;
	return JSON.stringify({
		text: escaped(`${title} (${message.severity})${place}. ${message.message}`, MOST.text),
		unfurl_links: false,
		unfurl_media: false,
		blocks: [
			{
				type: "header",
				text: {
					type: "plain_text",
					text: escaped(title, MOST.header),
					emoji: false
				}
			},
			...message.test ? [section("This is a test of the channel: no job was judged.")] : [],
			section(escaped(message.message, MOST.section) || "Nothing more is said of it."),
			...message.mend === void 0 ? [] : [section(labelled("To mend it:", message.mend, MOST.section))],
			{
				type: "section",
				fields: fieldsOf(message)
			},
			{
				type: "context",
				elements: [words(contextOf(message))]
			}
		]
	});
}
function escaped(text, most) {
	const visible = text.toWellFormed().replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00ad]+/gu, "▯").trim();
	let short = "";
	for (const character of visible) {
		const next = ENTITIES[character] ?? character;
		if (short.length + next.length >= most) return `${short}…`;
		short += next;
	}
	return short;
}
function fieldsOf(message) {
	const { severity, raisedBy, mode, refused, moment, repository, workflow, job, environment, ref, sha } = message;
	const effect = refused ? `this ${moment === "gate" ? "run" : "job"} is refused` : mode === "audit" ? "only recorded (audit)" : "only warned of";
	return [
		["Severity", raisedBy?.length ? `${severity}, raised by ${raisedBy.join(", ")}` : severity],
		["Effect", effect],
		["Repository", repository],
		["Job", workflow === void 0 ? job : `${job ?? "unknown"} in ${workflow}`],
		["Environment", environment],
		["Ref", ref === void 0 || sha === void 0 ? ref : `${ref}, ${sha.slice(0, 12)}`],
		["Who", whoOf(message)],
		["Where", whereOf(message)]
	].flatMap(([label, value]) => value ? [words(labelled(`${label}:`, value, MOST.field))] : []);
}
function whoOf({ initiator, rerunner }) {
	return rerunner === void 0 || rerunner === initiator ? initiator : `${initiator ?? "unknown"}, re-run by ${rerunner}`;
}
function whereOf({ locations = [] }) {
	return locations.slice(0, MOST_LOCATIONS).map(({ file, line }) => line === void 0 ? file : `${file}, line ${line}`).join("; ");
}
function contextOf({ runUrl, runNumber, runId, runAttempt, moment, time, recordId }) {
	return `${link(escaped(`run ${runNumber ?? runId ?? "unknown"}${runAttempt ? `, attempt ${runAttempt}` : ""}`, 200), runUrl)}, seen ${moment === "collector" ? "by" : "at"} the ${moment}, ${escaped(time, 40)}; record ${recordId.slice(0, 16)}`;
}
function link(label, url) {
	return url !== void 0 && url.length < 1e3 && /^https?:\/\/[\w.:/?=&%#~+-]+$/.test(url) ? `<${url.replaceAll("&", "&amp;")}|${label}>` : label;
}
function labelled(label, value, most) {
	const start = `*${label}* `;
	return `${start}${escaped(value, most - start.length)}`;
}
function section(text) {
	return {
		type: "section",
		text: words(text)
	};
}
function words(text) {
	return {
		type: "mrkdwn",
		text,
		verbatim: true
	};
}

// src/alerts/slack.ts
const ADDRESS = /^(https:\/\/hooks\.slack(-gov)?\.com|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?)\/services(\/\w+)+$/;
const SERVICE = "Slack";
const FAULTS = /* @__PURE__ */ new Map([
	["invalid_payload", "it did not understand the message (invalid_payload), which is Doorlog’s fault: report it"],
	["no_text", "it found no text in the message (no_text), which is Doorlog’s fault: report it"],
	["invalid_token", "the webhook’s address is not valid (invalid_token): give the one that the Slack app shows"],
	["no_service", "the webhook was removed or switched off (no_service): add it to the Slack app again"],
	["no_active_hooks", "the webhook is switched off (no_active_hooks): switch it on in the Slack app"],
	["no_service_id", "the webhook’s address is not whole (no_service_id): give the one that the Slack app shows"],
	["no_team", "the webhook’s workspace is unknown (no_team): give the address that the Slack app shows"],
	["team_disabled", "the webhook’s workspace is switched off (team_disabled)"],
	["channel_not_found", "the webhook’s channel is gone (channel_not_found): add a webhook for another channel"],
	["channel_is_archived", "the webhook’s channel is archived (channel_is_archived): bring it back or choose another"],
	["user_not_found", "the person whom the webhook writes to is gone (user_not_found)"],
	["action_prohibited", "an administrator of the workspace forbids it (action_prohibited)"],
	["posting_to_general_channel_denied", "an administrator forbids posts to the general channel (posting_to_general_channel_denied)"]
]);
const slackType = defineChannelType({
	schema: strictObject(commonConfig("slack")),
	needs: "slackWebhookUrl",
	async create(_config, { http, secrets, secretNames }) {
		const url = secrets.slackWebhookUrl;
		if (url === void 0 || !ADDRESS.test(url)) {
			const complaint = url === void 0 ? "is missing" : "is no address of an incoming webhook";
			throw new DoorlogError("input-invalid", `Input alerts: Slack needs the ${secretNames("slackWebhookUrl")}, which ${complaint}; give the address that the Slack app shows, https://hooks.slack.com/services/…, from a secret.`);
		}
		return {
			mark: (text) => createHmac("sha256", url).update(text).digest("hex").slice(0, 16),
			async tell({ message }, signal) {
				const headers = { "content-type": "application/json; charset=utf-8" };
				const body = slackMessage(message);
				const request = () => ({
					service: SERVICE,
					method: "POST",
					url,
					headers,
					body
				});
				return outcomeOf(await sendUntilAnswered({
					http,
					request,
					read,
					signal
				}));
			}
		};
	}
});
function read({ status, body }) {
	const word = body.length <= 100 ? body.toString("utf8").trim() : "";
	if (status === 200 && word === "ok") return {
		kind: "answered",
		answer: true
	};
	if (status === 429) return {
		kind: "busy",
		reason: "it takes no more messages for now (429)",
		mayBeStored: false
	};
	if (status >= 500) return {
		kind: "busy",
		reason: `it is out of order (${status})`,
		mayBeStored: true
	};
	const known = status >= 400 ? FAULTS.get(word) : void 0;
	const strange = `the answer has status ${status} and is not Slack’s: look for a proxy in between`;
	return {
		kind: "refused",
		reason: known ?? strange,
		mayBeStored: status < 400
	};
}

export { slackType };