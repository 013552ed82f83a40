import { Ar as enumeration, Et as VERSION, F as catalogue, Gr as record, Hn as didYouMean, I as findRule, Lr as maximum, Mr as int, N as parseYaml, Nr as iso, Or as describe, Pr as literal, Qr as unknown, Qt as digestOf, Rr as minLength, Sn as pointer, Tn as time, Tr as array, Wr as optional, Xr as string, Yr as strictObject, Zt as canonicalize, _t as createHistory, ai as sentenceOf, ct as endRecord, dt as withAbsences, ft as OPTIONAL_FACTS, gt as judge, ht as isRefused, jr as extend, mn as evaluateCustomRules, pt as combineStrictness, qr as regex, ri as DoorlogError, ut as startRecord, wn as text, xn as id, zr as minimum } from "./hook.js";
import { t as AccessRecord, v as Account } from "./access-record.js";
import { a as movedTo, c as withNumber, i as isNumbered, n as testRecord, o as numbered, r as again, s as timeBefore, t as deliverLive } from "./simulate-live.js";
import { t as readArguments } from "./arguments.js";
import { n as namesOf, r as policyFor } from "./chosen-policy.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as INPUT_DEFAULTS } from "./input-defaults.js";
import { t as printable } from "./printable.js";
import { t as Roster } from "./roster.js";
import { t as recordsInText } from "./stored-records.js";
import { n as shippedPath } from "./shipped-file.js";
import { t as readTextFile } from "./text-file.js";
import { i as sinksFrom } from "./sinks-option.js";
import { n as wrapped, t as alignedRows } from "./aligned-rows.js";
const { randomBytes } = process.getBuiltinModule("node:crypto");
const { dirname, join, resolve } = process.getBuiltinModule("node:path");
const { readdir, stat } = process.getBuiltinModule("node:fs/promises");

// src/core/simulation/without.ts
const PERMISSION = /\bpermissions: ([a-z-]+: (?:read|write))/;
function neededPermissions() {
	return [...new Set(OPTIONAL_FACTS.flatMap(({ needs }) => permissionIn(needs) ?? []))].sort();
}
function permissionIn(needs) {
	return PERMISSION.exec(needs)?.[1]?.replace(" ", "");
}
function withoutPermissions(record, without) {
	if (without.length === 0) return record;
	const bare = structuredClone(record);
	const gaps = /* @__PURE__ */ new Map();
	for (const { at, group, needs } of OPTIONAL_FACTS) {
		if (!without.includes(permissionIn(needs) ?? "")) continue;
		for (const pointer of removeAll(bare, at.split("/"), "")) {
			const speaker = group === void 0 ? pointer : pointer.split("/", group + 1).join("/");
			gaps.set(speaker, {
				pointer: speaker,
				reason: "not-permitted",
				needed: needs
			});
		}
	}
	const kept = bare.gaps.filter(({ pointer }) => !gaps.has(pointer));
	return withAbsences({
		...bare,
		gaps: [...kept, ...withoutNested([...gaps.values()])]
	});
}
function removeAll(value, [key = "", ...rest], pointer) {
	if (typeof value !== "object" || value === null) return [];
	if (key === "*" || key === "{}") return Object.entries(value).flatMap(([name, item]) => removeAll(item, rest, `${pointer}/${name}`));
	const holder = value;
	if (!Object.hasOwn(holder, key)) return [];
	if (rest.length > 0) return removeAll(holder[key], rest, `${pointer}/${key}`);
	delete holder[key];
	return [`${pointer}/${key}`];
}
function withoutNested(gaps) {
	return gaps.filter(({ pointer }) => !gaps.some((other) => pointer.startsWith(`${other.pointer}/`)));
}

// src/core/simulation/hint.ts
function hintsFor(unfound) {
	const { scenario, policy, staged, calm } = unfound;
	const isNamed = ({ id }) => scenario.rules.includes(id);
	const named = catalogue().filter(isNamed);
	const strangers = scenario.rules.filter((id) => !named.some((rule) => rule.id === id) && !isCustom(policy, id));
	const tells = (rule) => calm && findsIn(rule, staged) && !findsIn(rule, calm);
	const others = catalogue().filter((rule) => !isNamed(rule) && tells(rule));
	const hints = [
		...named.map((rule) => hintFor(rule, unfound)),
		...others.map((rule) => ({
			...hintFor(rule, unfound),
			says: NOT_NAMED
		})),
		...strangers.map((rule) => ({
			rule,
			why: "blind",
			says: UNKNOWN_RULE
		}))
	];
	const ranks = [
		"not-in-policy",
		"tamed",
		"unseen",
		"blind"
	];
	return hints.sort((a, b) => ranks.indexOf(a.why) - ranks.indexOf(b.why));
}
const NOT_NAMED = "It finds this too, and the scenario does not name it.";
const UNKNOWN_RULE = "There is no rule of that name, neither in the catalogue nor under `custom` of the policy.";
function isCustom({ custom = [] }, id) {
	return custom.some(({ definition }) => definition.id === id);
}
function isTraceable({ why }) {
	return why === "not-in-policy" || why === "tamed";
}
function findsIn(rule, staged) {
	return judgementsOf(rule, void 0, staged).some(({ result }) => result === "fail");
}
function hintFor(rule, { scenario: { params }, policy, moments, staged }) {
	const { id } = rule;
	const judgements = judgementsOf(rule, params?.[id], staged);
	const isAsked = policy.rules.some((each) => each.rule.id === id);
	if (judgements.some(({ result }) => result === "fail")) return isAsked ? {
		rule: id,
		why: "tamed",
		says: tamedBy(resultsOf(id, moments))
	} : {
		rule: id,
		why: "not-in-policy",
		says: "It finds this; name it under `rules` of the policy."
	};
	const unseen = judgements.findLast(({ result }) => result === "unknown");
	if (unseen) return {
		rule: id,
		why: "unseen",
		says: unseen.message
	};
	return {
		rule: id,
		why: "blind",
		says: "It finds nothing in what was observed."
	};
}
function tamedBy(results) {
	if (results.some(({ result }) => result === "waived")) return "It finds this, and the policy waives it.";
	if (results.some(({ result }) => result === "not-applicable")) return "It finds this, and the policy’s condition for it leaves this job out.";
	return "It finds this with other parameters than the policy gives it.";
}
function resultsOf(id, moments) {
	return moments.flatMap(({ verdict }) => verdict.results.filter(({ rule }) => rule === id));
}
function judgementsOf(rule, params, { start, end, history, roster, auditLog }) {
	const parsed = rule.params.safeParse(params ?? {});
	if (!parsed.success) return [];
	const known = {
		roster,
		auditLog,
		...history && { history: createHistory(history) }
	};
	return [start, end].map((record) => rule.judge(record, {
		...known,
		params: parsed.data
	}));
}

// src/core/simulation/rehearsal.ts
async function judgeMoments(staged, policy, judge) {
	const { start, end, history, roster, auditLog } = staged;
	const told = {
		...roster && { roster },
		...auditLog && { auditLog }
	};
	const moments = [];
	const at = async (phase, record, known) => {
		moments.push({
			phase,
			verdict: await judge(record, policy, known, phase)
		});
	};
	if (roster || auditLog) await at("gate", {
		...start,
		recorder: {
			...start.recorder,
			kind: "gate"
		}
	}, told);
	await at("start", start, {});
	await at("end", end, {});
	if (history) await at("collector", end, {
		...told,
		history: createHistory(history)
	});
	return moments;
}
function outcomeOf(moments, rules) {
	const found = rules.filter((id) => moments.some(({ verdict }) => findingsOf(verdict, [id]).length > 0));
	const blocked = moments.find(({ phase, verdict }) => phase !== "collector" && refusesBy(verdict, rules));
	const flagged = moments.find(({ verdict }) => findingsOf(verdict, rules).length > 0);
	return {
		outcome: blocked ? "blocked" : flagged ? "flagged" : "missed",
		rules: found,
		phase: (blocked ?? flagged)?.phase ?? null
	};
}
function refusesBy(verdict, rules) {
	return isRefused({
		...verdict,
		onUnknown: "ignore",
		results: findingsOf(verdict, rules)
	});
}
function findingsOf(verdict, rules) {
	return verdict.results.filter(({ rule, result }) => result === "fail" && rules.includes(rule));
}

// src/core/simulation/sample-params.ts
function withSampleParams(policy, { params = {} }) {
	const sampled = /* @__PURE__ */ new Set();
	const rules = policy.rules.map((inForce) => {
		const given = params[inForce.rule.id];
		if (given === void 0 || !isLeftAlone(inForce)) return inForce;
		const parsed = inForce.rule.params.safeParse(given);
		if (!parsed.success) return inForce;
		sampled.add(inForce.rule.id);
		return {
			...inForce,
			params: parsed.data
		};
	});
	return {
		policy: {
			...policy,
			rules
		},
		sampled: [...sampled]
	};
}
function isLeftAlone({ rule, params }) {
	const empty = rule.params.safeParse({});
	return empty.success && canonicalize(empty.data ?? {}) === canonicalize(params ?? {});
}

// src/core/simulation/issue.ts
function sentenceOfIssue([issue]) {
	const place = issue?.path.map((key) => `/${String(key)}`).join("") ?? "";
	return `${place === "" ? "the whole" : place} ${expectation(issue)}`;
}
function expectation(issue) {
	switch (issue?.code) {
		case "invalid_value": return `must be ${issue.values.map((value) => `\`${String(value)}\``).join(" or ")}`;
		case "invalid_type": return `must be ${ARTICLES[issue.expected] ?? issue.expected}`;
		case "unrecognized_keys": return `has no place for “${issue.keys.join("”, “")}”`;
		case "too_small": return `must ${MEASURES[issue.origin] ?? "have"} at least ${issue.minimum}`;
		case "too_big": return `must ${MEASURES[issue.origin] ?? "have"} at most ${issue.maximum}`;
		default: return `is not valid (${issue?.message ?? "unknown reason"})`;
	}
}
const MEASURES = {
	number: "be",
	int: "be"
};
const ARTICLES = {
	array: "a list",
	object: "a mapping",
	record: "a mapping",
	string: "text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false"
};

// src/core/simulation/changes.ts
function withChanges(record, { set = {}, remove = [] }) {
	const changed = structuredClone(record);
	for (const pointer of remove) removeAt(changed, pointer);
	for (const [pointer, value] of Object.entries(set)) setAt(changed, pointer, structuredClone(value));
	const gaps = changed.gaps.filter((gap) => !Object.keys(set).some((pointer) => speaksOf(gap.pointer, pointer)));
	return withAbsences({
		...changed,
		gaps
	});
}
function speaksOf(gap, fact) {
	return gap === fact || gap.startsWith(`${fact}/`) || fact.startsWith(`${gap}/`);
}
function setAt(root, pointer, value) {
	const keys = keysOf(pointer);
	const last = keys.at(-1) ?? "";
	let holder = root;
	for (const key of keys.slice(0, -1)) {
		const next = childOf(holder, key);
		if (isContainer(next)) holder = next;
		else if (next === void 0 && !Array.isArray(holder)) holder = holder[key] = {};
		else throw noPlace(pointer);
	}
	if (!Array.isArray(holder)) holder[last] = value;
	else if (last === "-") holder.push(value);
	else if (/^\d+$/.test(last) && Number(last) < holder.length) holder[Number(last)] = value;
	else throw noPlace(pointer);
}
function removeAt(root, pointer) {
	const keys = keysOf(pointer);
	const last = keys.at(-1) ?? "";
	let holder = root;
	for (const key of keys.slice(0, -1)) holder = isContainer(holder) ? childOf(holder, key) : void 0;
	if (!isContainer(holder) || childOf(holder, last) === void 0) throw noPlace(pointer);
	if (Array.isArray(holder)) holder.splice(Number(last), 1);
	else delete holder[last];
}
function childOf(holder, key) {
	if (Array.isArray(holder)) return /^\d+$/.test(key) ? holder[Number(key)] : void 0;
	return Object.hasOwn(holder, key) ? holder[key] : void 0;
}
function isContainer(value) {
	return typeof value === "object" && value !== null;
}
function keysOf(pointer) {
	const keys = pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
	if (keys.includes("__proto__")) throw noPlace(pointer);
	return keys;
}
function noPlace(pointer) {
	return new DoorlogError("usage", `There is no place “${pointer}” in the record; name one that its schema has.`);
}

// src/core/simulation/staged-job.ts
const CONCLUDED = /^\/(drift|links|outcome|signing|policy|pseudonyms|commitment|observedAt|phase)(\/|$)/;
function stageJob(base, { set, remove, end = {} }, { without, changes = {} }) {
	const all = [
		{
			set,
			remove
		},
		changes,
		end
	];
	const [first, second, last] = all.map((each) => only(each, (pointer) => !CONCLUDED.test(pointer)));
	const always = changed(withChanges(base, first ?? {}), second);
	const before = withoutPermissions(always, without);
	const after = withoutPermissions(changed(always, last), without);
	const head = {
		recordId: always.recordId,
		recorder: always.recorder
	};
	const start = startRecord(head, snapshotOf(before, "start"));
	const isStartLost = base.observedAt.start === void 0 || end.remove?.includes("/observedAt/start") === true;
	const made = endRecord(head, snapshotOf(after, "end"), {
		outcome: base.outcome,
		start: isStartLost ? void 0 : start,
		link: isStartLost ? void 0 : base.links.startEvent && {
			...base.links.startEvent,
			digest: digestOf(start)
		},
		checkpoints: base.links.checkpoints ?? [],
		signing: base.signing?.instance === void 0 ? { gap: NOT_SIGNED } : { instance: base.signing.instance }
	});
	return {
		start,
		end: all.map((each) => only(each, (pointer) => CONCLUDED.test(pointer) && !(isStartLost && OF_START.includes(pointer)))).reduce(changed, made)
	};
}
function changed(record, { set = {}, remove = [] } = {}) {
	return Object.keys(set).length + remove.length === 0 ? record : withChanges(record, {
		set,
		remove
	});
}
const OF_START = ["/observedAt/start", "/links/startEvent"];
const NOT_SIGNED = {
	pointer: "/signing",
	reason: "not-available",
	needed: "an identity token, or a key"
};
function only({ set = {}, remove = [] }, holds) {
	return {
		set: Object.fromEntries(Object.entries(set).filter(([pointer]) => holds(pointer))),
		remove: remove.filter(holds)
	};
}
function snapshotOf(record, phase) {
	const { pipeline, runner, people, source, access, approvals, protections, actions, resources, enforcement } = phase === "start" ? LATE.reduce((facts, at) => removed(facts, at), record) : record;
	return {
		observedAt: record.observedAt[phase] ?? record.observedAt.end ?? record.observedAt.start ?? "",
		pipeline,
		runner,
		people,
		source,
		access,
		...approvals && { approvals },
		protections,
		...actions && { actions },
		...resources && { resources },
		...enforcement && { enforcement },
		gaps: record.gaps.filter(({ pointer }) => !CONCLUDED.test(pointer) && !(phase === "start" && isLate(pointer))),
		sources: record.sources
	};
}
const LATE = OPTIONAL_FACTS.flatMap(({ at, phases }) => phases !== void 0 && !phases.split(" ").includes("start") && !at.includes("*") && !CONCLUDED.test(`/${at}`) ? [at] : []);
function isLate(pointer) {
	return LATE.some((at) => pointer === `/${at}` || pointer.startsWith(`/${at}/`));
}
function removed(record, at) {
	const [section = "", key] = at.split("/");
	const part = Object.entries(record).find(([name]) => name === section)?.[1];
	if (typeof part !== "object" || part === null) return record;
	if (key === void 0) {
		const { [section]: _, ...rest } = record;
		return rest;
	}
	return {
		...record,
		[section]: Object.fromEntries(Object.entries(part).filter(([name]) => name !== key))
	};
}

// src/core/simulation/stage.ts
function stage({ at, job, history, roster, auditLog }, { baseOf, without, at: within = (_, make) => make() }, changes = {}) {
	const staged = within([], () => {
		const { start, end } = stageJob(movedTo(baseOf(job.base), at), job, {
			without,
			changes
		});
		return {
			start: checked(start),
			end: checked(end)
		};
	});
	const time = staged.end.observedAt.end ?? staged.start.observedAt.start ?? "";
	const earlier = history?.flatMap((each, index) => within(["history", index], () => stageEarlier(each, index, time, {
		baseOf,
		without
	})));
	return {
		...staged,
		...earlier && { history: [...earlier, staged.start] },
		...roster && { roster },
		...auditLog && { auditLog: [...auditLog].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)) }
	};
}
function stageHarmless(attack, harmless, surroundings) {
	const { set, remove, end, job = attack.job, ...parts } = harmless;
	return stage({
		...attack,
		...parts,
		job: end ? {
			...job,
			end
		} : job
	}, surroundings, {
		set,
		remove
	});
}
function stageEarlier(job, index, time, { baseOf, without }) {
	const { times = 1, phase } = job;
	const base = numbered(movedTo(baseOf(job.base), timeBefore(time, job.ago)), (index + 1) * 1e4);
	const first = stageJob(base, job, { without });
	const differ = isNumbered(job) ? withNumber : (record) => record;
	checked(differ(first.end, 1));
	return Array.from({ length: times }).flatMap((_, turn) => {
		const [start, end] = [first.start, first.end].map((record) => differ(again(record, job, turn), turn + 1));
		return [...start ? [start] : [], ...end && phase !== "start" ? [end] : []];
	});
}
function checked(record) {
	const parsed = AccessRecord.safeParse(record);
	if (parsed.success) return record;
	throw new DoorlogError("file-invalid", `the changes make no access record: ${sentenceOfIssue(parsed.error.issues)}`);
}

// src/pipeline/simulate.ts
async function simulate$1({ name, scenario, error }, policy, ports) {
	const { kind, title, rules, attack, harmless } = scenario;
	const { policy: judging, sampled } = withSampleParams(policy, scenario);
	const staged = stage(attack, {
		...ports,
		at: within("attack")
	});
	const calm = harmless && stageHarmless(attack, harmless, {
		...ports,
		at: within("harmless")
	});
	const moments = await judgeMoments(staged, judging, ports.judge);
	const outcome = outcomeOf(moments, rules);
	const hints = outcome.outcome !== "missed" ? [] : hintsFor({
		scenario,
		policy: judging,
		moments,
		staged,
		calm
	});
	const rehearsal = {
		scenario: name,
		kind,
		...outcome,
		...hints.some(isTraceable) && { outcome: "traceable" },
		title,
		sampleParams: outcome.rules.filter((id) => sampled.includes(id)),
		hints,
		falseAlarms: calm ? outcomeOf(await judgeMoments(calm, judging, ports.judge), rules).rules : null
	};
	const verdict = moments.at(-1)?.verdict;
	return {
		rehearsal,
		record: {
			...staged.end,
			...verdict && { policy: verdict }
		}
	};
	function within(part) {
		return (path, make) => {
			try {
				return make();
			} catch (cause) {
				if (cause instanceof DoorlogError && (cause.code === "file-invalid" || cause.code === "usage")) {
					const place = [part, ...path];
					throw error(place, `in “${place.join(".")}” ${cause.message.charAt(0).toLowerCase()}${cause.message.slice(1)}`);
				}
				throw cause;
			}
		};
	}
}

// src/model/audit-event.ts
const AuditEvent = strictObject({
	id: id(),
	action: text(200),
	at: time(),
	actor: optional(Account),
	user: optional(Account),
	repository: optional(text(300)),
	runId: optional(id()),
	environment: optional(text(300)),
	permissionBefore: optional(text(100)),
	permissionAfter: optional(text(100))
});

// src/model/scenario.ts
const Changes = strictObject({
	set: optional(record(pointer(), unknown())),
	remove: optional(array(pointer()))
});
const StagedJob = extend(Changes, {
	base: text(300).check(describe("Name of a job under `scenarios/bases`, or a file with an access record, as `./FILE`.")),
	end: optional(Changes)
});
const EarlierJob = extend(StagedJob, {
	ago: string().check(regex(/^[1-9]\d{0,5}[smhd]$/), describe("How long before the job: `90s`, `10m`, `12h`, `30d`.")),
	times: optional(int().check(minimum(1), maximum(1e3), describe("How many jobs like it, `{n}` in what they set being the number of each; default 1."))),
	every: optional(string().check(regex(/^[1-9]\d{0,5}[smhd]$/), describe("How far apart they are; default `1m`."))),
	phase: optional(enumeration(["start", "end"]).check(describe("`start` for a job whose end is missing; left out, there are its start and its end.")))
});
const Staging = strictObject({
	at: optional(iso.datetime().check(describe("When the job ran; left out, as its base says."))),
	job: StagedJob,
	history: optional(array(EarlierJob)),
	roster: optional(Roster),
	auditLog: optional(array(AuditEvent))
});
const Harmless = extend(Changes, {
	at: Staging.shape.at,
	job: optional(StagedJob),
	end: optional(Changes),
	history: Staging.shape.history,
	roster: Staging.shape.roster,
	auditLog: Staging.shape.auditLog
});
const Scenario = strictObject({
	version: literal(1),
	title: text(200),
	kind: enumeration([
		"job",
		"runs",
		"org"
	]).check(describe("Whether one record shows it, several, or only the organisation’s audit log.")),
	incident: optional(text(2e3).check(describe("What happened, and where it is told."))),
	rules: array(text(100)).check(minLength(1), describe("Rules of which at least one has to find it.")),
	params: optional(record(string(), record(string(), unknown())).check(describe("What to give rules by their ids, where the policy leaves their parameters as they are."))),
	attack: Staging,
	harmless: optional(Harmless.check(describe("What differs where nothing is wrong: none of the rules finds anything then.")))
});

// src/core/simulation/parse-scenario.ts
const KEYS = [
	"version",
	"title",
	"kind",
	"incident",
	"rules",
	"params",
	"attack",
	"harmless",
	"at",
	"job",
	"history",
	"roster",
	"auditLog",
	"base",
	"set",
	"remove",
	"end",
	"ago",
	"times",
	"every",
	"phase"
];
async function parseScenario(text, file, name) {
	const yaml = await parseYaml(text, file, "file-invalid");
	const parsed = Scenario.safeParse(yaml.value);
	if (!parsed.success) throw invalid(yaml, parsed.error.issues[0]);
	for (const [id, params] of Object.entries(parsed.data.params ?? {})) {
		const rule = findRule(id)?.params.safeParse(params);
		if (rule?.success === false) throw invalid(yaml, rule.error.issues[0], ["params", id]);
	}
	return {
		name,
		scenario: parsed.data,
		error: (path, what) => yaml.error(path, what)
	};
}
function invalid(file, issue, base = []) {
	const path = [...base, ...issue?.path ?? []];
	if (issue?.code === "unrecognized_keys") {
		const key = issue.keys[0] ?? "";
		return file.error([...path, key], `the key “${key}” is not known here.${didYouMean(key, KEYS) || " Remove it"}`);
	}
	const key = path.length > 0 ? `“${path.map(String).join(".")}”` : "the file";
	return file.error(path, `${key} ${formOf(issue, path) ?? expectation(issue)}`);
}
function formOf(issue, path) {
	if (issue?.code !== "invalid_format" && issue?.code !== "invalid_key") return void 0;
	const [holder, last] = path.slice(-2);
	return holder === "set" || holder === "remove" ? "must be a JSON Pointer, as `/pipeline/job`" : FORMS.get(String(last));
}
const LENGTH = "must be a length, as `90s`, `10m`, `12h` or `30d`";
const FORMS = /* @__PURE__ */ new Map([
	["ago", LENGTH],
	["every", LENGTH],
	["at", "must be a moment in UTC, as `2026-12-31T18:00:00Z`"]
]);

// src/cli/simulate-folder.ts
const IS_SCENARIO = /\.ya?ml$/;
async function findScenarios(names, { cwd, folders }) {
	const files = /* @__PURE__ */ new Map();
	for (const folder of [await shippedScenarios(), ...folders.map((each) => resolve(cwd, each))]) for (const file of await scenarioFiles(folder)) files.set(nameOf(file), join(folder, file));
	const all = [...files].sort(([a], [b]) => a < b ? -1 : 1).map(([, file]) => file);
	const wanted = names.length === 0 ? all : names.map((name) => fileFor(name, files, cwd));
	return Promise.all([...new Set(wanted)].map((file) => readScenario(file)));
}
async function shippedScenarios() {
	return dirname(await shippedPath("scenarios/bases"));
}
async function isFolder(path) {
	return (await stat(path).catch(() => void 0))?.isDirectory() === true;
}
async function scenarioFiles(folder) {
	if (!await isFolder(folder)) throw new DoorlogError("file-unreadable", `There is no folder ${folder}; name a folder with scenarios.`);
	return (await readdir(folder)).filter((file) => IS_SCENARIO.test(file)).sort();
}
function nameOf(file) {
	return file.replace(/^.*[/\\]/, "").replace(IS_SCENARIO, "");
}
function fileFor(name, files, cwd) {
	const known = files.get(name);
	if (known !== void 0) return known;
	if (IS_SCENARIO.test(name)) return resolve(cwd, name);
	throw new DoorlogError("usage", `There is no scenario “${name}”.${didYouMean(name, files.keys()) || " doorlog simulate --list names them; a file’s name ends in .yml."}`);
}
async function readScenario(file) {
	const text = await readTextFile(file, "a scenario");
	return {
		...await parseScenario(text, file, nameOf(file)),
		folder: dirname(file)
	};
}
async function readBases(found) {
	const records = /* @__PURE__ */ new Map();
	const shipped = join(await shippedScenarios(), "bases");
	const fileOf = (folder, name) => name.startsWith(".") ? resolve(folder, name) : join(shipped, `${name}.json`);
	for (const each of found) for (const { name, path } of basesOf(each)) {
		const file = fileOf(each.folder, name);
		if (!records.has(file)) records.set(file, await readBase(file, () => unknownBase(each, path, name, shipped)));
	}
	return ({ folder }) => (name) => {
		const record = records.get(fileOf(folder, name));
		if (!record) throw new DoorlogError("internal", `The base ${name} was not read.`);
		return record;
	};
}
async function unknownBase({ error }, path, name, shipped) {
	const known = (await readdir(shipped)).map((file) => file.replace(/\.json$/, ""));
	return error(path, `there is no base “${name}”.${didYouMean(name, known) || ` There are ${known.join(", ")}, and files as ./FILE`}`);
}
async function readBase(file, unknown) {
	if (!await stat(file).catch(() => void 0)) throw await unknown();
	const [found] = recordsInText(await readTextFile(file, "an access record"));
	if (!found) throw new DoorlogError("file-invalid", `${file} holds no access record; name a file as doorlog record show takes it.`);
	const parsed = AccessRecord.safeParse(found);
	if (parsed.success) return parsed.data;
	throw new DoorlogError("file-invalid", `${file} holds no access record: ${sentenceOfIssue(parsed.error.issues)}.`);
}
function basesOf({ scenario: { attack, harmless } }) {
	return [...basesIn(attack, ["attack"]), ...harmless ? basesIn(harmless, ["harmless"]) : []];
}
function basesIn({ job, history = [] }, path) {
	return [...job ? [{
		name: job.base,
		path: [
			...path,
			"job",
			"base"
		]
	}] : [], ...history.map(({ base }, index) => ({
		name: base,
		path: [
			...path,
			"history",
			index,
			"base"
		]
	}))];
}

// src/cli/simulate-live.ts
const TIMEOUT = 2e4;
async function sendLive(simulated, sinks, io) {
	const say = (line) => io.stderr(`${printable(line)}\n`);
	const ports = {
		sinks: await sinksFrom(sinks, io),
		logger: {
			info: say,
			warn: say
		},
		version: VERSION,
		now: /* @__PURE__ */ new Date(),
		nonce: randomBytes(16).toString("hex"),
		timeout: TIMEOUT
	};
	const deliveries = [];
	for (const { record, rehearsal } of simulated) {
		const test = testRecord(record, rehearsal.scenario, ports);
		deliveries.push(...await deliverLive(test, rehearsal.scenario, ports));
	}
	const confirmed = deliveries.filter((each) => each.confirmed).length;
	say(`${confirmed} of ${deliveries.length} test records were confirmed.`);
	return deliveries;
}

// src/cli/simulate-table.ts
const COLOURS = {
	blocked: 32,
	flagged: 33,
	traceable: 31,
	missed: 31
};
const LONGEST_HINT = 300;
function simulationTable(rehearsals, { policy, isTerminal, columns = Number.POSITIVE_INFINITY }) {
	const rows = rehearsals.map((each) => [
		printable(each.scenario, 80),
		each.kind,
		each.outcome,
		each.phase ?? "-",
		each.rules.join(", ") || "-"
	]);
	const [head = "", ...aligned] = alignedRows([[
		"SCENARIO",
		"KIND",
		"OUTCOME",
		"PHASE",
		"RULES"
	], ...rows], columns);
	return [
		head,
		...rehearsals.flatMap((each, index) => [coloured(aligned[index] ?? "", each.outcome, isTerminal), ...notesOf(each).map((note) => `    ${wrapped(printable(note, LONGEST_HINT), columns - 6).join("\n      ")}`)]),
		"",
		...wrapped(summaryOf(rehearsals, policy), columns)
	].map((line) => `${line}\n`).join("");
}
function coloured(line, outcome, isTerminal) {
	return isTerminal ? line.replace(` ${outcome} `, ` \u001b[${COLOURS[outcome]}m${outcome}\u001b[0m `) : line;
}
function notesOf({ hints, falseAlarms, sampleParams }) {
	return [
		...hints.map(({ rule, says }) => `${rule}: ${says}`),
		...sampleParams.map((rule) => `${rule} judged with the scenario’s parameters, because the policy gives it none.`),
		...(falseAlarms ?? []).map((rule) => `${rule} finds something in the harmless case too.`)
	];
}
function summaryOf(rehearsals, policy) {
	const count = (outcome) => rehearsals.filter((each) => each.outcome === outcome).length;
	const parts = [
		"blocked",
		"flagged",
		"traceable",
		"missed"
	].map((outcome) => `${count(outcome)} ${outcome}`);
	const false_ = rehearsals.filter(({ falseAlarms }) => falseAlarms !== null && falseAlarms.length > 0).length;
	const alarms = false_ === 0 ? "" : `; ${false_} with a finding in the harmless case`;
	return `${rehearsals.length} scenario${rehearsals.length === 1 ? "" : "s"} against ${printable(policy)}: ${parts.join(", ")}${alarms}.`;
}

// src/cli/simulate.ts
const HELP = `Usage: doorlog simulate [SCENARIO...] [--policy FILE|TEMPLATE] [--json]

Stages incidents and threats against a policy, each with its harmless case: which of them would have been blocked or
flagged, when and by which rule, which are only in the records, and which nobody would have seen. Nothing is asked of
GitHub and nothing is sent anywhere, except with --live. SCENARIO is the name of a shipped scenario or a file of your
own that ends in .yml; without one, all are staged.

  --policy FILE|TEMPLATE   a policy file, or the name of a template as strict (default: .github/doorlog.yml, where there
                           is none the built-in policy)
  --organization FILE      a local copy of the organisation's policy that the policy extends
  --scenarios DIR          a folder with scenarios of your own, beside the shipped ones; may be given several times
  --without SCOPE:ACCESS   as if the job's token lacked this permission, as in actions:read; may be given several times
  --list                   the names and titles of the scenarios, and nothing is staged
  --live                   also send one record of each scenario, marked as a simulation, to the sinks, and confirm that
                           it arrived
  --sinks FILE|TEXT        the list of sinks for --live, as in the action's input of that name
  --json                   an array of what became of each scenario

Exit code 0: every scenario of kind job or runs was blocked or flagged; 1: the policy let one through that its rules
could have found; 2: wrong use, or a file that can't be used; 3: one was not seen, because evidence for it is missing;
4: a sink did not confirm a record.

Examples: doorlog simulate --policy strict
          doorlog simulate self-approval --policy .github/doorlog.yml --without actions:read --json
          doorlog simulate self-approval --live --sinks sinks.yml
`;
async function simulate(args, io) {
	try {
		const { values, positionals } = readArguments("simulate", {
			args,
			allowPositionals: true,
			options: {
				policy: { type: "string" },
				organization: { type: "string" },
				scenarios: {
					type: "string",
					multiple: true
				},
				without: {
					type: "string",
					multiple: true
				},
				list: { type: "boolean" },
				live: { type: "boolean" },
				sinks: { type: "string" },
				json: { type: "boolean" },
				help: {
					type: "boolean",
					short: "h"
				}
			}
		});
		if (values.help) {
			io.stdout(HELP);
			return EXIT.fine;
		}
		if (values.live === true !== (values.sinks !== void 0)) throw new DoorlogError("usage", "Options --live and --sinks go together: give both, or neither.");
		const without = permissions(values.without ?? []);
		const found = await findScenarios(positionals, {
			cwd: io.cwd,
			folders: values.scenarios ?? []
		});
		if (values.list) {
			io.stdout(values.json ? json(listed(found)) : titlesOf(found));
			return EXIT.fine;
		}
		const policy = await policyFor({
			policy: values.policy,
			organization: values.organization
		}, io.cwd);
		const baseFor = await readBases(found);
		const simulated = [];
		for (const each of found) simulated.push(await simulate$1(each, policy, {
			baseOf: baseFor(each),
			without,
			judge: judgeNow
		}));
		const deliveries = values.sinks === void 0 ? void 0 : await sendLive(simulated, values.sinks, io);
		const rehearsals = simulated.map(({ rehearsal }) => rehearsal);
		const { isTerminal, columns } = io;
		io.stdout(values.json ? json(withDeliveries(rehearsals, deliveries)) : simulationTable(rehearsals, {
			policy: namesOf(policy),
			isTerminal,
			columns
		}));
		if (deliveries?.some(({ confirmed }) => !confirmed)) return EXIT.service;
		return exitCode(rehearsals);
	} catch (error) {
		io.stderr(`${printable(sentenceOf(error))}\n`);
		return exitCodeOf(error);
	}
}
const judgeNow = async (record, policy, known) => {
	const custom = await evaluateCustomRules(policy.custom ?? [], record);
	return judge(record, policy, combineStrictness(INPUT_DEFAULTS, policy), {
		...known,
		custom
	});
};
function listed(found) {
	return found.map(({ name, scenario: { kind, title, rules } }) => ({
		scenario: name,
		kind,
		title,
		rules
	}));
}
function titlesOf(found) {
	return found.map(({ name, scenario }) => `${printable(name)}: ${printable(scenario.title)}\n`).join("");
}
function withDeliveries(rehearsals, deliveries) {
	if (!deliveries) return rehearsals;
	return rehearsals.map((each) => ({
		...each,
		deliveries: deliveries.filter(({ scenario }) => scenario === each.scenario)
	}));
}
function permissions(given) {
	const known = neededPermissions();
	for (const permission of given) {
		if (known.includes(permission)) continue;
		const guess = didYouMean(permission, known) || ` Known are ${known.join(", ")}.`;
		throw new DoorlogError("usage", `Option --without does not know the permission “${permission}”.${guess}`);
	}
	return given;
}
function json(value) {
	return `${JSON.stringify(value, null, 2)}\n`;
}
function exitCode(rehearsals) {
	const through = rehearsals.filter(({ kind, phase }) => kind !== "org" && phase === null);
	if (through.length === 0) return EXIT.fine;
	const isUnseen = ({ outcome, hints }) => outcome === "missed" && hints.some(({ why }) => why === "unseen");
	return through.every(isUnseen) ? EXIT.evidence : EXIT.refused;
}

export { simulate };