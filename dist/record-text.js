import { t as printable } from "./printable.js";
import { Zt as canonicalize } from "./hook.js";

// src/cli/record-row.ts
function accountText(account) {
	if (!account) return void 0;
	const known = [account.id && account.id !== account.login ? `id ${account.id}` : void 0, account.type].filter(Boolean).join(", ");
	return known ? `${account.login} (${known})` : account.login;
}
function sentence(parts) {
	const known = parts.filter((part) => part !== void 0 && part !== false && part !== "");
	return known.length > 0 ? known.join(", ") : void 0;
}

// src/cli/record-changes.ts
function changeRows({ drift, resources }) {
	const { deployments = [], releases = [], draftReleases = [], artifacts = [] } = resources ?? {};
	return [
		...drift.map((change) => [change.pointer, valuesOf(change)]),
		...deployments.map(({ id, environment, creator, state }) => ["deployment", sentence([
			`${id} to ${environment ?? "no environment"}`,
			creator && `by ${creator.login}`,
			state
		])]),
		...[...releases, ...draftReleases].map(({ tag, name, author, publishedAt }) => [publishedAt === void 0 ? "draft release" : "release", sentence([
			tag,
			name,
			author && `by ${author.login}`
		])]),
		...artifacts.map(({ name, sha256 }) => ["artifact", `${name}, sha256:${sha256}`])
	];
}
function valuesOf({ before, after }) {
	if (before === void 0 && after === void 0) return "changed";
	return `${short(before)} → ${short(after)}`;
}
function short(value) {
	const text = typeof value === "string" ? value : value === void 0 ? "nothing" : canonicalize(value);
	return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

// src/cli/record-rights.ts
function rightRows({ access, approvals, protections, pipeline }) {
	const { token, oidc, secrets, cloud } = access;
	const { environment, ref, rulesets } = protections;
	return [
		[
			"token",
			...scopesText(token?.permissions),
			token?.shorthand
		],
		["declared in", sentence([token?.declaredIn && `${token.declaredIn.file}, line ${token.declaredIn.line}`])],
		["identity token", oidc && (oidc.available ? sentence(["available", oidc.claims?.sub && `for ${oidc.claims.sub}`]) : "not available")],
		["secrets by name", secrets && (secrets.length > 0 ? secrets.join(", ") : "none")],
		["cloud", ...(cloud ?? []).map(cloudText)],
		["approved", ...(approvals ?? []).map(approvalText)],
		[`environment${pipeline.environment === void 0 ? "" : ` ${pipeline.environment}`}`, environment && sentence([
			environment.reviewersRequired !== void 0 && (environment.reviewersRequired ? "has to be approved" : "nobody has to approve"),
			environment.reviewers && `by ${environment.reviewers.map(({ login }) => login).join(", ")}`,
			environment.reviewerTeams && `by teams ${environment.reviewerTeams.map(({ slug }) => slug).join(", ")}`,
			environment.waitMinutes !== void 0 && `waits ${environment.waitMinutes} minutes`,
			environment.adminsCanBypass && "administrators may pass it by"
		])],
		["rules of the ref", ref?.rules?.map(({ type }) => type).join(", ")],
		["rulesets", ...(rulesets ?? []).map(rulesetText)]
	];
}
function scopesText(permissions) {
	const scopes = Object.entries(permissions ?? {}).map(([scope, { observed, declared, source }]) => ({
		scope,
		level: observed ?? declared ?? "none",
		source
	})).filter(({ level }) => level !== "none");
	if (permissions && scopes.length === 0) return ["no scope at all"];
	return scopes.map(({ scope, level, source }) => `${scope}: ${level} (${source})`);
}
function cloudText(identity) {
	const { provider, kind, shortLived, principal, roleArn, account, accessKeyId, expiresAt } = identity;
	return sentence([
		`${provider} ${kind}`,
		shortLived !== void 0 && (shortLived ? "short-lived" : "long-lived"),
		principal ?? roleArn,
		account && `in ${account}`,
		accessKeyId && `key ${accessKeyId}`,
		expiresAt && `until ${expiresAt}`
	]);
}
function approvalText({ environment, state, user, selfApproval, comment }) {
	return sentence([
		`${state} for ${environment} by ${accountText(user)}`,
		selfApproval && "who let themselves in",
		comment && `saying “${comment}”`
	]);
}
function rulesetText({ name, enforcement, bypassActors }) {
	const passers = bypassActors?.map(({ kind, name: who }) => who ?? kind).join(", ");
	return sentence([`${name} (${enforcement})`, passers && `may be passed by ${passers}`]);
}

// src/cli/record-text.ts
const LONGEST_ITEM = 300;
function recordText(record, { view, isTerminal }) {
	const parts = [
		["Who", whoRows(record)],
		["What", whatRows(record)],
		["When", whenRows(record)],
		["Where", whereRows(record)],
		["By which right", rightRows(record)],
		["What changed", changeRows(record)],
		["Verdict", verdictRows(record)],
		["Not seen", gapRows(record.gaps)]
	];
	const simulated = record.simulation === true ? ", a simulation: nothing of this happened" : "";
	const title = `Record ${record.recordId}, ${record.phase}, ${view} view${simulated}`;
	return [printable(title), ...parts.flatMap(([name, rows]) => partLines(name, rows, isTerminal))].map((line) => `${line}\n`).join("");
}
function partLines(name, rows, isTerminal) {
	const filled = rows.map(([label, ...items]) => [label, items.filter((item) => item !== void 0 && item !== "")]).filter(([, items]) => items.length > 0);
	const width = Math.max(0, ...filled.map(([label]) => label.length));
	const heading = isTerminal ? `\u001b[1m${name}\u001b[0m` : name;
	const lines = filled.flatMap(([label, items]) => items.map((item, index) => {
		return `  ${(index === 0 ? printable(label) : "").padEnd(width)}  ${printable(item ?? "", LONGEST_ITEM)}`;
	}));
	return [
		"",
		heading,
		...lines.length > 0 ? lines : ["  nothing recorded"]
	];
}
function personText(person) {
	if (!person) return void 0;
	const grants = person.grants?.map(({ by, permission, role, team }) => `${role ?? permission} by ${team ?? by}`);
	return sentence([
		accountText(person),
		person.role && `role ${person.role}`,
		grants && grants.length > 0 ? `held: ${grants.join("; ")}` : void 0,
		person.sharedAccount ? "a shared account" : void 0,
		person.ssoIdentity && `signed in as ${person.ssoIdentity}`,
		person.ipAddress && `from ${person.ipAddress}`,
		person.userAgent && `by ${person.userAgent}`
	]);
}
function commitIdentityText(identity) {
	if (!identity) return void 0;
	const claimed = [identity.name, identity.email && `<${identity.email}>`].filter(Boolean).join(" ");
	return sentence([accountText(identity.account), claimed && `as ${claimed}`]);
}
function whoRows({ people, runner }) {
	return [
		["started by", personText(people.initiator)],
		["re-run by", personText(people.rerunner)],
		["event by", accountText(people.sender)],
		["pushed by", accountText(people.pusher)],
		["merged by", accountText(people.merger)],
		["commit author", commitIdentityText(people.author)],
		["committer", commitIdentityText(people.committer)],
		["machine user", sentence([
			runner.user,
			runner.userId && `id ${runner.userId}`,
			runner.sudoUser && `by sudo from ${runner.sudoUser}`
		])]
	];
}
function whatRows({ pipeline, source, outcome }) {
	const { verification } = source;
	const signature = verification && (verification.verified ? "signature verified" : `not verified: ${verification.reason}`);
	return [
		["job", sentence([
			pipeline.job,
			pipeline.workflow && `of ${pipeline.workflow}`,
			outcome && `ended in ${outcome.status}`
		])],
		["command", pipeline.command?.join(" ")],
		["workflow", pipeline.workflowRef],
		["called workflow", pipeline.jobWorkflowRef === pipeline.workflowRef ? void 0 : pipeline.jobWorkflowRef],
		["event", sentence([pipeline.event, pipeline.eventAction])],
		["ref", sentence([pipeline.ref, pipeline.refProtected && "protected"])],
		["commit", sentence([source.commit ?? pipeline.sha, signature])],
		["headline", source.headline],
		...(source.pullRequests ?? []).map(({ number, state, author, reviews }) => [
			`pull request ${number}`,
			sentence([state, author && `by ${author.login}`]),
			...reviews.map(({ reviewer, state: said }) => `${said} by ${reviewer.login}`)
		])
	];
}
function whenRows({ observedAt, source }) {
	return [
		["start", observedAt.start],
		["checkpoint", ...observedAt.checkpoints ?? []],
		["end", observedAt.end],
		["collector", observedAt.collector],
		["committed", source.committedAt]
	];
}
function whereRows({ pipeline, runner }) {
	const machine = sentence([
		runner.environment,
		sentence([runner.os, runner.arch]),
		runner.name,
		runner.hostName && runner.hostName !== runner.name && `host ${runner.hostName}`
	]);
	const variables = Object.entries(runner.environmentVariables ?? {}).map(([name, value]) => `${name}=${value}`);
	return [
		["repository", sentence([
			pipeline.repository,
			pipeline.repositoryId && `id ${pipeline.repositoryId}`,
			pipeline.visibility
		])],
		["run", pipeline.runUrl ?? pipeline.runId],
		["environment", pipeline.environment],
		["runner", machine],
		["folder", pipeline.directory],
		["variables", ...variables]
	];
}
function verdictRows({ policy }) {
	if (!policy) return [];
	const { origin, repository, path, commit } = policy.policy;
	const found = policy.results.filter(({ result }) => result !== "pass");
	return [
		["says", `${policy.verdict} (${policy.results.length} rules, mode ${policy.mode})`],
		["policy", sentence([
			origin,
			repository,
			path,
			commit && `at ${commit}`
		])],
		...found.map(({ result, rule, message, mend }) => [
			`${result} ${rule}`,
			message,
			mend
		])
	];
}
function gapRows(gaps) {
	return [...new Set(gaps.map(({ reason }) => reason))].sort().map((reason) => {
		return [reason, ...gaps.filter((gap) => gap.reason === reason).map(({ pointer, needed, detail }) => `${pointer}: needs ${needed}${detail ? ` (${detail})` : ""}`)];
	});
}

export { recordText };