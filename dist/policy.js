import { t as subcommand } from "./subcommand.js";

// src/cli/policy.ts
const HELP = `Usage: doorlog policy init|check|explain [OPTIONS]

Writes, checks and explains policies.

  init       begin a policy from a template
  check      find what is wrong with a policy before it is used, with line and column
  explain    what a rule does under a policy, or why a record was judged as it was and what would change that

  doorlog policy init --help (and so on) tells each one's options.

Example: doorlog policy init --template production && doorlog policy check
`;
const LOADERS = {
	init: async () => (await import("./policy-init.js")).init,
	check: async () => (await import("./policy-check.js")).check,
	explain: async () => (await import("./policy-explain.js")).explain
};
async function policy(args, io) {
	return subcommand("policy", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { policy };