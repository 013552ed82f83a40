import { t as subcommand } from "./subcommand.js";

// src/cli/workflow.ts
const HELP = `Usage: doorlog workflow explain PATH... [--repo OWNER/NAME] [--json]

Looks at GitHub workflow files.

  explain    what each job of a workflow file may do, what it uses, and who can start it

  doorlog workflow explain --help tells its options.

Example: doorlog workflow explain .github/workflows
`;
const LOADERS = { explain: async () => (await import("./workflow-explain.js")).explain };
async function workflow(args, io) {
	return subcommand("workflow", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { workflow };