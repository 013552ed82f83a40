import { Br as nullable, Hr as number, Qr as unknown, St as isOutsiders, Tr as array, Ur as object, Vr as nullish, Wr as optional, Xr as string, Xt as fingerprintOf, Zr as union, bt as workflowOf, ii as codeOf, ri as DoorlogError, xt as isAtLeast } from "./hook.js";
import { n as plain, t as link } from "./markdown.js";

// src/ci/github/issues.ts
const ISSUE_LABEL = "doorlog";
const PER_PAGE = 100;
const MOST_PAGES = 10;
const INSIDE = /* @__PURE__ */ new Set([
	"OWNER",
	"MEMBER",
	"COLLABORATOR"
]);
const Issues = array(object({
	number: number(),
	body: nullish(string()),
	author_association: optional(string()),
	user: nullish(object({ type: optional(string()) })),
	pull_request: optional(unknown())
}));
const Created = object({
	number: number(),
	labels: optional(array(union([string(), object({ name: optional(nullable(string())) })])))
});
const Anything = unknown();
function createIssueBoard(client, repository, label) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		async open() {
			const found = [];
			for (let page = 1; page <= MOST_PAGES; page++) {
				const query = {
					owner,
					repo,
					labels: label,
					state: "open",
					direction: "asc",
					per_page: PER_PAGE,
					page
				};
				const issues = await client.rest("GET /repos/{owner}/{repo}/issues", query, Issues);
				found.push(...issues.filter(isOurs).map(({ number, body }) => ({
					number,
					body: body ?? ""
				})));
				if (issues.length < PER_PAGE) return found;
			}
			throw new DoorlogError("http-status", `More than 1000 open issues have the label “${label}”, so none is opened or changed; close those that are done.`);
		},
		async create(title, body) {
			const issue = {
				owner,
				repo,
				title,
				body,
				labels: [label]
			};
			const { number, labels } = await client.rest("POST /repos/{owner}/{repo}/issues", issue, Created);
			if (!labels || labels.some((each) => (typeof each === "string" ? each : each.name) === label)) return number;
			throw new DoorlogError("api-denied", `Issue #${number} was opened without the label “${label}”, which this token may not set, so it will not be found again; close it, and give a token that may.`);
		},
		async update(number, body) {
			const where = {
				owner,
				repo,
				issue_number: number
			};
			await client.rest("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
				...where,
				body
			}, Anything);
		},
		async close(number, body) {
			const closed = {
				owner,
				repo,
				issue_number: number,
				body,
				state: "closed",
				state_reason: "completed"
			};
			await client.rest("PATCH /repos/{owner}/{repo}/issues/{issue_number}", closed, Anything);
		}
	};
}
function isOurs(issue) {
	if (issue.pull_request !== void 0) return false;
	return issue.user?.type === "Bot" || INSIDE.has(issue.author_association ?? "");
}

// src/report/issue-text.ts
const Scope = object({
	workflow: optional(string()),
	environment: optional(string()),
	ref: optional(string())
});
const IssueAbout = object({
	rule: string(),
	subject: optional(string()),
	person: optional(array(string())),
	scope: Scope,
	elsewhere: optional(array(Scope))
});
const MARK = /<!-- doorlog:([0-9a-f]{64}) -->/;
const ABOUT = /<!-- doorlog-about:([A-Za-z0-9_-]{1,8000}) -->/;
const SEEN = /<!-- doorlog-seen -->[\s\S]*?<!-- \/doorlog-seen -->/;
const LONGEST_BODY = 6e4;
const LONGEST_ABOUT = 8e3;
function readMark(body) {
	const fingerprint = MARK.exec(body)?.[1];
	const packed = ABOUT.exec(body)?.[1];
	if (fingerprint === void 0 || packed === void 0) return void 0;
	try {
		const parsed = IssueAbout.safeParse(JSON.parse(Buffer.from(packed, "base64url").toString("utf8")));
		return parsed.success ? {
			fingerprint,
			about: parsed.data
		} : void 0;
	} catch {
		return;
	}
}
const KEPT_BY = {
	gate: "This issue is opened, updated and closed by the gate of this repository: it is closed when the rule passes wherever it failed.",
	jobs: "This issue is opened and updated by the jobs of this repository. A gate that opens issues closes it when the rule passes wherever it failed; without such a gate, close it once it is mended."
};
function newIssue({ mark, finding, record }, keptBy = "gate") {
	const parts = [
		`${plain(finding.message, 2e3)}`,
		finding.mend === void 0 ? "" : `**To mend it:** ${plain(finding.mend, 2e3)}`,
		`Rule \`${finding.rule}\`, severity ${finding.severity}.${places(finding.locations, record)}`,
		seen("found", record),
		KEPT_BY[keptBy],
		markOf(mark)
	];
	return {
		title: `Doorlog: ${finding.rule}`,
		body: parts.filter(Boolean).join("\n\n")
	};
}
function seenAgain(body, record, about) {
	return changed(about ? withAbout(body, about) : body, seen("found", record));
}
function settled(body, record, left) {
	return changed(left ? withAbout(body, left) : body, seen(left ? "settled-here" : "settled", record));
}
function changed(body, line) {
	const next = SEEN.test(body) ? body.replace(SEEN, () => line) : `${body}\n\n${line}`;
	return next.length > LONGEST_BODY ? body : next;
}
function withAbout(body, about) {
	const packed = pack(about);
	return packed.length > LONGEST_ABOUT ? body : body.replace(ABOUT, () => aboutComment(packed));
}
function seen(what, { pipeline, observedAt }) {
	const name = `run ${plain(pipeline.runNumber ?? pipeline.runId ?? "unknown")}`;
	const run = pipeline.runUrl ? link(name, pipeline.runUrl) : name;
	const day = (observedAt.end ?? observedAt.collector ?? "").replace("T", " ").slice(0, 16);
	const sentence = what === "found" ? `Last seen in ${run}` : `The rule passed in ${run}`;
	const rest = what === "settled-here" ? "; not yet in all workflows, environments and refs where it failed" : "";
	return `<!-- doorlog-seen -->\n${sentence}${day ? `, ${day} UTC` : ""}${rest}.\n<!-- /doorlog-seen -->`;
}
function places(locations, { pipeline }) {
	const named = (locations ?? []).slice(0, 5).map(({ file, line }) => {
		const label = plain(line === void 0 ? file : `${file}, line ${line}`);
		const { server, repository, sha } = pipeline;
		const place = `${server}/${repository}/blob/${sha}/${file}${line === void 0 ? "" : `#L${line}`}`;
		return server && repository && sha ? link(label, place) : label;
	});
	return named.length === 0 ? "" : ` Where: ${named.join("; ")}.`;
}
function markOf({ fingerprint, about }) {
	return `<!-- doorlog:${fingerprint} -->\n${aboutComment(pack(about))}`;
}
function pack(about) {
	return Buffer.from(JSON.stringify(about)).toString("base64url");
}
function aboutComment(packed) {
	return `<!-- doorlog-about:${packed} -->`;
}

// src/core/alerts.ts
const MOST_PLACES = 10;
function alertsIn(record, { results, failFrom = "low" }) {
	const alerts = results.filter(({ result, severity }) => result === "fail" && isAtLeast(severity, failFrom)).map((finding) => ({
		fingerprint: finding.fingerprint ?? fingerprintOf(finding.rule, record, finding.subject),
		finding,
		about: aboutOf(record, finding)
	}));
	return [...new Map(alerts.map((alert) => [alert.fingerprint, alert])).values()];
}
function foundAgain(record, about) {
	const here = scopeOf(record);
	const places = placesOf(about);
	if (places.length > MOST_PLACES || places.some((place) => isSamePlace(place, here))) return about;
	if (!(here.ref === `refs/heads/${record.pipeline.defaultBranch}`) && !places.some(({ ref }) => ref === here.ref)) return about;
	return {
		...about,
		elsewhere: [...places.slice(1), here]
	};
}
function leftElsewhere(record, about) {
	const [scope, ...elsewhere] = placesOf(about).filter((place) => !isSamePlace(place, scopeOf(record)));
	const { elsewhere: _, ...rest } = about;
	return scope && {
		...rest,
		scope,
		...elsewhere.length > 0 && { elsewhere }
	};
}
function settles(record, { results }, about) {
	const own = results.filter(({ rule }) => rule === about.rule);
	if (own.length === 0 || own.some(({ result }) => result !== "pass")) return false;
	if (!placesOf(about).some((place) => isSamePlace(place, scopeOf(record)))) return false;
	const { person, subject } = about;
	return person === void 0 || person.some((place) => accountsAt(record, place.split("/").slice(1)).has(subject ?? ""));
}
function aboutOf(record, { rule, subject, evidence }) {
	const scope = scopeOf(record);
	if (subject === void 0) return {
		rule,
		scope
	};
	if (!accountsIn(record).has(subject)) return {
		rule,
		subject,
		scope
	};
	return {
		rule,
		subject,
		person: [...new Set(evidence.map((pointer) => pointer.replace(/\/\d+(?=\/|$)/g, "/*").replace(/\/(id|login)$/, "")))].filter((place) => accountsAt(record, place.split("/").slice(1)).has(subject)),
		scope
	};
}
function scopeOf(record) {
	const { environment, ref } = record.pipeline;
	return ordered({
		workflow: workflowOf(record),
		environment: environment?.toLowerCase(),
		ref
	});
}
function placesOf({ scope, elsewhere = [] }) {
	return [scope, ...elsewhere];
}
function isSamePlace(a, b) {
	return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}
function ordered({ workflow, environment, ref }) {
	return {
		...workflow && { workflow },
		...environment && { environment },
		...ref && { ref }
	};
}
function accountsAt(value, [key, ...rest]) {
	if (key === void 0) return new Set(namesOf(value));
	if (typeof value !== "object" || value === null) return /* @__PURE__ */ new Set();
	const members = key === "*" ? Object.values(value) : Object.hasOwn(value, key) ? [Reflect.get(value, key)] : [];
	return new Set(members.flatMap((member) => [...accountsAt(member, rest)]));
}
function accountsIn(value) {
	if (typeof value !== "object" || value === null) return /* @__PURE__ */ new Set();
	const below = Object.entries(value).filter(([key]) => key !== "policy");
	return /* @__PURE__ */ new Set([...namesOf(value), ...below.flatMap(([, member]) => [...accountsIn(member)])]);
}
function namesOf(value) {
	if (typeof value !== "object" || value === null || !("login" in value)) return [];
	return [value.login, "id" in value ? value.id : void 0].filter((name) => typeof name === "string");
}

// src/pipeline/follow-alerts.ts
const MOST_ISSUES = 20;
const LONGEST = 6e4;
async function followAlerts(ports, input, tell) {
	const until = ports.clock.now().getTime() + LONGEST;
	const alerts = alertsIn(input.record, input.verdict);
	const marked = await openIssues(ports);
	const steps = [...stepsOf(alerts.slice(0, MOST_ISSUES), marked, ports, input), ...endsOf(alerts, marked, ports, input)];
	for (const [index, step] of steps.entries()) {
		if (ports.clock.now().getTime() > until) {
			tell.leftOut(`the time was over before the last ${steps.length - index} issues`);
			return;
		}
		try {
			tell.done(input.dryRun ? step.target : await step.act(), step.reason);
		} catch (error) {
			tell.failed(step.target, error);
			if (REFUSES_ALL.has(codeOf(error))) {
				if (index + 1 < steps.length) tell.leftOut(`not tried for the other ${steps.length - index - 1} issues`);
				break;
			}
		}
	}
	if (alerts.length > MOST_ISSUES) tell.leftOut(`only the first ${MOST_ISSUES} of ${alerts.length} findings have issues`);
}
async function followAlert(ports, alert, record) {
	const { issues, issueTexts: texts } = ports;
	const { fingerprint, about, finding } = alert;
	const known = oldestOf(await openIssues(ports)).get(fingerprint);
	if (!known) {
		const { title, body } = texts.newIssue({
			mark: {
				fingerprint,
				about
			},
			finding,
			record
		});
		return issues.create(title, body);
	}
	await issues.update(known.number, texts.seenAgain(known.body, record, foundAgain(record, known.mark.about)));
	return known.number;
}
async function isFollowed(ports, fingerprint) {
	return oldestOf(await openIssues(ports)).has(fingerprint);
}
async function openIssues({ issues, issueTexts }) {
	return (await issues.open()).flatMap(({ number, body }) => {
		const mark = issueTexts.readMark(body);
		return mark ? [{
			number,
			body,
			mark
		}] : [];
	});
}
function oldestOf(marked) {
	return new Map(marked.toReversed().map((issue) => [issue.mark.fingerprint, issue]));
}
const REFUSES_ALL = /* @__PURE__ */ new Set(["api-denied", "api-rate-limited"]);
function stepsOf(alerts, marked, { issues, issueTexts: texts }, { record }) {
	const byFingerprint = oldestOf(marked);
	return alerts.map(({ fingerprint, about, finding }) => {
		const known = byFingerprint.get(fingerprint);
		if (!known) {
			const { title, body } = texts.newIssue({
				mark: {
					fingerprint,
					about
				},
				finding,
				record
			});
			const act = async () => `#${await issues.create(title, body)}`;
			return {
				target: void 0,
				reason: `opened for ${finding.rule}`,
				act
			};
		}
		const body = texts.seenAgain(known.body, record, foundAgain(record, known.mark.about));
		return change(known, `updated for ${finding.rule}`, () => issues.update(known.number, body));
	});
}
function endsOf(alerts, marked, { issues, issueTexts: texts }, { record, verdict }) {
	const current = new Set(alerts.map(({ fingerprint }) => fingerprint));
	if (isOutsiders(record) !== false) return [];
	return marked.filter(({ mark }) => !current.has(mark.fingerprint) && settles(record, verdict, mark.about)).map((known) => {
		const { rule } = known.mark.about;
		const left = leftElsewhere(record, known.mark.about);
		const body = texts.settled(known.body, record, left);
		return left ? change(known, `updated, because ${rule} passes here`, () => issues.update(known.number, body)) : change(known, `closed, because ${rule} passes`, () => issues.close(known.number, body));
	});
}
function change({ number }, reason, act) {
	const target = `#${number}`;
	return {
		target,
		reason,
		async act() {
			await act();
			return target;
		}
	};
}

export { newIssue as a, settled as c, alertsIn as i, ISSUE_LABEL as l, followAlerts as n, readMark as o, isFollowed as r, seenAgain as s, followAlert as t, createIssueBoard as u };