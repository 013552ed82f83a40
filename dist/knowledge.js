import { Hr as number, J as whyMissing, Mn as accountType, N as parseYaml, Qr as unknown, Tr as array, Ur as object, Wr as optional, Xr as string, ii as codeOf, kn as notSeen, oi as systemCodeOf, ri as DoorlogError, ti as problemOf } from "./hook.js";
import { t as Roster } from "./roster.js";
const { resolve } = process.getBuiltinModule("node:path");
const { readFileSync, statSync } = process.getBuiltinModule("node:fs");

// src/ci/github/audit-log.ts
const MOST_PAGES = 10;
const PER_PAGE = 100;
const DAY = 864e5;
const NOT_ASKED = [
	"git.clone",
	"git.fetch",
	"workflows.prepared_workflow_job"
];
const ROLES = ["org.add_member", "org.update_member"];
const NEEDED = "the input `audit-log-token`: an owner’s token with read:audit_log, or an App’s with organization administration: read, of an organisation on GitHub Enterprise Cloud";
const anything = optional(unknown());
const Event = object({
	"@timestamp": number(),
	action: string(),
	_document_id: anything,
	actor: anything,
	actor_id: anything,
	actor_is_bot: anything,
	user: anything,
	user_id: anything,
	repo: anything,
	environment_name: anything,
	workflow_run_id: anything,
	permission: anything,
	old_permission: anything,
	new_repo_permission: anything,
	old_repo_permission: anything
});
const Page = array(unknown());
async function readAuditLog(client, { repository, now, days }) {
	const [org = ""] = repository.split("/");
	const since = `created:>=${(/* @__PURE__ */ new Date(now.getTime() - days * DAY)).toISOString().slice(0, 10)}`;
	const phrases = [`repo:${repository} ${since} ${NOT_ASKED.map((action) => `-action:${action}`).join(" ")}`, ...ROLES.map((action) => `action:${action} ${since}`)];
	try {
		const found = [];
		for (const phrase of phrases) {
			const events = await allPages(client, org, phrase);
			if (!events) return tooMany(days);
			found.push(...events);
		}
		return {
			ok: true,
			value: eventsFrom$1(found)
		};
	} catch (error) {
		const isHidden = codeOf(error) === "api-not-found";
		const answer = notSeen(error, NEEDED);
		return isHidden && !answer.ok ? {
			...answer,
			reason: "not-permitted"
		} : answer;
	}
}
async function allPages(client, org, phrase) {
	const events = [];
	let after;
	for (let page = 0; page < MOST_PAGES; page++) {
		const query = {
			org,
			phrase,
			include: "all",
			order: "desc",
			per_page: PER_PAGE,
			...after && { after }
		};
		const reply = await client.page("GET /orgs/{org}/audit-log", query, Page);
		events.push(...reply.items);
		if (reply.after === void 0) return events;
		after = reply.after;
	}
}
function tooMany(days) {
	return {
		ok: false,
		reason: "not-available",
		needed: `the input \`audit-log-days\` with less than ${days}: the log has more than 1000 events`
	};
}
function eventsFrom$1(found) {
	const once = /* @__PURE__ */ new Map();
	for (const each of found) {
		const event = eventFrom(Event.parse(each));
		once.set(JSON.stringify(event), event);
	}
	return [...once.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
function eventFrom(event) {
	const at = new Date(event["@timestamp"]).toISOString();
	const all = {
		actor: accountOf(event.actor, event.actor_id, event.actor_is_bot === true),
		user: accountOf(event.user, event.user_id, false),
		repository: textOf(event.repo, 300),
		runId: textOf(event.workflow_run_id, 200),
		environment: textOf(event.environment_name, 300),
		permissionBefore: textOf(event.old_repo_permission, 100) ?? textOf(event.old_permission, 100),
		permissionAfter: textOf(event.new_repo_permission, 100) ?? textOf(event.permission, 100)
	};
	const optional = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== void 0));
	return {
		id: (textOf(event._document_id, 200) ?? `${at} ${event.action} ${textOf(event.actor, 100) ?? ""}`).slice(0, 200),
		action: event.action.slice(0, 200),
		at,
		...optional
	};
}
function accountOf(login, id, isBot) {
	const name = textOf(login, 100);
	if (name === void 0) return void 0;
	const known = textOf(id, 200);
	return {
		login: name,
		...known && { id: known },
		type: isBot ? "bot" : accountType(void 0, name)
	};
}
function textOf(value, maxLength) {
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value !== "" ? value.slice(0, maxLength) : void 0;
}

// src/core/roster.ts
async function parseRoster(text, name) {
	const file = await parseYaml(text, name, "file-invalid");
	const parsed = Roster.safeParse(file.value);
	if (parsed.success) return parsed.data;
	throw invalid(file, parsed.error.issues[0]);
}
function invalid(file, issue) {
	const path = issue?.path ?? [];
	const key = path.filter((part) => typeof part === "string").at(-1);
	switch (issue?.code) {
		case "unrecognized_keys": return file.error([...path, issue.keys[0] ?? ""], "this key is not known here; a person has login, id and until");
		case "invalid_type": return file.error(path, `${named(key)} must be ${KINDS[issue.expected] ?? issue.expected}`);
		case "invalid_value": return file.error(path, `${named(key)} must be ${issue.values.map((value) => `\`${String(value)}\``).join(" or ")}`);
		case "invalid_format": return file.error(path, `${named(key)} must be a day such as 2026-12-31`);
		default: return file.error(path, `${named(key)} is too long or empty`);
	}
}
function named(key) {
	return key === void 0 ? "the roster" : `“${key}”`;
}
const KINDS = {
	string: "text, in quotes where it looks like a number",
	object: "a mapping with version and people",
	array: "a list"
};

// src/compose/knowledge.ts
const LARGEST_ROSTER = 1048576;
async function readKnowledge({ env, roster: given, auditLog: client, repository, days }, now) {
	const problems = [];
	const [roster, auditLog] = await Promise.all([rosterFrom(given, env, problems), client ? eventsFrom(client, {
		repository,
		now,
		days
	}, problems) : void 0]);
	return {
		known: {
			roster,
			auditLog
		},
		problems
	};
}
async function rosterFrom(given, env, problems) {
	if (given === void 0) return void 0;
	const isText = given.includes("\n") || given.startsWith("{");
	try {
		return isText ? await parseRoster(given, "The input “roster”") : await parseRoster(readRoster(resolve(env.GITHUB_WORKSPACE ?? ".", given), shownPath(given)), shownPath(given));
	} catch (error) {
		problems.push(problemOf(error));
		return;
	}
}
function shownPath(given) {
	return given.length <= 200 && /^[\w./\\ @-]+\.(ya?ml|json)$/i.test(given) ? given : "that the input “roster” names";
}
function readRoster(path, name) {
	try {
		const found = statSync(path);
		if (!found.isFile()) throw new DoorlogError("file-invalid", `The roster ${name} is no file; name a YAML or JSON file.`);
		if (found.size > LARGEST_ROSTER) throw new DoorlogError("file-invalid", `The roster ${name} is larger than 1 MiB; shorten it.`);
		return readFileSync(path, "utf8");
	} catch (cause) {
		if (cause instanceof DoorlogError) throw cause;
		const message = `The roster ${name} could not be read (${systemCodeOf(cause) ?? "unexpected fault"}); check it out before the gate, or give its text.`;
		throw new DoorlogError("file-invalid", message, { cause });
	}
}
async function eventsFrom(client, query, problems) {
	const log = await readAuditLog(client, query);
	if (log.ok) return log.value;
	problems.push({
		kind: "service",
		code: log.reason === "rate-limited" ? "api-rate-limited" : log.reason === "not-permitted" ? "api-denied" : "http-status",
		message: `The organisation’s audit log could not be read: ${whyMissing(log.reason)}. It takes ${log.needed}.`
	});
}

export { readKnowledge as t };