import { t as parseAlerts } from "./config.js";
import { $t as sha256Hex, Bt as givenUpAt, En as createGitHubClient, F as catalogue, Fn as INPUT_NAMES, Hn as didYouMean, Pn as isKeptFromSecrets, Q as startDeadline, Sr as SEVERITIES, bt as workflowOf, ht as isRefused, ti as problemOf$1, tt as isWanted } from "./hook.js";
import { t as beginArtifact } from "./artifact-store2.js";
import { a as newIssue, c as settled, i as alertsIn, l as ISSUE_LABEL, o as readMark, r as isFollowed, s as seenAgain, t as followAlert, u as createIssueBoard } from "./follow-alerts.js";
import { t as attestedView } from "./views2.js";

// src/ci/github/alert-claims.ts
function createAlertClaims(options) {
	return { async claim(name, files, signal) {
		const limited = givenUpAt(options.http, signal);
		try {
			const artifact = await beginArtifact({
				...options,
				http: (request) => limited({
					...request,
					retries: 0
				})
			}, name);
			if (!artifact) return { status: "taken" };
			return {
				status: "ours",
				kept: artifact.fill(files).catch(() => void 0)
			};
		} catch {
			return { status: "unknown" };
		}
	} };
}

// src/core/alert-choice.ts
function chosenAlerts(record, verdict, filter) {
	const { severity, rules } = filter;
	const environments = filter.environments && [...filter.environments];
	if (record.simulation || !isWanted({ environments }, {
		phase: record.phase,
		document: record
	})) return [];
	return alertsIn(record, {
		...verdict,
		failFrom: severity
	}).filter(({ finding }) => rules === void 0 || rules.includes(finding.rule)).toSorted((a, b) => SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity));
}
function strangeRules(channels, { results }, known) {
	const ids = /* @__PURE__ */ new Set([...known, ...results.map(({ rule }) => rule)]);
	return channels.flatMap(({ name, filter: { rules = [] } }) => rules.flatMap((rule, index) => {
		if (ids.has(rule)) return [];
		return [`Input alerts: rules[${index}] of “${name}” is no rule of the catalogue or of this policy.${didYouMean(rule, ids) || " `doorlog rules` lists them all."}`];
	}));
}
function believable(told, start) {
	const failed = new Set((start.policy?.results ?? []).flatMap(({ result, fingerprint }) => result === "fail" ? [fingerprint] : []));
	return told.filter(({ fingerprint }) => failed.has(fingerprint));
}

// src/core/alert-message.ts
const DIGITS = 32;
function alertMessage({ fingerprint, finding }, record, verdict) {
	const { pipeline, people, observedAt, recordId } = attestedView(record);
	const { rule, severity, raisedBy, message, mend, subject, locations } = finding;
	const { server, repository, job, environment, ref, sha, event, runId, runNumber, runAttempt, runUrl } = pipeline;
	return present({
		id: `alert-${sha256Hex(JSON.stringify([fingerprint, ...runId === void 0 ? [recordId] : [runId, runAttempt ?? "1"]])).slice(0, DIGITS)}`,
		fingerprint,
		rule,
		severity,
		raisedBy,
		message,
		mend,
		subject,
		locations,
		mode: verdict.mode,
		refused: isRefused(verdict),
		recordId,
		moment: momentOf(record),
		time: observedAt.end ?? observedAt.collector ?? observedAt.start ?? "",
		server,
		repository,
		workflow: workflowOf({ pipeline }),
		job,
		environment,
		ref,
		sha,
		event,
		runId,
		runNumber,
		runAttempt,
		runUrl,
		initiator: people.initiator?.login,
		rerunner: people.rerunner?.login
	});
}
function present(message) {
	const known = Object.entries(message).filter(([, value]) => value !== void 0);
	return Object.fromEntries(known);
}
function momentOf({ recorder: { kind }, phase }) {
	if (kind === "gate" || kind === "collector") return kind;
	return phase === "start" ? "start" : "end";
}

// src/pipeline/raise-alerts.ts
const MOST_ALERTS = 20;
const LONGEST_CLAIM = 2e3;
const SHARE_OF_CLAIM = .25;
const LONGEST_KEEPING = 2e3;
async function raiseAlerts({ channels, claims }, input) {
	const { record, verdict, before, timeout, signal } = input;
	const told = before ? believable(before.told, before.start) : [];
	const done = new AbortController();
	const limit = startDeadline(timeout, signal ? AbortSignal.any([signal, done.signal]) : done.signal);
	const keeping = [];
	try {
		const byChannel = await Promise.all(channels.map((channel) => raiseAt(channel, {
			record,
			verdict,
			told,
			timeout,
			claims,
			keeping,
			limit
		})));
		await atMost(LONGEST_KEEPING, Promise.race([Promise.all(keeping), limit.over]));
		const notices = byChannel.flatMap((each) => each.notices);
		const strange = before ? [] : strangeRules(channels, verdict, ids());
		return {
			notices,
			told: byChannel.flatMap((each) => each.told),
			missed: byChannel.flatMap(({ problem }) => problem ?? []),
			problems: strange.map(strangeRule)
		};
	} finally {
		done.abort();
		limit.clear();
	}
}
function intendedAlerts(channels, { record, verdict }) {
	return channels.flatMap(({ name, filter }) => chosenAlerts(record, verdict, filter).slice(0, MOST_ALERTS).map(({ fingerprint }) => ({
		fingerprint,
		channel: name,
		sent: false
	})));
}
function ids() {
	return catalogue().map(({ id }) => id);
}
function strangeRule(message) {
	return {
		kind: "service",
		code: "input-invalid",
		message
	};
}
async function raiseAt(channel, raising) {
	const alerts = chosenAlerts(raising.record, raising.verdict, channel.filter);
	const notices = [];
	const told = [];
	for (const alert of alerts.slice(0, MOST_ALERTS)) {
		const { fingerprint, finding } = alert;
		const outcome = await raiseOne(channel, alert, raising);
		notices.push({
			channel: channel.name,
			rule: finding.rule,
			fingerprint,
			...outcome
		});
		if (outcome.status !== "elsewhere") told.push({
			fingerprint,
			channel: channel.name,
			sent: outcome.status === "sent" || outcome.status === "known"
		});
	}
	return {
		notices,
		told,
		problem: problemOf(channel, notices, alerts.length)
	};
}
async function raiseOne(channel, alert, raising) {
	const { told, limit } = raising;
	const earlier = told.find((each) => each.fingerprint === alert.fingerprint && each.channel === channel.name);
	if (earlier?.sent) return { status: "known" };
	if (limit.signal.aborted) return OUT_OF_TIME;
	const telling = tellOnce(channel, alert, raising, earlier !== void 0);
	return Promise.race([telling, limit.over.then(() => OUT_OF_TIME)]);
}
async function tellOnce(channel, alert, raising, isOurs) {
	const { record, verdict, limit } = raising;
	const alarm = {
		message: alertMessage(alert, record, verdict),
		issue: {
			...alert,
			record
		}
	};
	if (!isOurs && await claim(channel, alarm, raising) === "taken" && (await channel.isTold?.(alarm, limit.signal) ?? true)) return { status: "elsewhere" };
	return channel.tell(alarm, limit.signal);
}
const OUT_OF_TIME = {
	status: "pending",
	reason: "it was not through in time"
};
async function claim(channel, { message }, { claims, timeout, keeping, limit }) {
	if (!claims || message.runId === void 0) return "unknown";
	const { fingerprint, runId, runAttempt = "1" } = message;
	const name = `doorlog-alert-${channel.mark(JSON.stringify([
		fingerprint,
		channel.name,
		runId,
		runAttempt
	]))}`;
	const files = { "alert.json": `${JSON.stringify(message, null, 2)}\n` };
	const claimed = await atMost(Math.min(LONGEST_CLAIM, timeout * SHARE_OF_CLAIM), claims.claim(name, files, limit.signal));
	if (claimed?.status === "ours") keeping.push(claimed.kept);
	return claimed?.status ?? "unknown";
}
async function atMost(wait, work) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve(void 0), wait);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
function problemOf({ name }, notices, all) {
	const missed = notices.flatMap((notice) => "reason" in notice ? [notice] : []);
	const [first] = missed;
	const left = all - notices.length;
	const tooMany = `only the worst ${MOST_ALERTS} of ${all} findings are told at once`;
	if (!first) return left > 0 ? failure(`At the alert channel “${name}”, ${tooMany}.`) : void 0;
	return failure(`${missed.length === 1 ? `The alert about ${first.rule}` : `${missed.length} alerts`} did not get through to “${name}”: ${first.reason}${left > 0 ? `; and ${tooMany}` : ""}.`);
}
function failure(message) {
	return {
		kind: "service",
		code: "delivery-failed",
		message
	};
}

// src/compose/alerts.ts
async function createAlerts(text, options) {
	const channels = [];
	const problems = [];
	const surroundings = {
		...options.surroundings,
		secretNames: INPUT_NAMES,
		issues: deskOf(options.issues)
	};
	for (const channel of await parsed(text, problems)) {
		if (isKeptOut(channel, options)) {
			options.logger.info(`The alert channel “${channel.name}” is left out: this job, like every fork’s, was not given what it takes.`);
			continue;
		}
		try {
			channels.push(await channel.create(surroundings));
		} catch (error) {
			problems.push(problemOf$1(error));
		}
	}
	const claims = options.artifacts && createAlertClaims(options.artifacts);
	return {
		problems,
		intends: (judged) => intendedAlerts(channels, judged),
		raise: (input) => raiseAlerts({
			channels,
			claims
		}, input)
	};
}
async function parsed(text, problems) {
	try {
		return await parseAlerts(text);
	} catch (error) {
		problems.push(problemOf$1(error));
		return [];
	}
}
function isKeptOut({ needs, writesByToken }, { surroundings, job }) {
	if (writesByToken) return isKeptFromSecrets({
		...job,
		hasIdentity: true
	});
	return needs !== void 0 && surroundings.secrets[needs] === void 0 && isKeptFromSecrets(job);
}
function deskOf({ client, repository }) {
	const portsUntil = (signal) => ({
		issues: createIssueBoard(createGitHubClient({
			...client,
			http: givenUpAt(client.http, signal)
		}), repository, ISSUE_LABEL),
		issueTexts: {
			readMark,
			seenAgain,
			settled,
			newIssue: (text) => newIssue(text, "jobs")
		}
	});
	return {
		follow: ({ record, ...alert }, signal) => followAlert(portsUntil(signal), alert, record),
		isOpen: (fingerprint, signal) => isFollowed(portsUntil(signal), fingerprint)
	};
}

export { createAlerts };