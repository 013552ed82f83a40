// src/core/policy/template-policies.ts
const TEMPLATES = {
	"baseline": {
		"version": 1,
		"fail-from": "high",
		"rules": [
			{ "id": "approver-is-not-initiator" },
			{ "id": "environment-gate-was-not-bypassed" },
			{ "id": "names-hold-no-shell" },
			{ "id": "fork-code-stays-out" },
			{
				"id": "permissions-were-not-raised",
				"severity": "low"
			},
			{ "id": "tag-did-not-move" },
			{
				"id": "token-is-least-privilege",
				"severity": "low"
			},
			{ "id": "token-is-as-declared" },
			{
				"id": "cloud-key-is-short-lived",
				"severity": "low"
			},
			{ "id": "outsider-gets-no-secrets" },
			{
				"id": "outsider-gets-no-privilege",
				"severity": "low"
			},
			{ "id": "protection-was-not-weakened" },
			{ "id": "roles-did-not-change" },
			{
				"id": "source-did-not-change",
				"params": { "allow-other-commits": true }
			},
			{ "id": "runner-did-not-change" },
			{ "id": "policy-did-not-change" },
			{ "id": "fork-runs-on-hosted-runner" },
			{
				"id": "actions-are-pinned",
				"severity": "low"
			},
			{ "id": "audit-is-enforced" },
			{
				"id": "audit-is-first",
				"params": { "allow-after-refusal": true }
			},
			{ "id": "start-is-bound" }
		]
	},
	"production": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"production-environments": [
			"**prod**",
			"**prd**",
			"**live**"
		],
		"rules": [
			{
				"id": "deployment-is-approved",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "approver-is-allowed",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "change-is-reviewed",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "review-covers-last-push",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "change-came-by-pull-request",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "commit-is-verified",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "permissions-were-not-raised" },
			{ "id": "new-secrets-are-reviewed" },
			{
				"id": "push-was-not-forced",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "source-did-not-change",
				"params": { "allow-other-commits": true }
			},
			{
				"id": "source-did-not-change",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "deployment-is-in-hours",
				"params": {
					"time-zone": "UTC",
					"days": [
						"mon",
						"tue",
						"wed",
						"thu",
						"fri"
					],
					"from": "07:00",
					"until": "19:00"
				},
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "deployment-is-not-frozen",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{ "id": "token-is-least-privilege" },
			{ "id": "outsider-gets-no-privilege" },
			{ "id": "cloud-key-is-short-lived" },
			{
				"id": "actions-are-pinned",
				"severity": "low"
			},
			{
				"id": "actions-are-pinned",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{
				"id": "person-is-known",
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{ "id": "elevation-is-settled" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "record-has-no-conflict" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "deployments-do-not-keep-failing" },
			{ "id": "no-bypass-in-audit-log" }
		]
	},
	"strict": {
		"version": 1,
		"on-violation": "fail",
		"on-unknown": "fail",
		"on-error": "fail",
		"fail-from": "low",
		"production-environments": [
			"**prod**",
			"**prd**",
			"**live**"
		],
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "account-is-not-shared" },
			{ "id": "bot-is-allowed" },
			{ "id": "person-is-known" },
			{ "id": "elevation-is-settled" },
			{ "id": "approver-is-not-initiator" },
			{ "id": "deployment-is-approved" },
			{ "id": "environment-gate-was-not-bypassed" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "permissions-were-not-raised" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "push-was-not-forced" },
			{ "id": "tag-did-not-move" },
			{ "id": "names-hold-no-shell" },
			{ "id": "fork-code-stays-out" },
			{ "id": "token-is-least-privilege" },
			{ "id": "token-is-as-declared" },
			{ "id": "cloud-key-is-short-lived" },
			{ "id": "outsider-gets-no-secrets" },
			{ "id": "outsider-gets-no-privilege" },
			{ "id": "cache-is-not-shared-with-outsiders" },
			{ "id": "exposed-secrets-are-rotated" },
			{
				"id": "deployment-is-in-hours",
				"params": {
					"time-zone": "UTC",
					"days": [
						"mon",
						"tue",
						"wed",
						"thu",
						"fri"
					],
					"from": "07:00",
					"until": "19:00"
				},
				"when": { "environments": [
					"**prod**",
					"**prd**",
					"**live**"
				] }
			},
			{ "id": "deployment-is-not-frozen" },
			{ "id": "protection-was-not-weakened" },
			{ "id": "roles-did-not-change" },
			{ "id": "source-did-not-change" },
			{ "id": "runner-did-not-change" },
			{ "id": "policy-did-not-change" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "fork-runs-on-hosted-runner" },
			{ "id": "actions-are-pinned" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "audit-is-enforced" },
			{ "id": "audit-is-first" },
			{ "id": "start-is-bound" },
			{ "id": "record-has-no-conflict" },
			{ "id": "records-are-complete" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "roles-change-rarely" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "deployments-do-not-keep-failing" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	},
	"owasp-cicd-sec": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "account-is-not-shared" },
			{ "id": "bot-is-allowed" },
			{ "id": "person-is-known" },
			{ "id": "elevation-is-settled" },
			{ "id": "deployment-is-approved" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "push-was-not-forced" },
			{ "id": "cache-is-not-shared-with-outsiders" },
			{ "id": "exposed-secrets-are-rotated" },
			{ "id": "deployment-is-in-hours" },
			{ "id": "deployment-is-not-frozen" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "record-has-no-conflict" },
			{ "id": "records-are-complete" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "roles-change-rarely" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	},
	"cis-software-supply-chain": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "elevation-is-settled" },
			{ "id": "deployment-is-approved" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "cache-is-not-shared-with-outsiders" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "record-has-no-conflict" },
			{ "id": "roles-change-rarely" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	},
	"soc-2": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "account-is-not-shared" },
			{ "id": "bot-is-allowed" },
			{ "id": "person-is-known" },
			{ "id": "elevation-is-settled" },
			{ "id": "deployment-is-approved" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "push-was-not-forced" },
			{ "id": "cache-is-not-shared-with-outsiders" },
			{ "id": "exposed-secrets-are-rotated" },
			{ "id": "deployment-is-in-hours" },
			{ "id": "deployment-is-not-frozen" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "record-has-no-conflict" },
			{ "id": "records-are-complete" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "roles-change-rarely" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "deployments-do-not-keep-failing" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	},
	"iso-27001": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "account-is-not-shared" },
			{ "id": "bot-is-allowed" },
			{ "id": "person-is-known" },
			{ "id": "elevation-is-settled" },
			{ "id": "deployment-is-approved" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "push-was-not-forced" },
			{ "id": "exposed-secrets-are-rotated" },
			{ "id": "deployment-is-in-hours" },
			{ "id": "deployment-is-not-frozen" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "record-has-no-conflict" },
			{ "id": "records-are-complete" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "roles-change-rarely" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "deployments-do-not-keep-failing" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	},
	"nist-800-53": {
		"version": 1,
		"extends": "baseline",
		"fail-from": "medium",
		"rules": [
			{ "id": "initiator-is-on-roster" },
			{ "id": "account-is-not-shared" },
			{ "id": "bot-is-allowed" },
			{ "id": "person-is-known" },
			{ "id": "elevation-is-settled" },
			{ "id": "deployment-is-approved" },
			{ "id": "approver-is-allowed" },
			{ "id": "change-is-reviewed" },
			{ "id": "review-covers-last-push" },
			{ "id": "no-bypass-in-audit-log" },
			{ "id": "commit-is-verified" },
			{ "id": "author-is-pusher" },
			{ "id": "change-came-by-pull-request" },
			{ "id": "workflow-change-is-reviewed" },
			{ "id": "new-secrets-are-reviewed" },
			{ "id": "push-was-not-forced" },
			{ "id": "cache-is-not-shared-with-outsiders" },
			{ "id": "exposed-secrets-are-rotated" },
			{ "id": "deployment-is-in-hours" },
			{ "id": "deployment-is-not-frozen" },
			{ "id": "self-hosted-runner-is-listed" },
			{ "id": "self-hosted-runner-is-known" },
			{ "id": "actions-are-allowed" },
			{ "id": "action-commit-did-not-change" },
			{ "id": "record-has-no-conflict" },
			{ "id": "records-are-complete" },
			{ "id": "audit-was-not-weakened" },
			{ "id": "roles-change-rarely" },
			{ "id": "denials-do-not-repeat" },
			{ "id": "deployments-do-not-keep-failing" },
			{ "id": "force-pushes-do-not-repeat" }
		]
	}
};

export { TEMPLATES as t };