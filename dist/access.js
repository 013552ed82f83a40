import { A as _minLength, M as registry, _ as optional, a as boolean, b as strictObject, g as object, h as number, i as array, j as _regex, k as _maxLength, l as extend, r as _enum, v as record, x as string } from "./zod.js";
import { t as datetime } from "./zod2.js";

// src/model/field.ts
/** The class and description of every field of the record; a field without an entry has that of the nearest one above. */
const fields = registry();
/** A field that may stand in a public attestation. */
function shown(schema, description) {
	fields.add(schema, {
		view: "public",
		description
	});
	return schema;
}
/** A field for those who may read the repository. */
function forMembers(schema, description) {
	fields.add(schema, {
		view: "members",
		description
	});
	return schema;
}
/** A field that never leaves the organisation's log. */
function logOnly(schema, description) {
	fields.add(schema, {
		view: "log",
		description
	});
	return schema;
}

// src/model/primitives.ts
/** An identifier: always text, because numbers turn into doubles in other tools. */
function id() {
	return string().check(_minLength(1), _maxLength(200));
}
/** Text that somebody else wrote, bounded. */
function text(maxLength = 1e3) {
	return string().check(_maxLength(maxLength));
}
/** A moment in RFC 3339, UTC, as `Date.prototype.toISOString` prints it. */
function time() {
	return datetime();
}
/** SHA-256 in lower-case hex. */
function sha256() {
	return string().check(_regex(/^[0-9a-f]{64}$/));
}
/** A git object id, SHA-1 or SHA-256. */
function gitObjectId() {
	return string().check(_regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
}
/** A JSON Pointer (RFC 6901) into the record. */
function pointer() {
	return string().check(_regex(/^(\/[^/]*)+$/), _maxLength(300));
}

// src/model/person.ts
/** What kind of account acts. */
const ActorType = _enum([
	"user",
	"bot",
	"organization",
	"mannequin",
	"unknown"
]);
/** An account, by its login and its immutable id. */
const Account = strictObject({
	login: shown(text(100), "Name of the account at that time"),
	id: optional(shown(id(), "Immutable id of the account")),
	type: optional(shown(ActorType, "Kind of account"))
});
/** An account with the role that it held in the repository when it was observed. */
const Person = extend(Account, {
	role: optional(forMembers(text(100), "Role in the repository at that time, a custom role by its own name")),
	permission: optional(forMembers(_enum([
		"admin",
		"write",
		"read",
		"none"
	]), "Base permission that the role gives"))
});
/** Author or committer as the commit names them; name and address are claims, the account is GitHub's match. */
const CommitIdentity = strictObject({
	name: optional(logOnly(text(300), "Name as the commit claims it")),
	email: optional(logOnly(text(320), "E-mail address as the commit claims it")),
	date: optional(shown(time(), "Time as the commit claims it")),
	account: optional(Account)
});
/** The people behind one job. */
const People = strictObject({
	initiator: optional(Person),
	rerunner: optional(Person),
	sender: optional(Account),
	author: optional(CommitIdentity),
	committer: optional(CommitIdentity)
});

// src/model/access.ts
/** What a scope of the token allows. */
const AccessLevel = _enum([
	"none",
	"read",
	"write"
]);
/** One scope of the job's token, as the workflow file declares it and as the runner was told. */
const ScopePermission = strictObject({
	declared: optional(shown(AccessLevel, "Level that the workflow file gives")),
	observed: optional(shown(AccessLevel, "Level that the token was seen to have")),
	source: shown(_enum([
		"workflow-file",
		"worker-log",
		"env",
		"job-log"
	]), "Where the strongest statement came from")
});
/** What the job's own token may do. */
const TokenAccess = strictObject({
	permissions: optional(record(string(), ScopePermission)),
	declaredIn: optional(strictObject({
		file: shown(text(), "Workflow file with the permissions"),
		line: shown(number(), "Line of the block that grants them"),
		level: shown(_enum(["job", "workflow"]), "Whether the job or the workflow declares them")
	})),
	shorthand: optional(shown(_enum(["read-all", "write-all"]), "Where the file grants all at once"))
});
const claim = () => shown(text(), "Claim of the identity token");
const memberClaim = () => forMembers(text(), "Claim of the identity token");
/** Claims of GitHub's identity token that are kept; the rest is dropped. */
const OidcClaims = object({
	iss: optional(claim()),
	sub: optional(claim()),
	aud: optional(claim()),
	actor: optional(claim()),
	actor_id: optional(claim()),
	repository: optional(claim()),
	repository_id: optional(claim()),
	repository_owner: optional(claim()),
	repository_owner_id: optional(claim()),
	repository_visibility: optional(claim()),
	ref: optional(claim()),
	ref_type: optional(claim()),
	ref_protected: optional(claim()),
	sha: optional(claim()),
	base_ref: optional(claim()),
	head_ref: optional(claim()),
	event_name: optional(claim()),
	workflow_ref: optional(claim()),
	workflow_sha: optional(claim()),
	job_workflow_ref: optional(claim()),
	job_workflow_sha: optional(claim()),
	run_id: optional(claim()),
	run_number: optional(claim()),
	run_attempt: optional(claim()),
	check_run_id: optional(claim()),
	runner_environment: optional(claim()),
	environment: optional(claim()),
	enterprise: optional(memberClaim()),
	enterprise_id: optional(memberClaim())
});
/** Whether the job could prove its identity, and as whom. */
const Oidc = strictObject({
	available: shown(boolean(), "Whether the job could ask for an identity token"),
	claims: optional(OidcClaims)
});
/** The rights of the job. */
const Access = strictObject({
	token: optional(TokenAccess),
	oidc: optional(Oidc)
});
/** One answer to a request for deployment. */
const Approval = strictObject({
	environment: shown(text(300), "Environment that was asked for"),
	state: shown(text(100), "Answer: approved, rejected, pending"),
	user: Account,
	comment: optional(logOnly(text(4e3), "Comment of the reviewer"))
});
/** What guards the environment. */
const EnvironmentProtection = strictObject({
	name: shown(text(300), "Name of the environment"),
	id: optional(shown(id(), "Immutable id of the environment")),
	reviewersRequired: optional(forMembers(boolean(), "Whether somebody has to approve")),
	reviewers: optional(forMembers(array(Account), "People who may approve")),
	reviewerTeams: optional(logOnly(array(strictObject({
		slug: text(300),
		id: optional(id())
	})), "Teams whose members may approve")),
	preventSelfReview: optional(forMembers(boolean(), "Whether the initiator is kept from approving")),
	waitMinutes: optional(forMembers(number(), "Wait timer in minutes")),
	branchPolicy: optional(forMembers(_enum([
		"protected-branches",
		"custom",
		"none"
	]), "Which branches may deploy")),
	adminsCanBypass: optional(logOnly(boolean(), "Whether administrators may pass without an approval"))
});
/** The guards in force. */
const Protections = strictObject({ environment: optional(EnvironmentProtection) });

export { shown as _, Protections as a, People as c, pointer as d, sha256 as f, logOnly as g, fields as h, OidcClaims as i, gitObjectId as l, time as m, AccessLevel as n, Account as o, text as p, Approval as r, CommitIdentity as s, Access as t, id as u };