import { t as subcommand } from "./subcommand.js";

// src/cli/trust.ts
const HELP = `Usage: doorlog trust show|update|export [OPTIONS]

Whom signatures are believed from: the trust roots of the public-good Sigstore and of GitHub’s own ship with Doorlog;
verifying refreshes them once a day, and --offline asks nobody.

  show       which trust roots are known, how old they are, and whom they believe until when
  update     refresh them now, or add the one of your own Sigstore
  export     write them to a file, for --trust-root and gh attestation verify --custom-trusted-root

  doorlog trust update --help (and so on) tells each one's options.

Example: doorlog trust show
`;
const LOADERS = {
	show: async () => (await import("./trust-show.js")).show,
	update: async () => (await import("./trust-update.js")).update,
	export: async () => (await import("./trust-export.js")).exportRoots
};
async function trust(args, io) {
	return subcommand("trust", {
		help: HELP,
		loaders: LOADERS
	}, args, io);
}

export { trust };