import { Ct as optional, D as Severity, Et as string, Ot as unknown, Tt as strictObject, _t as boolean, at as shown, ct as id, dt as text, ft as time, gt as array, ht as _enum, it as logOnly, lt as pointer, ot as words, pt as Visibility, rt as forMembers, st as gitObjectId, tt as OidcClaims, ut as sha256, vt as extend, w as AccessLevel, wt as record, xt as number, yt as literal } from "./hook.js";

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
	name: optional(words(text(300), "Name as the commit claims it")),
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
	comment: optional(words(text(4e3), "Comment of the reviewer"))
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

// src/model/enforcement.ts
/** A step that a refused start does not hold back, or that runs before it. */
const UnguardedStep = strictObject({
	line: shown(number(), "Line of the step in the workflow file"),
	reason: shown(_enum(["condition", "pre-runs-first"]), "Its condition holds after a failure, or its pre runs before ours")
});
/** How the audit step itself is built into the job. */
const Enforcement = strictObject({
	file: shown(text(), "Workflow file that holds the job"),
	line: shown(number(), "Line of the audit step"),
	position: shown(number(), "Place of the audit step among the steps of the job, from 0"),
	continueOnError: shown(_enum([
		"no",
		"yes",
		"expression"
	]), "Whether a failing audit step is passed over"),
	unguardedSteps: array(UnguardedStep)
});

// src/model/pipeline.ts
/** The pull request that triggered a run. */
const TriggeringPullRequest = strictObject({
	number: shown(id(), "Number of the pull request"),
	headSha: shown(gitObjectId(), "Commit at the head of the pull request"),
	headRepository: optional(shown(text(300), "Repository that the pull request comes from")),
	headRepositoryId: optional(shown(id(), "Immutable id of that repository")),
	fromFork: optional(shown(boolean(), "Whether it comes from another repository")),
	baseRef: optional(shown(text(), "Branch that it wants to change"))
});
/** Which job of which run of which workflow. */
const Pipeline = strictObject({
	provider: shown(_enum(["github-actions", "local"]), "System that runs the job"),
	server: optional(shown(text(300), "Address of the server, without a slash at the end")),
	repository: optional(shown(text(300), "Owner and name of the repository")),
	repositoryId: optional(shown(id(), "Immutable id of the repository")),
	repositoryOwner: optional(shown(text(100), "Owner of the repository")),
	repositoryOwnerId: optional(shown(id(), "Immutable id of the owner")),
	visibility: optional(shown(Visibility, "Who can see the repository")),
	workflow: optional(words(text(), "Name of the workflow")),
	workflowRef: optional(shown(text(), "Workflow file that was started, with its ref")),
	workflowSha: optional(shown(gitObjectId(), "Commit of that workflow file")),
	jobWorkflowRef: optional(shown(text(), "Workflow file that holds the job, a called workflow’s own")),
	jobWorkflowSha: optional(shown(gitObjectId(), "Commit of the workflow file that holds the job")),
	calledWorkflows: optional(array(strictObject({
		path: shown(text(), "Called workflow with its ref"),
		sha: optional(shown(gitObjectId(), "Commit that it resolved to"))
	}))),
	runId: optional(shown(id(), "Id of the run")),
	runNumber: optional(shown(id(), "Number of the run within its workflow")),
	runAttempt: optional(shown(id(), "Attempt of the run, from 1")),
	runUrl: optional(shown(text(500), "Page of the run")),
	job: optional(shown(text(), "Key of the job in the workflow file")),
	checkRunId: optional(shown(id(), "Check run of the job")),
	matrix: optional(words(record(string(), unknown()), "Place of the job in its matrix")),
	event: optional(shown(text(100), "Event that started the run")),
	eventAction: optional(shown(text(100), "Activity type of the event")),
	before: optional(shown(gitObjectId(), "Commit of the ref before a push")),
	ref: optional(shown(text(), "Full ref that the run is for")),
	refProtected: optional(shown(boolean(), "Whether rules protect the ref")),
	sha: optional(shown(gitObjectId(), "Commit that the run is for")),
	pullRequest: optional(TriggeringPullRequest),
	environment: optional(shown(text(300), "Deployment environment of the job")),
	command: optional(words(array(text(4e3)), "Command that was run, for a local record")),
	ci: optional(strictObject({
		name: optional(logOnly(text(100), "CI system that the environment claims, for a local record")),
		run: optional(logOnly(text(200), "That system’s own id of the build or job"))
	})),
	directory: optional(words(text(4e3), "Folder that it was run in, for a local record"))
});
/** The machine. */
const Runner = strictObject({
	environment: optional(shown(_enum(["github-hosted", "self-hosted"]), "Whose machine it is")),
	os: optional(shown(text(100), "Operating system")),
	arch: optional(shown(text(100), "Processor architecture")),
	name: optional(logOnly(text(300), "Name of the runner")),
	hostName: optional(logOnly(text(300), "Host name, for a local record")),
	user: optional(logOnly(text(300), "User that the job runs as, for a local record")),
	userId: optional(logOnly(id(), "Id of that user on the machine, for a local record")),
	sudoUser: optional(logOnly(text(300), "User who became that user by sudo, for a local record")),
	sharedAccount: optional(logOnly(text(300), "Why several people may stand behind that user, for a local record")),
	image: optional(shown(text(300), "Image of a hosted runner with its version")),
	proxy: optional(logOnly(text(2e3), "Proxies in use, without credentials, or `none`")),
	certificateAuthorities: optional(logOnly(text(100), "SHA-256 over the private certificate authorities, or `none`")),
	trackingId: optional(logOnly(id(), "Mark by which the runner finds processes left behind"))
});

// src/model/source.ts
/** What the forge or git says of a commit's signature. */
const Verification = strictObject({
	verified: shown(boolean(), "Whether the signature was found good"),
	reason: shown(text(100), "Why, or why not, in lower case: valid, unsigned, unknown_key …"),
	verifiedAt: optional(shown(time(), "When it was first found good")),
	signedByForge: optional(shown(boolean(), "Whether the forge itself signed, as for a merge on its page")),
	signer: optional(Account),
	key: optional(logOnly(text(200), "Fingerprint of the key that signed, for a local record")),
	payload: optional(words(text(1e5), "What was signed")),
	signature: optional(logOnly(text(1e5), "The signature itself"))
});
/** The source that the job runs on. */
const Source = strictObject({
	commit: optional(shown(gitObjectId(), "Commit that the job runs on")),
	tree: optional(shown(gitObjectId(), "Tree of that commit")),
	parents: optional(array(shown(gitObjectId(), "Parent of the commit"))),
	headline: optional(words(text(500), "First line of the commit message")),
	committedAt: optional(shown(time(), "Time of the commit as it claims")),
	verification: optional(Verification),
	remote: optional(words(text(2e3), "Address of the origin without credentials, for a local record")),
	modified: optional(shown(boolean(), "Whether files differed from the commit, for a local record")),
	modifications: optional(logOnly(sha256(), "Digest over what differed"))
});

// src/model/verdict.ts
/** Where a finding can be mended. */
const Location = strictObject({
	file: shown(text(), "File in the repository"),
	line: optional(shown(number(), "Line, from 1"))
});
/** What one rule says of one record. */
const RuleResult = strictObject({
	rule: shown(text(100), "Id of the rule"),
	result: shown(_enum([
		"pass",
		"fail",
		"unknown"
	]), "What it says; unknown is neither pass nor fail"),
	severity: shown(Severity, "How bad a failure is"),
	message: shown(text(2e3), "What was found, in one sentence"),
	mend: optional(shown(text(2e3), "How to mend it")),
	evidence: array(shown(pointer(), "Fact that led to it")),
	locations: optional(array(Location))
});
/** The policy that judged, and what it said. */
const Verdict = strictObject({
	policy: strictObject({
		origin: shown(_enum([
			"repository",
			"file",
			"built-in",
			"none"
		]), "Where the policy came from"),
		repository: optional(shown(text(300), "Repository that holds it")),
		path: optional(shown(text(), "File that holds it")),
		ref: optional(shown(text(), "Branch that it was read from")),
		commit: optional(shown(gitObjectId(), "Commit that it was read from")),
		digest: optional(shown(sha256(), "SHA-256 of the file"))
	}),
	mode: shown(_enum(["enforce", "audit"]), "Whether the job can be failed"),
	onViolation: shown(_enum(["fail", "warn"]), "What a failed rule does"),
	onUnknown: shown(_enum([
		"fail",
		"warn",
		"ignore"
	]), "What missing evidence does"),
	onError: shown(_enum(["fail", "warn"]), "What a failed service does"),
	verdict: shown(_enum([
		"pass",
		"fail",
		"unknown"
	]), "All results together"),
	results: array(RuleResult)
});

// src/model/access-record.ts
/** Why a fact is missing. */
const GapReason = _enum([
	"not-permitted",
	"not-available",
	"not-found",
	"not-asked",
	"not-yet",
	"rate-limited",
	"service-failed",
	"input-invalid",
	"state-invalid",
	"not-applicable"
]);
/** A fact that could not be observed. */
const Gap = strictObject({
	pointer: shown(pointer(), "Where the fact would stand"),
	reason: shown(GapReason, "Why it is missing"),
	needed: shown(text(500), "What it would take to see it"),
	detail: optional(words(text(2e3), "What the service said"))
});
/** Where a fact comes from. */
const ObservationSource = _enum([
	"oidc",
	"api",
	"event",
	"env",
	"workflow-file",
	"worker-log",
	"job-log",
	"input",
	"cloud",
	"git",
	"system"
]);
/** A difference between two snapshots of one job. */
const Drift = strictObject({
	pointer: shown(pointer(), "Fact that changed"),
	from: shown(_enum(["start", "checkpoint"]), "Earlier snapshot"),
	to: shown(_enum(["checkpoint", "end"]), "Later snapshot"),
	before: optional(logOnly(unknown(), "Value before; shown where the fact itself is")),
	after: optional(logOnly(unknown(), "Value after; shown where the fact itself is"))
});
/** Who made the record: what the certificate is compared with. */
const Recorder = strictObject({
	kind: shown(_enum([
		"job",
		"gate",
		"collector",
		"local"
	]), "Who made the record"),
	version: shown(text(100), "Version of Doorlog"),
	action: optional(shown(text(300), "Repository of the action that ran")),
	actionRef: optional(shown(text(300), "Ref by which the action was asked for")),
	server: optional(shown(text(300), "Server of the recording job")),
	repository: optional(shown(text(300), "Repository of the recording job")),
	repositoryId: optional(shown(id(), "Immutable id of that repository")),
	workflowRef: optional(shown(text(), "Workflow file that holds the recording job")),
	runId: optional(shown(id(), "Run of the recording job")),
	runAttempt: optional(shown(id(), "Attempt of that run"))
});
/** The moment that a record speaks of. */
const Phase = _enum([
	"start",
	"checkpoint",
	"end",
	"collector"
]);
/** How the job ended. */
const Outcome = strictObject({
	status: shown(_enum([
		"success",
		"failure",
		"cancelled"
	]), "How the job stands before its end record"),
	exitCode: optional(shown(number(), "Exit code, for a local record"))
});
/** The start event and how it fared. */
const StartLink = strictObject({
	digest: shown(sha256(), "SHA-256 of the start event’s canonical log view"),
	announced: shown(_enum([
		"announced",
		"late",
		"nowhere"
	]), "Whether all log stores had it in time, some get it from the end, or there are none")
});
/** How the record is meant to be signed; the signature itself stands beside the record. */
const Signing = strictObject({ instance: optional(shown(text(300), "Sigstore instance that signs, or `local-key`")) });
/** The observations at one moment: everything of a record that is seen rather than concluded. */
const Snapshot = strictObject({
	observedAt: time(),
	pipeline: Pipeline,
	runner: Runner,
	people: People,
	source: Source,
	access: Access,
	approvals: optional(array(Approval)),
	protections: Protections,
	enforcement: optional(Enforcement),
	gaps: array(Gap),
	sources: record(string(), ObservationSource)
});
/** The JSON document about one job: the predicate of an in-toto Statement. */
const AccessRecord = strictObject({
	schemaVersion: shown(literal("1"), "Version of this schema"),
	recordId: shown(sha256(), "Id of the job’s record, the same in every phase"),
	phase: shown(Phase, "Moment that the record speaks of"),
	recorder: Recorder,
	observedAt: strictObject({
		start: optional(shown(time(), "When the start snapshot was taken")),
		checkpoints: optional(array(shown(time(), "When a checkpoint was taken"))),
		end: optional(shown(time(), "When the end snapshot was taken"))
	}),
	pipeline: Pipeline,
	runner: Runner,
	people: People,
	source: Source,
	access: Access,
	approvals: optional(array(Approval)),
	protections: Protections,
	enforcement: optional(Enforcement),
	outcome: optional(Outcome),
	signing: optional(Signing),
	drift: array(Drift),
	policy: optional(Verdict),
	gaps: array(Gap),
	links: strictObject({ startEvent: optional(StartLink) }),
	sources: shown(record(string(), ObservationSource), "Where each part comes from, by JSON Pointer"),
	commitment: optional(strictObject({
		algorithm: shown(literal("sha256"), "Digest algorithm"),
		digest: shown(sha256(), "SHA-256 over the salt and the canonical form of what only the log holds"),
		salt: optional(logOnly(sha256(), "Salt, kept in the log only"))
	}))
});

export { Pipeline as a, People as c, Verification as i, Recorder as n, Runner as o, Source as r, CommitIdentity as s, AccessRecord as t };