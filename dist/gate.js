import { En as createGitHubClient, G as showable, H as problemsOfAlerts, Hn as didYouMean, Hr as number, K as strictnessOf, Nt as UNTIL, Qr as unknown, St as isOutsiders, Tr as array, Tt as composeHook, U as problemsOfDeliveries, Ur as object, W as problemsOfGaps, Xr as string, ai as sentenceOf, bt as workflowOf, d as readInputs, ei as actionConsole, gn as readVariables, h as observe, ht as isRefused, i as runnerFiles, ii as codeOf, l as input, lt as gateRecord, m as refusalStands, ni as problemsFail, nt as customJudgements, o as reportProblems, ot as verdictFor, ri as DoorlogError, ti as problemOf } from "./hook.js";
import { a as newIssue, c as settled, i as alertsIn, l as ISSUE_LABEL, n as followAlerts, o as readMark, s as seenAgain, u as createIssueBoard } from "./follow-alerts.js";
import { t as readKnowledge } from "./knowledge.js";
import { t as seal } from "./seal2.js";
import { g as ResponseKind } from "./access-record.js";
import { t as tellRecord } from "./tell-record.js";
import { t as runLastingStage } from "./outlast-cancellation.js";

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

// src/compose/gate.ts
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
			knowledge: (now) => readKnowledge({
				env,
				roster: inputs.roster,
				auditLog: auditLogToken ? clientOf(auditLogToken) : void 0,
				repository,
				days: inputs.auditLogDays
			}, now)
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