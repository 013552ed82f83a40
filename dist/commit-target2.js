import { a as verifyCommit, i as summaryOf, n as gitHubOrRefuse, r as jobsOf, t as checkRuns } from "./commit-target.js";

export { verifyCommit };