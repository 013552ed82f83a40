import { ai as sentenceOf, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { a as isRoot, o as addInstance, r as refreshRoot, s as knownInstances, t as heldRoot } from "./known-roots.js";
import { t as authoritiesOf } from "./root-authorities.js";
import { t as readArguments } from "./arguments.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import { t as printable } from "./printable.js";
import { t as readTextFile } from "./text-file.js";
import { t as trustFolder } from "./trust-folder.js";
const { resolve } = process.getBuiltinModule("node:path");

// src/cli/trust-update.ts
const HELP = `Usage: doorlog trust update [--mirror URL [--root FILE] [--name NAME] [--target FILE]] [--json]

Refreshes the known trust roots now, by TUF: what is altered, expired or older than what was seen before is refused, and
what is known stays. Says whom each believes now and did not before, and the other way round.

  --mirror URL    your own Sigstore’s TUF repository: its trust root is fetched, kept, and believed from now on
  --root FILE     the root.json that it is trusted by in the beginning, had over a way that you trust; none is needed
                  for the repositories of the public-good Sigstore and of GitHub
  --name NAME     keep it under this name; default the repository’s host
  --target FILE   what its trust root is called there; default trusted_root.json
  --json          the changes as JSON

Exit codes: 0 all refreshed; 2 the options can't be used; 4 one or more could not be refreshed.

Examples: doorlog trust update
          doorlog trust update --mirror https://tuf.example.org --root root.json --name example
`;
const OPTIONS = {
	mirror: { type: "string" },
	root: { type: "string" },
	name: { type: "string" },
	target: { type: "string" },
	json: { type: "boolean" },
	help: {
		type: "boolean",
		short: "h"
	}
};
async function update(args, io) {
	const { values, positionals } = readArguments("trust update", {
		args,
		allowPositionals: true,
		options: OPTIONS
	});
	if (values.help) {
		io.stdout(HELP);
		return EXIT.fine;
	}
	if (positionals.length > 0) throw new DoorlogError("usage", "doorlog trust update takes only options.");
	const outcomes = values.mirror === void 0 ? await updateAll(values, io) : [await updateOwn({
		...values,
		mirror: values.mirror
	}, io)];
	if (values.json) io.stdout(`${JSON.stringify({ roots: outcomes }, null, 2)}\n`);
	else for (const outcome of outcomes) tell(outcome, io);
	return outcomes.every(({ refreshed }) => refreshed) ? EXIT.fine : EXIT.service;
}
async function updateAll(values, io) {
	if (values.root !== void 0 || values.name !== void 0 || values.target !== void 0) throw new DoorlogError("usage", "--root, --name and --target are about the repository that --mirror names; name it.");
	const instances = await knownInstances(trustFolder(io));
	return Promise.all(instances.map((instance) => outcomeOf(instance, instance.name, () => refreshed(instance, io))));
}
async function updateOwn(values, io) {
	const mirror = mirrorFrom(values.mirror);
	const name = values.name ?? new URL(mirror).host.replaceAll(":", "-");
	const folder = trustFolder(io);
	const known = await knownInstances(folder);
	const repository = {
		mirror,
		target: values.target ?? "trusted_root.json",
		anchor: await anchorFrom(values.root, mirror, known, io)
	};
	return outcomeOf(known.find((each) => each.name === name), name, () => addInstance(folder, {
		name,
		repository
	}, (instance) => refreshed(instance, io)));
}
function refreshed(instance, io) {
	return refreshRoot(instance, {
		http: io.http,
		now: () => /* @__PURE__ */ new Date()
	});
}
async function outcomeOf(before, name, refresh) {
	const known = authorities(before && await heldRoot(before));
	try {
		const now = authorities(await refresh());
		return {
			name,
			refreshed: true,
			added: missing(now, known),
			removed: missing(known, now)
		};
	} catch (error) {
		if (exitCodeOf(error) !== EXIT.service) throw error;
		const message = sentenceOf(error);
		return {
			name,
			refreshed: false,
			added: [],
			removed: [],
			error: {
				code: codeOf(error),
				message
			}
		};
	}
}
function authorities(root) {
	return root?.roots.flatMap(authoritiesOf) ?? [];
}
function missing(some, others) {
	const there = new Set(others.map((each) => JSON.stringify(each)));
	return some.filter((each) => !there.has(JSON.stringify(each)));
}
function tell({ name, added, removed, error }, io) {
	if (error) {
		io.stderr(`${printable(`${name}: not refreshed. ${error.message}`)}\n`);
		return;
	}
	const changes = added.length + removed.length;
	io.stdout(`${printable(name)}: refreshed, ${changes === 0 ? "nothing changed" : "changed"}\n`);
	for (const each of added) io.stdout(`  + ${line(each)}\n`);
	for (const each of removed) io.stdout(`  - ${line(each)}\n`);
}
function line({ kind, name, fingerprint, from, until }) {
	return printable(`${kind}  ${name}  ${fingerprint}  ${from ?? ""}–${until ?? ""}`);
}
function mirrorFrom(value) {
	const url = URL.canParse(value) ? new URL(value) : void 0;
	if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search) return url.href.replace(/\/+$/, "");
	throw new DoorlogError("usage", "--mirror takes the address of a TUF repository, such as https://tuf.example.org.");
}
async function anchorFrom(file, mirror, known, io) {
	if (file === void 0) {
		const same = known.find((each) => each.repository.mirror === mirror);
		if (same) return same.repository.anchor;
		throw new DoorlogError("usage", "Give the root.json that the repository is trusted by, as --root FILE: over the same way as the rest it proves nothing.");
	}
	const text = await readTextFile(resolve(io.cwd, file), "the root metadata of a TUF repository");
	if (isRoot(text)) return text;
	throw new DoorlogError("file-invalid", `${file} is no root metadata of TUF; give the repository’s root.json.`);
}

export { update };