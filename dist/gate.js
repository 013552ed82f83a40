import { B as problemsOfGaps, Br as sentenceOf, Cr as number, Et as UNTIL, Fr as actionConsole, H as strictnessOf, Ir as problemOf, Lr as problemsFail, Nr as unknown, Q as customJudgements, R as problemsOfAlerts, Rr as DoorlogError, Tr as optional, V as showable, Vr as systemCodeOf, W as whyMissing, _n as accountType, _t as isOutsiders, an as readVariables, at as gateRecord, d as readInputs, gn as notSeen, h as observe, ht as workflowOf, i as runnerFiles, jr as string, k as parseYaml, l as input, m as refusalStands, nt as verdictFor, o as reportProblems, pn as createGitHubClient, sr as array, ut as isRefused, vt as composeHook, wn as didYouMean, wr as object, z as problemsOfDeliveries, zr as codeOf } from "./hook.js";
import { a as newIssue, c as settled, i as alertsIn, l as ISSUE_LABEL, n as followAlerts, o as readMark, s as seenAgain, u as createIssueBoard } from "./follow-alerts.js";
import { t as Roster } from "./roster.js";
import { n as seal, t as tellRecord } from "./tell-record.js";
import { p as ResponseKind } from "./access-record.js";
import { t as runLastingStage } from "./outlast-cancellation.js";
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

// src/ci/github/run-control.ts
const MOST_DEPLOYMENTS = 5;
const LONGEST_DESCRIPTION = 140;
const OVER = /* @__PURE__ */ new Set([
	"success",
	"failure",
	"error",
	"inactive"
]);
const Deployments = array(object({ id: number() }));
const Statuses = array(object({ state: string() }));
const Anything = unknown();
function createRunControl(client, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		async cancelRun(runId) {
			await client.rest("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", {
				owner,
				repo,
				run_id: runId
			}, Anything);
		},
		async disableWorkflow(file) {
			const where = {
				owner,
				repo,
				workflow_id: file
			};
			await client.rest("PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable", where, Anything);
		},
		async openDeployments(sha, environment) {
			const query = {
				owner,
				repo,
				sha,
				environment,
				per_page: MOST_DEPLOYMENTS
			};
			const deployments = await client.rest("GET /repos/{owner}/{repo}/deployments", query, Deployments);
			const open = [];
			for (const { id } of deployments) {
				const where = {
					owner,
					repo,
					deployment_id: id,
					per_page: 1
				};
				const [latest] = await client.rest("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", where, Statuses);
				const state = latest?.state ?? "pending";
				if (!OVER.has(state)) open.push({
					id: String(id),
					state
				});
			}
			return open;
		},
		async failDeployment(id, description, logUrl) {
			const status = {
				state: "failure",
				description: description.slice(0, LONGEST_DESCRIPTION),
				...logUrl && { log_url: logUrl },
				auto_inactive: false
			};
			const where = {
				owner,
				repo,
				deployment_id: id
			};
			await client.rest("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
				...where,
				...status
			}, Anything);
		}
	};
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

// src/compose/gate.ts
const LARGEST_ROSTER = 1048576;
function composeGate({ env, inputs, logger, interruption }) {
	const { configuration } = inputs;
	const { auditLogToken, responsesToken, token } = inputs.secrets;
	const hook = composeHook({
		env,
		inputs,
		configuration,
		saved: void 0,
		logger,
		interruption,
		issuesToken: responsesToken
	});
	const { variables } = readVariables(env);
	const repository = variables.repository ?? "";
	const clientOf = (of, http = hook.http) => clientFrom(variables, http, of);
	const responder = clientOf(responsesToken ?? token ?? "", hook.deedHttp);
	return {
		...hook,
		ports: {
			...hook.ports,
			control: createRunControl(responder, repository),
			issues: createIssueBoard(responder, repository, ISSUE_LABEL),
			issueTexts: {
				readMark,
				newIssue,
				seenAgain,
				settled
			},
			async knowledge(now) {
				const problems = [];
				const [roster, auditLog] = await Promise.all([rosterFrom(inputs.roster, env, problems), auditLogToken ? eventsFrom(clientOf(auditLogToken), {
					repository,
					now,
					days: inputs.auditLogDays
				}, problems) : void 0]);
				return {
					known: {
						roster,
						auditLog
					},
					problems
				};
			}
		}
	};
}
function clientFrom(variables, http, token) {
	const apiUrl = variables.apiUrl ?? "https://api.github.com";
	const graphqlUrl = variables.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, "")}/graphql`;
	return createGitHubClient({
		http,
		apiUrl,
		graphqlUrl,
		token
	});
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

// src/pipeline/gate-responses.ts
const PERMISSIONS = {
	"open-issue": "issues: write",
	"fail-deployment": "deployments: write",
	"disable-workflow": "actions: write",
	"cancel-run": "actions: write"
};
const ORDER = [
	"open-issue",
	"fail-deployment",
	"disable-workflow",
	"cancel-run"
];
async function respond(ports, input) {
	const responses = [];
	const problems = [];
	for (const kind of ORDER.filter((each) => input.kinds.includes(each))) {
		if (kind !== "open-issue" && !isRefused(input.verdict)) continue;
		const note = (status, target, reason) => responses.push({
			kind,
			dryRun: input.dryRun,
			status: input.dryRun && status !== "failed" ? "would" : status,
			...target && { target: target.slice(0, 300).toWellFormed() },
			...reason && { reason }
		});
		try {
			await RESPONSES[kind](ports, input, note, problems);
		} catch (error) {
			note("failed", void 0, reasonOf(error, kind));
			problems.push(problemOfResponse(error, kind));
		}
	}
	return {
		responses,
		problems
	};
}
async function cancelRun({ control }, runId) {
	try {
		await control.cancelRun(runId);
		return [];
	} catch (error) {
		return [problemOfResponse(error, "cancel-run")];
	}
}
const OUTSIDERS = "not done for a run that somebody from outside may have caused";
const RESPONSES = {
	"open-issue": (ports, input, note, problems) => followAlerts(ports, input, {
		done: (target, reason) => note("done", target, reason),
		leftOut: (reason) => note("failed", void 0, reason),
		failed(target, error) {
			note("failed", target, reasonOf(error, "open-issue"));
			problems.push(problemOfResponse(error, "open-issue"));
		}
	}),
	"fail-deployment": failDeployments,
	"disable-workflow": disableWorkflow,
	"cancel-run": async (_, { record }, note) => note("asked", record.pipeline.runId && `run ${record.pipeline.runId}`, "asked for once this record is delivered")
};
async function failDeployments({ control }, { record, dryRun }, note, problems) {
	const { environment, sha, runUrl } = record.pipeline;
	if (!environment || !sha) {
		note("failed", void 0, "the gate was not told the environment: give it the input `environment`");
		return;
	}
	if (isOutsiders(record) !== false) {
		note("failed", void 0, OUTSIDERS);
		return;
	}
	const deployments = await control.openDeployments(sha, environment);
	for (const { id } of deployments) try {
		if (!dryRun) await control.failDeployment(id, "Refused by the policy of this repository (Doorlog).", runUrl);
		note("done", `deployment ${id}`);
	} catch (error) {
		note("failed", `deployment ${id}`, reasonOf(error, "fail-deployment"));
		problems.push(problemOfResponse(error, "fail-deployment"));
	}
	if (deployments.length === 0) note("done", void 0, "no deployment of this commit was under way");
}
async function disableWorkflow({ control }, { record, verdict, dryRun }, note) {
	const path = workflowOf(record);
	const file = path?.split("/").at(-1);
	if (!path || !file) {
		note("failed", void 0, "the run does not name its workflow file");
		return;
	}
	const { workflowRef = "", repository = "" } = record.pipeline;
	if (!workflowRef.toLowerCase().startsWith(`${repository.toLowerCase()}/`)) {
		note("failed", path, "the workflow file lies in another repository");
		return;
	}
	if (isOutsiders(record) !== false) {
		note("failed", path, OUTSIDERS);
		return;
	}
	if (alertsIn(record, verdict).length === 0) {
		note("failed", path, "not done where no rule fails and only what could not be seen refuses the run");
		return;
	}
	if (!dryRun) await control.disableWorkflow(file);
	note("done", path);
}
function reasonOf(error, kind) {
	switch (codeOf(error)) {
		case "api-denied":
		case "api-not-found": return `GitHub refused it: it takes permissions: ${PERMISSIONS[kind]}`;
		case "api-rate-limited": return "the rate limit of GitHub’s API is used up";
		default: return "GitHub’s API failed";
	}
}
function problemOfResponse(error, kind) {
	const code = codeOf(error);
	const mend = code === "api-denied" || code === "api-not-found" ? ` It takes permissions: ${PERMISSIONS[kind]}, or a \`responses-token\` that has it.` : "";
	return {
		kind: "service",
		code,
		message: `The response ${kind} failed: ${sentenceOf(error)}${mend}`
	};
}

// src/pipeline/gate.ts
async function gate(ports, input) {
	const { configuration, dryRun, responses: kinds } = input;
	const [{ snapshot: seen, policy, mistake }, { sinks, problems: sinkProblems }, { known, problems: unknowns }, handover, alerts] = await Promise.all([
		observe(ports.observers, {
			...input.query,
			isGate: true
		}),
		ports.sinks(),
		ports.knowledge(ports.clock.now()),
		ports.handover(),
		ports.alerts?.()
	]);
	const problems = [
		...input.problems,
		...sinkProblems,
		...unknowns,
		...handover.problems,
		...alerts?.problems ?? [],
		...mistake ? [problemOf(mistake)] : [],
		..."error" in policy ? [problemOf(policy.error)] : []
	];
	const snapshot = ports.redact(seen);
	const { visibility, environment } = snapshot.pipeline;
	const signer = ports.signer({
		visibility,
		environment
	});
	const bare = gateRecord(ports.redact(input.head), snapshot, {
		outcome: input.outcome,
		signing: "gap" in signer ? signer : { instance: signer.instance }
	});
	const custom = await customJudgements(ports.custom, policy, bare);
	const verdict = verdictFor(bare, policy, strictnessOf(configuration), {
		...known,
		...custom
	});
	return refusalStands(verdict, async () => {
		const named = {
			...bare,
			policy: verdict
		};
		const judged = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
		const shown = judged.policy ?? verdict;
		problems.push(...problemsOfGaps(bare));
		const done = await respond(ports, {
			kinds,
			dryRun,
			record: judged,
			verdict: shown
		});
		problems.push(...done.problems);
		const record = kinds.length > 0 ? withResponses(judged, ports.redact(done.responses)) : judged;
		const [sealed, raised] = await Promise.all([seal(ports, {
			record,
			signer,
			configuration,
			sinks,
			hasUnmade: sinkProblems.length > 0
		}, problems), alerts?.raise({
			record,
			verdict: shown,
			timeout: configuration.deliveryTimeout,
			signal: ports.interruption?.after(UNTIL.delivering)
		})]);
		problems.push(...problemsOfDeliveries(sealed.deliveries, sinks), ...problemsOfAlerts(raised));
		const { runId } = record.pipeline;
		const isToBeCancelled = runId !== void 0 && done.responses.some(({ status }) => status === "asked");
		return {
			...sealed,
			...raised && { alerts: raised.notices },
			verdict: shown,
			responses: record.responses ?? [],
			problems: showable(problems, ports),
			refused: isRefused(verdict) || problemsFail(problems, verdict),
			cancel: isToBeCancelled ? async () => showable(await cancelRun(ports, runId), ports) : void 0
		};
	});
}
function withResponses(record, responses) {
	const gaps = record.gaps.filter(({ pointer }) => pointer !== "/responses");
	return {
		...record,
		responses: [...responses],
		gaps
	};
}

// src/action/gate-inputs.ts
const OWN = {
	roster: "roster",
	auditLogToken: "audit-log-token",
	auditLogDays: "audit-log-days",
	responses: "responses",
	responsesToken: "responses-token",
	dryRun: "dry-run"
};
const LONGEST_LOOK = 180;
const DEFAULT_LOOK = 30;
function gateInputNames() {
	return Object.values(OWN);
}
function readGateInputs(env) {
	const inputs = readInputs(env, gateInputNames());
	const problems = [...inputs.problems];
	const auditLogToken = input(env, OWN.auditLogToken);
	const responsesToken = input(env, OWN.responsesToken);
	return {
		...inputs,
		secrets: {
			...inputs.secrets,
			...auditLogToken && { auditLogToken },
			...responsesToken && { responsesToken }
		},
		roster: input(env, OWN.roster),
		auditLogDays: daysFrom(input(env, OWN.auditLogDays), problems),
		responses: responsesFrom(input(env, OWN.responses) ?? "", problems),
		dryRun: dryRunFrom(input(env, OWN.dryRun), problems),
		problems
	};
}
function daysFrom(text, problems) {
	if (text === void 0) return DEFAULT_LOOK;
	const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	if (days >= 1 && days <= LONGEST_LOOK) return days;
	problems.push(unusable(OWN.auditLogDays, `a whole number from 1 to ${LONGEST_LOOK} (default ${DEFAULT_LOOK})`));
	return DEFAULT_LOOK;
}
function dryRunFrom(text, problems) {
	const known = {
		true: true,
		false: false
	}[text?.toLowerCase() ?? "false"];
	if (known !== void 0) return known;
	problems.push(unusable(OWN.dryRun, "`true` or `false`"));
	return true;
}
function responsesFrom(text, problems) {
	const known = ResponseKind.options;
	return [...new Set(text.split(/[,\s]+/).filter(Boolean))].flatMap((name, index) => {
		const kind = ResponseKind.safeParse(name);
		if (kind.success) return [kind.data];
		const mend = didYouMean(name, known) || ` There are ${known.map((each) => `\`${each}\``).join(", ")}.`;
		const sentence = `Name ${index + 1} in the input “${OWN.responses}” is no response, so it is left out.${mend}`;
		problems.push(new DoorlogError("input-invalid", sentence));
		return [];
	});
}
function unusable(name, allowed) {
	return new DoorlogError("input-invalid", `The input “${name}” must be ${allowed}; mend it in the step’s \`with:\`.`);
}

// src/action/gate-stage.ts
async function gateStage(env, interruption) {
	const console = actionConsole();
	const files = runnerFiles(env);
	const inputs = readGateInputs(env);
	const { configuration } = inputs;
	const hook = composeGate({
		env,
		inputs,
		logger: console,
		interruption
	});
	const { recordId } = hook.head;
	const status = inputs.claims.jobStatus;
	const result = await gate(hook.ports, {
		head: hook.head,
		configuration,
		outcome: status && { status },
		responses: inputs.responses,
		dryRun: inputs.dryRun,
		problems: hook.problems,
		query: {
			...hook.query,
			reserved: 1,
			idTokenOffered: void 0
		}
	});
	const teller = {
		files,
		console,
		ports: hook.ports,
		configuration,
		recordId,
		folder: hook.folder,
		earlier: void 0
	};
	const refused = await tellRecord(teller, result);
	tellResponses(console, result.responses);
	console.info(`record ${recordId} of the gate; the policy says ${result.verdict.verdict}; sha256:${result.recordDigest}${result.paths ? ` is in ${result.paths.record}` : ""}.`);
	if (refused) console.error(isRefused(result.verdict) ? "This run is refused at its gate; its record was completed first." : "This run fails at its gate for the errors above; its record was completed first.");
	const late = await result.cancel?.() ?? [];
	reportProblems(console, late, result.verdict);
	return refused ? 1 : 0;
}
const WORDS = {
	done: "done",
	would: "would have been done (dry run)",
	failed: "failed",
	asked: "asked for now"
};
function tellResponses(console, responses) {
	for (const { kind, status, target, reason } of responses) console.info(`${kind}${target ? ` ${target}` : ""}: ${WORDS[status]}${reason ? `; ${reason}` : ""}.`);
}

// src/action/gate.ts
await runLastingStage(gateStage);

export {  };