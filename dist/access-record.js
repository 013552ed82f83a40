import { Ar as enumeration, Cn as sha256, Cr as Severity, Er as boolean, Gr as record, Hr as number, L as AccessLevel, Pr as literal, Qr as unknown, Sn as pointer, Sr as SEVERITIES, Tn as time, Tr as array, Wr as optional, Xr as string, Yr as strictObject, an as OidcClaims, bn as gitObjectId, cn as from, dn as words, jr as extend, ln as logOnly, sn as forMembers, un as shown, wn as text, xn as id, yn as Visibility } from "./hook.js";

// src/model/cloud-identity.ts
const CloudProvider = enumeration([
	"aws",
	"gcp",
	"azure",
	"vault"
]);
const CloudIdentityKind = enumeration([
	"assumed-role",
	"federated-user",
	"iam-user",
	"root",
	"temporary-credentials",
	"access-key",
	"web-identity",
	"external_account",
	"external_account_authorized_user",
	"service_account",
	"impersonated_service_account",
	"authorized_user",
	"access-token",
	"federated-token",
	"client-secret",
	"client-certificate",
	"service-principal",
	"managed-identity",
	"user",
	"service-token",
	"batch-token",
	"token"
]);
const AuditLogKey = from({
	from: ["cloud", "env"],
	needs: "a principal that the cloud logs",
	applies: { when: "a principal that the cloud logs" }
}, logOnly(strictObject({
	log: logOnly(enumeration([
		"cloudtrail",
		"cloud-audit-logs",
		"entra-sign-in-logs",
		"vault-audit-log"
	]), "Audit log"),
	field: logOnly(text(200), "Name of the field there"),
	value: logOnly(text(2500), "What the field holds; where it ends in a slash, what it begins with")
}), "Where the identity’s doings are found"));
const asked = (schema, description) => from({
	from: ["cloud", "env"],
	needs: "a checkpoint step after the login step",
	applies: { when: "a cloud that has it" }
}, logOnly(schema, description));
const CloudIdentity = strictObject({
	provider: shown(CloudProvider, "Where the identity holds"),
	kind: shown(CloudIdentityKind, "Kind of identity in the cloud’s own words"),
	shortLived: from({
		from: ["cloud", "env"],
		needs: "an answer from the cloud",
		applies: { when: "a kind of credential that does not tell" }
	}, optional(shown(boolean(), "Whether it ends by itself, within hours; false for a key that holds until somebody removes it"))),
	source: shown(enumeration(["cloud", "env"]), "Whether the cloud said so, or only the job’s variables and files"),
	observedAt: shown(time(), "When it was seen"),
	principal: optional(asked(text(2100), "Whom the cloud takes it for: an ARN, a service account, an application")),
	roleArn: optional(asked(text(2100), "AWS role that is assumed; its path is not known")),
	account: optional(asked(id(), "AWS account, Google project, Azure tenant or Vault namespace")),
	userId: optional(asked(text(300), "Immutable id of the principal")),
	accessKeyId: optional(asked(id(), "Public id of the key in use")),
	audience: optional(asked(text(1e3), "Workload identity provider that takes the job’s token")),
	expiresAt: optional(asked(time(), "When it ends")),
	auditLogKey: optional(AuditLogKey),
	endpoint: optional(asked(text(300), "Address that was asked, where it is not the cloud’s own"))
});

// src/model/person.ts
const ActorType = enumeration([
	"user",
	"bot",
	"organization",
	"mannequin",
	"unknown"
]);
const Account = strictObject({
	login: shown(text(100), "Name of the account at that time"),
	id: optional(shown(id(), "Immutable id of the account")),
	type: optional(shown(ActorType, "Kind of account"))
});
const COLLECTOR = "the collector, with a token for the organisation’s audit log";
const RoleGrant = strictObject({
	by: logOnly(enumeration([
		"repository",
		"organization",
		"team"
	]), "Who grants: the repository, the organisation or a team"),
	permission: logOnly(text(100), "What is granted"),
	role: optional(logOnly(text(100), "Name of a custom role")),
	team: optional(logOnly(text(300), "Team that grants it"))
});
const Person = extend(Account, {
	role: from({
		from: ["api"],
		needs: "an account of a person"
	}, optional(forMembers(text(100), "Role in the repository at that time, a custom role by its own name"))),
	permission: from({
		from: ["api"],
		needs: "an account of a person"
	}, optional(forMembers(enumeration([
		"admin",
		"write",
		"read",
		"none"
	]), "Base permission that the role gives"))),
	grants: from({
		from: ["api"],
		needs: "a token that may administer the repository, or the collector"
	}, optional(logOnly(array(RoleGrant), "How the role is held"))),
	association: from({
		from: ["event"],
		needs: "an event that names it"
	}, optional(shown(text(100), "How the author of a pull request or comment belongs to the repository, in GitHub’s words"))),
	sharedAccount: from({
		from: ["input"],
		needs: "the input `shared-accounts`"
	}, optional(logOnly(boolean(), "Whether several people use the account, by the organisation’s own list"))),
	ssoIdentity: from({
		from: ["api"],
		needs: COLLECTOR
	}, optional(logOnly(text(320), "Name under which the organisation signed the person in"))),
	ipAddress: from({
		from: ["api"],
		needs: COLLECTOR
	}, optional(logOnly(text(100), "IP address that the person last came from before the run, by the organisation’s audit log"))),
	userAgent: from({
		from: ["api"],
		needs: COLLECTOR
	}, optional(logOnly(text(500), "Program that the person used there, as it names itself")))
});
const CommitIdentity = strictObject({
	name: optional(words(text(300), "Name as the commit claims it")),
	email: optional(logOnly(text(320), "E-mail address as the commit claims it")),
	date: optional(shown(time(), "Time as the commit claims it")),
	account: from({ needs: "an e-mail address in the commit that belongs to an account" }, optional(Account))
});
const ofCommit = {
	from: ["api"],
	needs: "permissions: contents: read"
};
const PULL_REQUESTS = "permissions: pull-requests: read";
const People = from({ controls: [
	"OWASP CICD-SEC-2",
	"OWASP CICD-SEC-5",
	"CIS 2.1.5",
	"CIS 2.3.5",
	"SOC 2 CC6.1",
	"SOC 2 CC6.3",
	"ISO 27001 A.5.15",
	"ISO 27001 A.5.16",
	"ISO 27001 A.8.2",
	"NIST AC-2",
	"NIST AC-6(9)",
	"NIST AU-3"
] }, strictObject({
	initiator: from({
		from: ["env", "api"],
		needs: "a runner that sets GITHUB_ACTOR"
	}, optional(Person)),
	rerunner: from({
		from: ["env", "api"],
		applies: { when: "a re-run" },
		needs: "a re-run"
	}, optional(Person)),
	sender: from({
		from: ["event"],
		needs: "a readable event file"
	}, optional(Account)),
	author: from(ofCommit, optional(CommitIdentity)),
	committer: from(ofCommit, optional(CommitIdentity)),
	pusher: from({
		from: ["event"],
		applies: { events: ["push"] },
		needs: "a readable event file"
	}, optional(Account)),
	merger: from({
		from: ["api", "event"],
		applies: { when: "a commit that a pull request merged" },
		needs: PULL_REQUESTS
	}, optional(Account))
}));
const Pseudonyms = from({
	from: ["input"],
	applies: { when: "the input `pseudonym-key`" },
	needs: "the input `pseudonym-key`"
}, logOnly(record(string(), record(string(), text(320))), "Who stands behind each pseudonym: `login`, `id` and `type` of an account, or a `name`, `email`, `ssoIdentity`, `ipAddress` or `userAgent`"));

// src/model/access.ts
const ScopePermission = strictObject({
	declared: from({
		from: ["workflow-file"],
		needs: "a permissions block in the workflow file"
	}, shown(optional(AccessLevel), "Level that the workflow file gives")),
	observed: from({
		from: [
			"worker-log",
			"env",
			"job-log"
		],
		needs: "a runner whose own log can be read, or the collector"
	}, shown(optional(AccessLevel), "Level that the token was seen to have")),
	source: shown(enumeration([
		"workflow-file",
		"worker-log",
		"env",
		"job-log"
	]), "Where the strongest statement came from")
});
const TokenAccess = strictObject({
	permissions: from({ needs: "a permissions block in the workflow file, or a runner whose own log can be read" }, optional(record(string(), ScopePermission))),
	declaredIn: from({
		from: ["workflow-file"],
		needs: "a permissions block in the workflow file"
	}, optional(strictObject({
		file: shown(text(), "Workflow file with the permissions"),
		line: shown(number(), "Line of the block that grants them"),
		level: shown(enumeration([
			"job",
			"workflow",
			"caller"
		]), "Whether the job, the workflow or its caller declares them")
	}))),
	shorthand: from({
		applies: { when: "a file that grants all at once" },
		needs: "a file that grants all at once"
	}, optional(shown(enumeration(["read-all", "write-all"]), "Where the file grants all at once")))
});
const Oidc = strictObject({
	available: shown(boolean(), "Whether the job could ask for an identity token"),
	claims: from({
		from: ["oidc"],
		needs: "permissions: id-token: write"
	}, optional(OidcClaims))
});
const Access = from({ controls: [
	"OWASP CICD-SEC-5",
	"OWASP CICD-SEC-6",
	"CIS 2.1.7",
	"SOC 2 CC6.1",
	"ISO 27001 A.8.2",
	"NIST AC-6"
] }, strictObject({
	secrets: from({
		from: ["workflow-file"],
		needs: "permissions: contents: read"
	}, optional(array(shown(text(300), "Name of a secret that the job’s part of the workflow file refers to, `*` for all")))),
	token: from({
		from: ["workflow-file", "worker-log"],
		needs: "a permissions block in the workflow file, or a runner whose own log can be read"
	}, optional(TokenAccess)),
	oidc: from({
		from: ["oidc"],
		needs: "permissions: id-token: write"
	}, optional(Oidc)),
	cloud: from({
		from: ["cloud", "env"],
		needs: "a checkpoint step after the login step",
		applies: { phases: [
			"checkpoint",
			"end",
			"collector"
		] }
	}, optional(forMembers(array(CloudIdentity), "Identities in clouds that the job took on")))
}));
const Approval = strictObject({
	environment: shown(text(300), "Environment that was asked for"),
	state: shown(text(100), "Answer: approved, rejected, pending"),
	user: Account,
	selfApproval: from({ needs: "the ids of the initiator and of the approver" }, optional(shown(boolean(), "Whether the initiator or the re-runner answered"))),
	comment: from({
		needs: "a comment",
		applies: { when: "a comment" }
	}, optional(words(text(4e3), "Comment of the reviewer")))
});

// src/model/action-use.ts
const ActionUse = strictObject({
	uses: shown(text(1e3), "As the workflow file names it"),
	kind: shown(enumeration([
		"repository",
		"local",
		"docker",
		"workflow",
		"self"
	]), "Where it comes from: another repository, the checked-out files, an image, a called workflow, the action’s own repository"),
	line: shown(number(), "Line of the workflow file"),
	pinned: shown(boolean(), "Whether it is asked for by a commit or digest, so that nobody can change it afterwards"),
	commit: from({
		from: ["workflow-file", "worker-log"],
		needs: "an action pinned by commit, or the collector"
	}, optional(shown(gitObjectId(), "Commit that it resolved to")))
});

// src/model/enforcement.ts
const UnguardedStep = strictObject({
	line: shown(number(), "Line of the step in the workflow file"),
	reason: shown(enumeration(["condition", "pre-runs-first"]), "Its condition holds after a failure, or its pre runs before ours")
});
const Enforcement = strictObject({
	file: shown(text(), "Workflow file that holds the job"),
	line: shown(number(), "Line of the audit step"),
	position: shown(number(), "Place of the audit step among the steps of the job, from 0"),
	continueOnError: shown(enumeration([
		"no",
		"yes",
		"expression"
	]), "Whether a failing audit step is passed over"),
	unguardedSteps: array(UnguardedStep)
});

// src/model/observation-source.ts
const ObservationSource = enumeration([
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

// src/model/pipeline.ts
const LOCAL$1 = {
	from: ["system"],
	needs: "a local record",
	applies: { provider: "local" }
};
const TriggeringPullRequest = strictObject({
	number: shown(id(), "Number of the pull request"),
	headSha: shown(gitObjectId(), "Commit at the head of the pull request"),
	headRef: optional(shown(text(), "Name of the branch that it comes from, which its author chose")),
	headRepository: optional(shown(text(300), "Repository that the pull request comes from")),
	headRepositoryId: optional(shown(id(), "Immutable id of that repository")),
	fromFork: optional(shown(boolean(), "Whether it comes from another repository")),
	baseRef: optional(shown(text(), "Branch that it wants to change")),
	author: optional(Account),
	association: optional(shown(text(100), "How the author belongs to the repository, in GitHub’s words"))
});
const TriggeringRun = strictObject({
	id: shown(id(), "Id of the run that triggered this one"),
	event: optional(shown(text(100), "Event that started that run")),
	conclusion: optional(shown(text(100), "How it ended, in GitHub’s words")),
	workflow: optional(shown(text(), "Path of its workflow file")),
	headSha: optional(shown(gitObjectId(), "Commit that it ran on")),
	headBranch: optional(shown(text(), "Branch that it ran on")),
	headRepository: optional(shown(text(300), "Repository that this commit comes from")),
	headRepositoryId: optional(shown(id(), "Immutable id of that repository")),
	fromFork: optional(shown(boolean(), "Whether that is another repository")),
	actor: optional(Account),
	triggeringActor: optional(Account)
});
const MergeGroup = strictObject({
	headSha: shown(gitObjectId(), "Commit that the queue made"),
	headRef: optional(shown(text(), "Temporary ref of that commit")),
	baseSha: optional(shown(gitObjectId(), "Commit that it builds on")),
	baseRef: optional(shown(text(), "Branch that it is to be merged into"))
});
const TriggeringRelease = strictObject({
	id: shown(id(), "Immutable id of the release"),
	tag: optional(shown(text(), "Tag that it is for")),
	target: optional(shown(text(), "Branch or commit that the tag is made from")),
	author: optional(Account),
	createdAt: optional(shown(time(), "When it was made")),
	draft: optional(shown(boolean(), "Whether it is a draft")),
	prerelease: optional(shown(boolean(), "Whether it is a pre-release")),
	immutable: optional(shown(boolean(), "Whether it can no longer be changed"))
});
const TriggeringDeployment = strictObject({
	id: shown(id(), "Immutable id of the deployment"),
	environment: optional(shown(text(300), "Environment that it is for")),
	commit: optional(shown(gitObjectId(), "Commit that is to be deployed")),
	ref: optional(shown(text(), "Ref that is to be deployed")),
	creator: optional(Account),
	state: optional(shown(text(100), "State that a status event brought"))
});
const TriggeringComment = strictObject({
	id: shown(id(), "Immutable id of the comment"),
	author: optional(Account),
	association: optional(shown(text(100), "How the author belongs to the repository, in GitHub’s words")),
	issue: optional(shown(id(), "Number of the issue or pull request")),
	onPullRequest: optional(shown(boolean(), "Whether it stands at a pull request"))
});
const EVENT_FILE = "a readable event file";
function trigger(events, schema) {
	return from({
		from: ["event"],
		needs: EVENT_FILE,
		applies: {
			provider: "github-actions",
			events
		}
	}, schema);
}
const Pipeline = from({
	from: ["env"],
	needs: "a runner that names it"
}, strictObject({
	provider: shown(enumeration(["github-actions", "local"]), "System that runs the job"),
	server: optional(shown(text(300), "Address of the server, without a slash at the end")),
	repository: optional(shown(text(300), "Owner and name of the repository")),
	repositoryId: optional(shown(id(), "Immutable id of the repository")),
	repositoryOwner: optional(shown(text(100), "Owner of the repository")),
	repositoryOwnerId: optional(shown(id(), "Immutable id of the owner")),
	visibility: from({
		from: [
			"api",
			"event",
			"oidc"
		],
		needs: "permissions: contents: read"
	}, optional(shown(Visibility, "Who can see the repository"))),
	defaultBranch: from({
		from: ["api"],
		needs: "permissions: contents: read",
		applies: { provider: "github-actions" }
	}, optional(shown(text(), "Name of the repository’s default branch"))),
	workflow: optional(words(text(), "Name of the workflow")),
	workflowRef: optional(shown(text(), "Workflow file that was started, with its ref")),
	workflowSha: optional(shown(gitObjectId(), "Commit of that workflow file")),
	jobWorkflowRef: from({
		from: ["input", "oidc"],
		needs: "a runner that names it, or id-token: write"
	}, optional(shown(text(), "Workflow file that holds the job, a called workflow’s own"))),
	jobWorkflowSha: from({
		from: ["input", "oidc"],
		needs: "a runner that names it, or id-token: write"
	}, optional(shown(gitObjectId(), "Commit of the workflow file that holds the job"))),
	calledWorkflows: from({
		from: ["api", "oidc"],
		needs: "a called workflow",
		applies: {
			provider: "github-actions",
			when: "a job in a called workflow"
		}
	}, optional(array(strictObject({
		path: shown(text(), "Called workflow with its ref"),
		sha: from({ needs: "permissions: actions: read" }, optional(shown(gitObjectId(), "Commit that it resolved to")))
	})))),
	runId: optional(shown(id(), "Id of the run")),
	runNumber: optional(shown(id(), "Number of the run within its workflow")),
	runAttempt: optional(shown(id(), "Attempt of the run, from 1")),
	runUrl: optional(shown(text(500), "Page of the run")),
	job: optional(shown(text(), "Key of the job in the workflow file")),
	checkRunId: from({
		from: ["input", "oidc"],
		needs: "a runner that names it, or id-token: write"
	}, optional(shown(id(), "Check run of the job"))),
	matrix: from({
		from: ["input"],
		needs: "a job with a matrix",
		applies: {
			provider: "github-actions",
			when: "a job with a matrix"
		}
	}, optional(words(record(string(), unknown()), "Place of the job in its matrix"))),
	event: optional(shown(text(100), "Event that started the run")),
	eventAction: from({
		from: ["event"],
		needs: "an event with activity types",
		applies: {
			provider: "github-actions",
			when: "an event with activity types"
		}
	}, optional(shown(text(100), "Activity type of the event"))),
	before: from({
		from: ["event"],
		needs: "a push to a ref that was there",
		applies: {
			provider: "github-actions",
			events: ["push"],
			when: "a push to a ref that was there"
		}
	}, optional(shown(gitObjectId(), "Commit of the ref before a push"))),
	ref: optional(shown(text(), "Full ref that the run is for")),
	refProtected: optional(shown(boolean(), "Whether rules protect the ref")),
	sha: optional(shown(gitObjectId(), "Commit that the run is for")),
	pullRequest: optional(trigger([
		"pull_request",
		"pull_request_target",
		"pull_request_review",
		"pull_request_review_comment"
	], TriggeringPullRequest)),
	workflowRun: optional(trigger(["workflow_run"], TriggeringRun)),
	mergeGroup: optional(trigger(["merge_group"], MergeGroup)),
	release: optional(trigger(["release"], TriggeringRelease)),
	deployment: optional(trigger(["deployment", "deployment_status"], TriggeringDeployment)),
	comment: optional(trigger([
		"issue_comment",
		"pull_request_review_comment",
		"commit_comment",
		"discussion_comment"
	], TriggeringComment)),
	schedule: optional(trigger(["schedule"], shown(text(300), "Cron expression that was due"))),
	inputNames: optional(trigger(["workflow_dispatch", "repository_dispatch"], logOnly(array(text(300)), "Names of the inputs that were given, never their values"))),
	environment: from({
		from: [
			"oidc",
			"workflow-file",
			"input"
		],
		needs: "a deployment environment",
		applies: {
			provider: "github-actions",
			when: "a deployment environment"
		}
	}, optional(shown(text(300), "Deployment environment of the job"))),
	command: from(LOCAL$1, optional(words(array(text(4e3)), "Command that was run, for a local record"))),
	ci: from(LOCAL$1, optional(strictObject({
		name: optional(logOnly(text(100), "CI system that the environment claims, for a local record")),
		run: optional(logOnly(text(200), "That system’s own id of the build or job"))
	}))),
	directory: from(LOCAL$1, optional(words(text(4e3), "Folder that it was run in, for a local record")))
}));

// src/model/protections.ts
const ENVIRONMENT = "permissions: actions: read";
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
	branchPolicy: optional(forMembers(enumeration([
		"protected-branches",
		"custom",
		"none"
	]), "Which branches may deploy")),
	adminsCanBypass: optional(logOnly(boolean(), "Whether administrators may pass without an approval"))
});
const RefRule = strictObject({
	type: shown(text(100), "Kind of rule, in GitHub’s words: pull_request, non_fast_forward …"),
	rulesetId: optional(shown(id(), "Ruleset that it belongs to")),
	requiredApprovals: from({
		applies: { when: "a rule that requires a pull request" },
		needs: "a rule of that kind"
	}, optional(shown(number(), "How many approvals it takes"))),
	codeOwnerReview: from({
		applies: { when: "a rule that requires a pull request" },
		needs: "a rule of that kind"
	}, optional(shown(boolean(), "Whether a code owner has to approve"))),
	lastPushApproval: from({
		applies: { when: "a rule that requires a pull request" },
		needs: "a rule of that kind"
	}, optional(shown(boolean(), "Whether somebody else than the last pusher has to approve"))),
	dismissStaleReviews: from({
		applies: { when: "a rule that requires a pull request" },
		needs: "a rule of that kind"
	}, optional(shown(boolean(), "Whether a new push takes approvals away")))
});
const Ruleset = strictObject({
	id: optional(shown(id(), "Immutable id of the ruleset")),
	name: shown(text(300), "Name of the ruleset"),
	enforcement: shown(enumeration([
		"active",
		"evaluate",
		"disabled"
	]), "Whether it holds"),
	owner: optional(shown(enumeration([
		"repository",
		"organization",
		"enterprise"
	]), "Whose ruleset it is")),
	updatedAt: optional(shown(time(), "When it was last changed")),
	bypassActors: from({ needs: "a token that may change the ruleset, or the collector" }, optional(logOnly(array(strictObject({
		kind: enumeration([
			"role",
			"team",
			"app",
			"user",
			"organization-admin",
			"enterprise-owner",
			"deploy-key",
			"unknown"
		]),
		name: optional(text(300)),
		mode: enumeration([
			"always",
			"pull-request",
			"exempt",
			"unknown"
		])
	})), "Who may pass it by")))
});
const RefProtection = strictObject({
	ref: shown(text(), "Full ref"),
	requiredApprovals: optional(forMembers(number(), "Approvals that branch protection takes")),
	codeOwnerReview: optional(forMembers(boolean(), "Whether branch protection takes a code owner’s review")),
	signatures: optional(forMembers(boolean(), "Whether commits must be signed")),
	linearHistory: optional(forMembers(boolean(), "Whether merge commits are kept out")),
	forcePushes: optional(forMembers(boolean(), "Whether commits may be replaced")),
	deletions: optional(forMembers(boolean(), "Whether the ref may be deleted")),
	statusChecks: optional(forMembers(array(text(300)), "Checks that must pass")),
	rules: optional(array(RefRule))
});
const Protections = from({ controls: [
	"OWASP CICD-SEC-1",
	"OWASP CICD-SEC-7",
	"CIS 1.1.14",
	"CIS 1.1.19",
	"CIS 1.1.20",
	"SOC 2 CC8.1",
	"SOC 2 CC7.2",
	"ISO 27001 A.8.9",
	"ISO 27001 A.8.32",
	"NIST CM-3",
	"NIST CM-5"
] }, strictObject({
	environment: from({
		from: ["api"],
		needs: ENVIRONMENT,
		applies: { when: "a deployment environment" }
	}, optional(EnvironmentProtection)),
	ref: from({
		from: ["api"],
		needs: "permissions: contents: read"
	}, optional(RefProtection)),
	rulesets: from({
		from: ["api"],
		needs: "permissions: contents: read"
	}, optional(array(Ruleset)))
}));

// src/model/resources.ts
const Deployment = strictObject({
	id: shown(id(), "Immutable id of the deployment"),
	environment: optional(shown(text(300), "Environment that it is for")),
	commit: shown(gitObjectId(), "Commit that is deployed"),
	creator: optional(Account),
	createdAt: shown(time(), "When it was made"),
	state: optional(shown(text(100), "How it stands, in GitHub’s words, in lower case"))
});
const Release = strictObject({
	id: shown(id(), "Immutable id of the release"),
	tag: shown(text(), "Tag that it is for"),
	name: optional(words(text(500), "Title of the release")),
	author: optional(Account),
	createdAt: shown(time(), "When it was made"),
	publishedAt: from({ needs: "a release that is published" }, optional(shown(time(), "When it was published"))),
	prerelease: optional(shown(boolean(), "Whether it is a pre-release"))
});
const Artifact = strictObject({
	name: shown(text(1e3), "Name of the artifact"),
	sha256: shown(sha256(), "SHA-256 of its bytes"),
	from: shown(enumeration(["runner", "input"]), "Whether the runner lists it or the input `subjects` names it"),
	kind: from({ needs: "a runner that lists its artifacts" }, optional(shown(text(100), "Kind of artifact, in the runner’s words")))
});
const DURING = {
	phases: ["end", "collector"],
	provider: "github-actions"
};
const Resources = strictObject({
	deployments: from({
		from: ["api"],
		needs: "permissions: deployments: read",
		applies: DURING
	}, optional(array(Deployment))),
	releases: from({
		from: ["api"],
		needs: "permissions: contents: read",
		applies: DURING
	}, optional(array(Release))),
	draftReleases: from({
		from: ["api"],
		needs: "permissions: contents: write",
		applies: DURING
	}, optional(logOnly(array(Release), "Releases that nobody else sees yet"))),
	artifacts: from({
		from: ["env", "input"],
		needs: "a runner that lists its artifacts, or the input `subjects`",
		applies: DURING
	}, optional(array(Artifact)))
});

// src/model/response.ts
const ResponseKind = enumeration([
	"open-issue",
	"fail-deployment",
	"disable-workflow",
	"cancel-run"
]);
const Response = strictObject({
	kind: shown(ResponseKind, "What was to be done"),
	dryRun: shown(boolean(), "Whether it was only to be told"),
	status: shown(enumeration([
		"done",
		"would",
		"failed",
		"asked"
	]), "Whether it was done, would have been, failed, or is asked for right after the record is signed"),
	target: optional(shown(text(300), "What it was done to: an issue, a deployment, a workflow file, a run")),
	reason: optional(shown(text(500), "Why it was done or failed, in one sentence"))
});

// src/model/runner.ts
const GITHUB = { provider: "github-actions" };
const Container = strictObject({ image: from({ needs: "an image that is no expression" }, optional(logOnly(text(1e3), "Image, as the workflow file names it"))) });
const Runner = from({
	from: ["env"],
	needs: "a runner that names it",
	controls: [
		"OWASP CICD-SEC-7",
		"CIS 2.2.1",
		"CIS 2.2.7",
		"SOC 2 CC6.6",
		"ISO 27001 A.8.9",
		"NIST CM-6"
	]
}, strictObject({
	environment: from({
		from: ["env", "oidc"],
		needs: "a runner that sets RUNNER_ENVIRONMENT"
	}, optional(shown(enumeration(["github-hosted", "self-hosted"]), "Whose machine it is"))),
	os: optional(shown(text(100), "Operating system")),
	arch: optional(shown(text(100), "Processor architecture")),
	name: optional(logOnly(text(300), "Name of the runner")),
	labels: from({
		from: ["workflow-file"],
		applies: GITHUB,
		needs: "a workflow file that names labels without an expression"
	}, optional(logOnly(array(text(300)), "Labels that the job asks for"))),
	group: from({
		from: ["workflow-file"],
		applies: GITHUB,
		needs: "a workflow file that names a group, or the collector"
	}, optional(logOnly(text(300), "Group of runners that the job asks for"))),
	container: from({
		from: ["workflow-file"],
		applies: {
			...GITHUB,
			when: "a job that runs in a container"
		},
		needs: "a job that runs in a container"
	}, optional(Container)),
	hostName: from({
		from: ["system"],
		needs: "a system that tells its name"
	}, optional(logOnly(text(300), "Host name"))),
	user: from({
		from: ["system"],
		needs: "an entry for the user in the system’s database"
	}, optional(logOnly(text(300), "User that the job runs as"))),
	userId: from({
		from: ["system"],
		needs: "a system that numbers its users"
	}, optional(logOnly(id(), "Id of that user on the machine"))),
	sudoUser: from({
		from: ["system"],
		applies: { provider: "local" },
		needs: "a user who came by sudo"
	}, optional(logOnly(text(300), "User who became that user by sudo, for a local record"))),
	sharedAccount: from({
		from: ["system"],
		applies: { provider: "local" },
		needs: "a user that several people are known to share"
	}, optional(logOnly(text(300), "Why several people may stand behind that user, for a local record"))),
	image: from({
		from: ["env"],
		needs: "a hosted runner",
		applies: { when: "a hosted runner" }
	}, optional(shown(text(300), "Image of a hosted runner with its version"))),
	proxy: optional(logOnly(text(2e3), "Proxies in use, without credentials, or `none`")),
	certificateAuthorities: optional(logOnly(text(100), "SHA-256 over the private certificate authorities, or `none`")),
	environmentVariables: from({
		from: ["env"],
		applies: GITHUB,
		needs: "the input `environment-variables`"
	}, optional(words(record(string(), text(4e3)), "Environment variables that the organisation asks for by name"))),
	trackingId: optional(logOnly(id(), "Mark by which the runner finds processes left behind"))
}));

// src/model/pull-request.ts
const Review = strictObject({
	reviewer: Account,
	state: shown(enumeration([
		"approved",
		"changes-requested",
		"commented",
		"dismissed",
		"pending"
	]), "What the review says; a dismissed one no longer counts"),
	commit: from({ needs: "a review of a commit that is still there" }, optional(shown(gitObjectId(), "Commit that was reviewed"))),
	submittedAt: from({ needs: "a review that was submitted" }, optional(shown(time(), "When it was given"))),
	association: optional(shown(text(100), "How the reviewer belongs to the repository, in GitHub’s words")),
	teams: from({ needs: "a token that may read the organisation’s teams" }, optional(logOnly(array(text(300)), "Teams on whose behalf it was given")))
});
const merged = {
	applies: { when: "a merged pull request" },
	needs: "a merged pull request"
};
const PullRequest = strictObject({
	number: shown(id(), "Number of the pull request"),
	state: shown(enumeration([
		"open",
		"closed",
		"merged"
	]), "How it stands"),
	author: from({ needs: "an author whose account still exists" }, optional(Account)),
	headSha: shown(gitObjectId(), "Commit at its head"),
	headRepository: from({ needs: "a head repository that still exists" }, optional(shown(text(300), "Repository that it comes from"))),
	baseRef: shown(text(), "Branch that it wants to change"),
	createdAt: optional(shown(time(), "When it was opened")),
	mergedAt: from(merged, optional(shown(time(), "When it was merged"))),
	mergedBy: from(merged, optional(Account)),
	mergeCommit: from(merged, optional(shown(gitObjectId(), "Commit that the merge made"))),
	mergedByQueue: from(merged, optional(shown(boolean(), "Whether a merge queue merged it"))),
	reviewDecision: from({
		applies: { when: "a branch whose rules require reviews" },
		needs: "a branch whose rules require reviews"
	}, optional(shown(enumeration([
		"approved",
		"changes-requested",
		"review-required"
	]), "Whether the reviews that the branch’s rules require, code owners’ included, are there"))),
	codeOwnersAwaited: optional(shown(boolean(), "Whether a code owner’s review was asked for and is still awaited")),
	lastPushApprovedByOther: from({ needs: "the accounts of the last commit’s author and of its reviewers" }, optional(shown(boolean(), "Whether somebody who neither opened it nor wrote its last commit approved that commit"))),
	reviews: array(Review),
	moreReviews: optional(shown(boolean(), "Whether there are more reviews than are listed here"))
});

// src/model/source.ts
const LOCAL = {
	from: ["git"],
	applies: { provider: "local" },
	needs: "a local record"
};
const SIGNED = {
	applies: { when: "a signed commit" },
	needs: "a signed commit"
};
const Verification = strictObject({
	verified: shown(boolean(), "Whether the signature was found good"),
	reason: shown(text(100), "Why, or why not, in lower case: valid, unsigned, unknown_key …"),
	verifiedAt: from(SIGNED, optional(shown(time(), "When it was first found good"))),
	signedByForge: from(SIGNED, optional(shown(boolean(), "Whether the forge itself signed, as for a merge on its page"))),
	signer: from({
		...SIGNED,
		needs: "a signature by a key that belongs to an account"
	}, optional(Account)),
	key: from(LOCAL, optional(logOnly(text(200), "Fingerprint of the key that signed, for a local record"))),
	payload: from(SIGNED, optional(words(text(1e5), "What was signed"))),
	signature: from(SIGNED, optional(logOnly(text(1e5), "The signature itself")))
});
const Tag = strictObject({
	name: shown(text(), "Name of the tag"),
	annotated: shown(boolean(), "Whether it is an object of its own, with a tagger, rather than a mere name"),
	object: from({
		applies: { when: "an annotated tag" },
		needs: "an annotated tag"
	}, optional(shown(gitObjectId(), "Object of an annotated tag"))),
	tagger: from({
		applies: { when: "an annotated tag" },
		needs: "an annotated tag"
	}, optional(CommitIdentity))
});
const Workspace = strictObject({
	commit: optional(logOnly(gitObjectId(), "Commit that is checked out")),
	ref: from({
		applies: { when: "a branch that is checked out" },
		needs: "a branch that is checked out"
	}, optional(logOnly(text(), "Branch that is checked out"))),
	isSource: optional(shown(boolean(), "Whether that is the commit that the run is for"))
});
const WorkflowChange = strictObject({
	against: shown(enumeration(["before", "default-branch"]), "What it is compared with: the commit before a push to the default branch, or the head of that branch"),
	commit: shown(gitObjectId(), "Commit that it is compared with"),
	file: shown(text(), "Path of the workflow file"),
	status: shown(enumeration([
		"unchanged",
		"modified",
		"added"
	]), "Whether the file differs, or is new"),
	permissionsRaised: from({ needs: "a permissions block on both sides, which can be read" }, optional(array(shown(text(120), "Permission that the file gives the job now and did not before: `contents: write` …")))),
	newSecrets: from({ needs: "a workflow file that can be read on both sides" }, optional(array(shown(text(300), "Name of a secret that the job refers to now and did not before")))),
	triggersAdded: from({ needs: "a workflow file that can be read on both sides" }, optional(array(shown(text(100), "Event that starts the workflow now and did not before"))))
});
const PUSH = {
	from: ["event"],
	applies: { events: ["push"] },
	needs: "a readable event file"
};
const Source = from({
	from: ["api"],
	needs: "permissions: contents: read",
	controls: [
		"OWASP CICD-SEC-1",
		"CIS 1.1.3",
		"CIS 1.1.12",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.4",
		"ISO 27001 A.8.32",
		"NIST CM-3",
		"NIST AU-10"
	]
}, strictObject({
	commit: optional(shown(gitObjectId(), "Commit that the job runs on")),
	synthetic: from({
		from: ["event"],
		needs: "a readable event file"
	}, optional(shown(boolean(), "Whether the run is for a merge that the forge made of that commit and its target"))),
	tree: optional(shown(gitObjectId(), "Tree of that commit")),
	parents: optional(array(shown(gitObjectId(), "Parent of the commit"))),
	headline: optional(words(text(500), "First line of the commit message")),
	committedAt: optional(shown(time(), "Time of the commit as it claims")),
	verification: optional(Verification),
	changedFiles: from({
		from: ["api"],
		applies: { provider: "github-actions" },
		needs: "a forge that counts what the commit changes"
	}, optional(shown(number(), "How many files the commit changes, compared with its first parent"))),
	workflowChange: from({
		from: ["api"],
		applies: { provider: "github-actions" },
		needs: "permissions: contents: read"
	}, optional(WorkflowChange)),
	created: from(PUSH, optional(shown(boolean(), "Whether the push made the branch or tag"))),
	forced: from(PUSH, optional(shown(boolean(), "Whether the push replaced commits that were there"))),
	tag: from({
		from: ["api"],
		applies: { when: "a run for a tag" },
		needs: "permissions: contents: read"
	}, optional(Tag)),
	pullRequests: from({
		from: ["api"],
		needs: "permissions: pull-requests: read"
	}, optional(array(PullRequest))),
	workspace: from({
		from: ["git"],
		needs: "a repository checked out into the workspace"
	}, optional(Workspace)),
	remote: from(LOCAL, optional(words(text(2e3), "Address of the origin without credentials, for a local record"))),
	modified: from(LOCAL, optional(shown(boolean(), "Whether files differed from the commit, for a local record"))),
	modifications: from(LOCAL, optional(logOnly(sha256(), "Digest over what differed")))
}));

// src/model/verdict.ts
const Location = strictObject({
	file: shown(text(), "File in the repository"),
	line: optional(shown(number(), "Line, from 1"))
});
const UnknownReason = enumeration([
	"not-seen",
	"not-certain",
	"not-yet",
	"no-history",
	"learning",
	"no-roster",
	"no-audit-log",
	"condition",
	"cut-off"
]);
const LAYERS = ["organization", "repository"];
const Weight = enumeration([
	"environment",
	"outsider",
	"secrets"
]);
const RuleResult = strictObject({
	rule: shown(text(100), "Id of the rule"),
	result: shown(enumeration([
		"pass",
		"fail",
		"unknown",
		"waived",
		"not-applicable"
	]), "What it says; unknown is neither pass nor fail, a waived failure stays visible, not-applicable is a rule whose condition the job does not meet"),
	reason: optional(shown(UnknownReason, "Why it could not tell")),
	excused: optional(shown(literal(true), "Whether the verdict passes over it, because whoever made the record can’t know it")),
	severity: shown(Severity, "How bad a failure is"),
	raisedBy: optional(array(shown(Weight, "What makes the failure worse than usual"))),
	layer: optional(shown(enumeration(LAYERS), "Whose policy asks for it")),
	message: shown(text(2e3), "What was found, in one sentence"),
	mend: optional(shown(text(2e3), "How to mend it")),
	subject: optional(shown(text(300), "What the finding is about, the same in every run")),
	fingerprint: optional(shown(sha256(), "SHA-256 over rule, repository and subject: the same finding in every run")),
	evidence: array(shown(pointer(), "Fact that led to it")),
	locations: optional(array(Location))
});
const WaiverResult = strictObject({
	rule: shown(text(100), "Rule that is waived"),
	layer: shown(enumeration(LAYERS), "Whose policy holds it"),
	state: shown(enumeration([
		"applied",
		"expired",
		"unused"
	]), "Whether it turned a failure into waived, has expired, or found nothing to waive in this job"),
	owner: optional(words(text(200), "Who answers for it")),
	approver: optional(words(text(200), "Who allowed it")),
	reason: optional(words(text(2e3), "Why it is there")),
	expires: shown(time(), "When it stops to hold"),
	line: optional(shown(number(), "Line of the policy file that it begins on"))
});
const PolicyOrigin = {
	repository: optional(shown(text(300), "Repository that holds it")),
	path: optional(shown(text(), "File that holds it")),
	ref: optional(shown(text(), "Branch that it was read from")),
	commit: optional(shown(gitObjectId(), "Commit that it was read from")),
	digest: optional(shown(sha256(), "SHA-256 of the file; left out where it could not be read"))
};
const Verdict = strictObject({
	policy: strictObject({
		origin: shown(enumeration([
			"repository",
			"file",
			"built-in",
			"none"
		]), "Where the policy came from"),
		...PolicyOrigin,
		templates: optional(array(shown(text(100), "Template that it extends")))
	}),
	organizationPolicy: optional(strictObject(PolicyOrigin)),
	extendedPolicy: optional(strictObject(PolicyOrigin)),
	mode: shown(enumeration(["enforce", "audit"]), "Whether the job can be failed"),
	onViolation: shown(enumeration(["fail", "warn"]), "What a failed rule does"),
	onUnknown: shown(enumeration([
		"fail",
		"warn",
		"ignore"
	]), "What missing evidence does"),
	onError: shown(enumeration(["fail", "warn"]), "What a failed service does"),
	failFrom: optional(shown(enumeration(SEVERITIES), "Severity from which a failed rule does that; left out, any")),
	verdict: shown(enumeration([
		"pass",
		"fail",
		"unknown"
	]), "All results together"),
	results: array(RuleResult),
	waivers: optional(array(WaiverResult))
});

// src/model/access-record.ts
const GapReason = enumeration([
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
const Gap = strictObject({
	pointer: shown(pointer(), "Where the fact would stand"),
	reason: shown(GapReason, "Why it is missing"),
	needed: shown(text(500), "What it would take to see it"),
	detail: optional(words(text(2e3), "What the service said"))
});
const Drift = strictObject({
	pointer: shown(pointer(), "Fact that changed"),
	from: shown(enumeration(["start", "checkpoint"]), "Earlier snapshot"),
	to: shown(enumeration(["checkpoint", "end"]), "Later snapshot"),
	before: optional(logOnly(unknown(), "Value before; shown where the fact itself is")),
	after: optional(logOnly(unknown(), "Value after; shown where the fact itself is"))
});
const Recorder = from({
	from: ["env"],
	needs: "a job of a pipeline that has this",
	controls: ["NIST AU-3", "NIST AU-12"]
}, strictObject({
	kind: shown(enumeration([
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
	runAttempt: optional(shown(id(), "Attempt of that run")),
	environment: from({
		from: ["oidc"],
		needs: "a gate in an environment of its own",
		applies: { when: "a gate in an environment of its own" }
	}, optional(shown(text(300), "Deployment environment that a gate’s own job is in; what the run is going to stands in the pipeline")))
}));
const Phase = enumeration([
	"start",
	"checkpoint",
	"end",
	"collector"
]);
const Outcome = strictObject({
	status: shown(enumeration([
		"success",
		"failure",
		"cancelled"
	]), "How the job stands before its end record"),
	conclusion: from({
		from: ["api"],
		applies: { phases: ["collector"] },
		needs: "permissions: actions: read"
	}, optional(shown(text(100), "How the job ended, in GitHub’s words"))),
	interrupted: from({
		from: ["api"],
		applies: {
			phases: ["collector"],
			when: "a job that was ended from outside"
		},
		needs: "permissions: checks: read"
	}, optional(shown(enumeration([
		"cancelled",
		"timed-out",
		"evicted"
	]), "What ended the job from outside"))),
	exitCode: from({
		from: ["system"],
		applies: { provider: "local" },
		needs: "a local record"
	}, optional(shown(number(), "Exit code, for a local record")))
});
const StartLink = strictObject({
	digest: shown(sha256(), "SHA-256 of the start event’s canonical log view"),
	announced: shown(enumeration([
		"announced",
		"late",
		"nowhere"
	]), "Whether all log stores had it in time, some get it from the end, or there are none")
});
const CheckpointLink = strictObject({
	digest: shown(sha256(), "SHA-256 of the checkpoint record’s canonical log view"),
	observedAt: shown(time(), "When the checkpoint was taken")
});
const RecordLink = strictObject({
	phase: shown(enumeration([
		"start",
		"checkpoint",
		"end"
	]), "Moment that it speaks of"),
	digest: shown(sha256(), "SHA-256 of its canonical log view, by which the log files it"),
	proof: shown(enumeration([
		"verified",
		"unsigned",
		"incomplete",
		"refused"
	]), "Whether its signature and identity hold, are missing, leave something open, or are wrong")
});
const Disagreement = strictObject({
	pointer: shown(pointer(), "Fact that they disagree about"),
	record: shown(sha256(), "SHA-256 of the canonical log view of the record that says otherwise"),
	said: optional(logOnly(unknown(), "What that record says; left out where it says nothing")),
	seen: optional(logOnly(unknown(), "What the collector sees; left out where it sees nothing"))
});
const Signing = strictObject({ instance: from({ needs: "an identity token, or a key" }, optional(shown(text(300), "Sigstore instance that signs, or `local-key`"))) });
const approvals = from({
	controls: [
		"OWASP CICD-SEC-1",
		"OWASP CICD-SEC-5",
		"CIS 5.2.3",
		"SOC 2 CC6.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.5.3",
		"ISO 27001 A.8.32",
		"NIST AC-5"
	],
	from: ["api"],
	needs: "permissions: actions: read",
	applies: { when: "a deployment environment" }
}, array(Approval));
const resources = from({
	from: ["api"],
	needs: "the end of the job",
	applies: {
		provider: "github-actions",
		phases: ["end", "collector"]
	},
	controls: ["NIST AU-12"]
}, Resources);
const enforcement = from({
	from: ["workflow-file"],
	needs: "permissions: contents: read",
	applies: { provider: "github-actions" },
	controls: [
		"OWASP CICD-SEC-10",
		"SOC 2 CC7.2",
		"NIST AU-12"
	]
}, Enforcement);
const actions = from({
	from: ["workflow-file"],
	needs: "permissions: contents: read",
	controls: [
		"OWASP CICD-SEC-3",
		"OWASP CICD-SEC-4",
		"OWASP CICD-SEC-8",
		"CIS 2.1.2",
		"CIS 2.3.4",
		"CIS 2.4.3",
		"SOC 2 CC8.1",
		"ISO 27001 A.8.28",
		"NIST SR-4"
	]
}, array(ActionUse));
const Snapshot = strictObject({
	observedAt: time(),
	pipeline: Pipeline,
	runner: Runner,
	people: People,
	source: Source,
	access: Access,
	approvals: optional(approvals),
	protections: Protections,
	actions: optional(actions),
	resources: optional(resources),
	enforcement: optional(enforcement),
	gaps: array(Gap),
	sources: record(string(), ObservationSource)
});
const AccessRecord = strictObject({
	schemaVersion: shown(literal("1"), "Version of this schema"),
	recordId: shown(sha256(), "Id of the job’s record, the same in every phase"),
	phase: shown(Phase, "Moment that the record speaks of"),
	recorder: Recorder,
	simulation: optional(shown(literal(true), "That nothing of this happened: a record that tests the way to the log stores")),
	observedAt: strictObject({
		start: from({
			applies: { phases: ["start", "end"] },
			needs: "the state that the start left, unaltered"
		}, optional(shown(time(), "When the start snapshot was taken"))),
		checkpoints: from({
			applies: {
				phases: ["checkpoint", "end"],
				when: "a checkpoint step"
			},
			needs: "a checkpoint step"
		}, optional(array(shown(time(), "When a checkpoint was taken")))),
		end: from({
			applies: { phases: ["end"] },
			needs: "the end of the job"
		}, optional(shown(time(), "When the end snapshot was taken"))),
		collector: from({
			applies: { phases: ["collector"] },
			needs: "the collector"
		}, optional(shown(time(), "When the collector looked")))
	}),
	pipeline: Pipeline,
	runner: Runner,
	people: People,
	source: Source,
	access: Access,
	approvals: optional(approvals),
	protections: Protections,
	actions: optional(actions),
	resources: optional(resources),
	enforcement: optional(enforcement),
	outcome: from({
		from: ["input"],
		needs: "the input `job-status` as the runner fills it in",
		applies: { phases: ["end", "collector"] }
	}, optional(Outcome)),
	signing: from({
		needs: "an identity token, or a key",
		applies: { phases: ["end", "collector"] }
	}, optional(Signing)),
	responses: from({
		needs: "a gate with responses",
		applies: { when: "a gate with responses" },
		controls: [
			"OWASP CICD-SEC-10",
			"CIS 1.3.13",
			"SOC 2 CC7.2",
			"SOC 2 CC7.3",
			"ISO 27001 A.8.16",
			"NIST AU-6",
			"NIST SI-4"
		]
	}, optional(array(Response))),
	drift: array(Drift),
	disagreements: from({
		from: ["api", "job-log"],
		needs: "the collector",
		applies: { phases: ["collector"] },
		controls: [
			"OWASP CICD-SEC-9",
			"OWASP CICD-SEC-10",
			"SOC 2 CC7.2",
			"NIST AU-10",
			"NIST AU-12"
		]
	}, optional(array(Disagreement))),
	policy: optional(Verdict),
	gaps: array(Gap),
	pseudonyms: optional(Pseudonyms),
	links: strictObject({
		startEvent: from({
			needs: "the state that the start left, unaltered",
			applies: { phases: ["end"] }
		}, optional(StartLink)),
		checkpoints: from({
			needs: "a checkpoint step",
			applies: {
				phases: ["end", "collector"],
				when: "a checkpoint step"
			}
		}, optional(array(CheckpointLink))),
		records: from({
			needs: "the collector",
			applies: { phases: ["collector"] }
		}, optional(array(RecordLink)))
	}),
	sources: shown(record(string(), ObservationSource), "Where each part comes from, by JSON Pointer"),
	commitment: optional(strictObject({
		algorithm: shown(literal("sha256"), "Digest algorithm"),
		digest: shown(sha256(), "SHA-256 over the salt and the canonical form of what only the log holds"),
		salt: optional(logOnly(sha256(), "Salt, kept in the log only"))
	}))
});

export { CloudProvider as C, CloudIdentityKind as S, Pipeline as _, Gap as a, People as b, RecordLink as c, StartLink as d, Verdict as f, ResponseKind as g, Runner as h, Drift as i, Recorder as l, Verification as m, CheckpointLink as n, GapReason as o, Source as p, Disagreement as r, Outcome as s, AccessRecord as t, Snapshot as u, Account as v, CloudIdentity as x, CommitIdentity as y };