import { Yr as strictObject, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { n as defineChannelType, t as commonConfig } from "./channel-type.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/alerts/github-issue.ts
const githubIssueType = defineChannelType({
	schema: strictObject(commonConfig("github-issue")),
	writesByToken: true,
	async create(_config, { issues }) {
		if (issues === void 0) throw new DoorlogError("input-invalid", "Input alerts: github-issue works in a job on GitHub only, by the token of that job.");
		return {
			mark: (text) => createHash("sha256").update(text).digest("hex").slice(0, 16),
			async tell({ issue }, signal) {
				if (issue === void 0) return {
					status: "failed",
					reason: "no issue is opened for a test"
				};
				try {
					await issues.follow(issue, signal);
					return { status: "sent" };
				} catch (error) {
					return signal.aborted ? {
						status: "pending",
						reason: "it was not through in time"
					} : refusalOf(error);
				}
			},
			async isTold({ message }, signal) {
				try {
					return await issues.isOpen(message.fingerprint, signal);
				} catch {
					return false;
				}
			}
		};
	}
});
function refusalOf(error) {
	switch (codeOf(error)) {
		case "api-denied":
		case "api-not-found": return {
			status: "failed",
			reason: "GitHub refused it: it takes permissions: issues: write, and issues switched on"
		};
		case "api-rate-limited": return {
			status: "pending",
			reason: "the rate limit of GitHub’s API is used up"
		};
		default: return {
			status: "pending",
			reason: "GitHub’s API failed"
		};
	}
}

export { githubIssueType };