#!/usr/bin/env node
import { Et as VERSION, Ft as createHttp, Hn as didYouMean, ai as sentenceOf, ii as codeOf, oi as systemCodeOf, ri as DoorlogError, zt as surroundingsFrom } from "./hook.js";
import { n as exitCodeOf, t as EXIT } from "./exit-code.js";
import process from "node:process";

// src/cli/commands.ts
const COMMANDS = [
	{
		name: "run",
		says: "record and sign who ran a command on what source, on any machine",
		example: "doorlog run -- make deploy",
		load: async () => (await import("./run.js")).run
	},
	{
		name: "verify",
		says: "verify a record, artifact, commit, release or directory, and say what is missing",
		example: "doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo",
		load: async () => (await import("./verify2.js")).verify
	},
	{
		name: "record",
		says: "show an access record: who, what, when, where, by which right, and what could not be seen",
		example: "doorlog record show access-record.json",
		load: async () => (await import("./record.js")).record
	},
	{
		name: "log",
		says: "prove what log stores hold, seal it, and find what is gone or altered",
		example: "doorlog log verify RECORD-ID --sinks sinks.yml --repo octo-org/octo-repo",
		load: async () => (await import("./log.js")).log
	},
	{
		name: "trust",
		says: "whom signatures are believed from: show, refresh and export trust roots",
		example: "doorlog trust update",
		load: async () => (await import("./trust.js")).trust
	},
	{
		name: "reconcile",
		says: "find jobs without a record, and records that were altered, deleted or made up",
		example: "doorlog reconcile --repo octo-org/octo-repo --sinks sinks.yml --from 30d",
		load: async () => (await import("./reconcile.js")).reconcile
	},
	{
		name: "setup",
		says: "prepare a log store for the records",
		example: "doorlog setup elasticsearch --url https://logs.example.org:9200",
		load: async () => (await import("./setup.js")).setup
	},
	{
		name: "doctor",
		says: "see whether log stores and alerts work, before it matters",
		example: "doorlog doctor --sinks sinks.yml --send",
		load: async () => (await import("./doctor.js")).doctor
	},
	{
		name: "replay",
		says: "deliver records that could not be delivered",
		example: "doorlog replay ./doorlog-spool --sinks sinks.yml",
		load: async () => (await import("./replay.js")).replay
	},
	{
		name: "rules",
		says: "list the rules that a policy can use",
		example: "doorlog rules --json",
		load: async () => (await import("./rules.js")).rules
	},
	{
		name: "simulate",
		says: "stage incidents against a policy: what would have been stopped, seen or missed",
		example: "doorlog simulate --policy strict",
		load: async () => (await import("./simulate.js")).simulate
	},
	{
		name: "policy",
		says: "begin, check and explain a policy",
		example: "doorlog policy check .github/doorlog.yml",
		load: async () => (await import("./policy.js")).policy
	},
	{
		name: "workflow",
		says: "explain what the jobs of workflow files may do",
		example: "doorlog workflow explain .github/workflows",
		load: async () => (await import("./workflow.js")).workflow
	}
];
function commands() {
	return COMMANDS;
}

// src/cli/dispatch.ts
async function dispatch(args, io) {
	const [word, ...rest] = args;
	try {
		if (word === "--version" || word === "-v") return say(io, `doorlog ${VERSION}\n`);
		if (word === "--help" || word === "-h") return say(io, help());
		if (word === void 0) throw new DoorlogError("usage", "Name a command; doorlog --help lists them.");
		if (word === "help") return await helpFor(rest[0], io);
		return await (await find(word).load())(rest, io);
	} catch (error) {
		return complain(error, io);
	}
}
function find(name) {
	const command = commands().find((each) => each.name === name);
	if (command) return command;
	const what = name.startsWith("-") ? "option" : "command";
	const known = what === "option" ? ["--help", "--version"] : commands().map((each) => each.name);
	const guess = didYouMean(name, known);
	throw new DoorlogError("usage", `There is no ${what} “${printable(name)}”.${guess} doorlog --help lists them.`);
}
async function helpFor(name, io) {
	if (name === void 0) return say(io, help());
	return (await find(name).load())(["--help"], io);
}
function complain(error, io) {
	const sentence = sentenceOf(error);
	io.stderr(`${codeOf(error) === "internal" ? `Doorlog itself failed: ${sentence}` : sentence}\n`);
	if (io.env.DOORLOG_DEBUG === "1" && error instanceof Error) io.stderr(`${error.stack ?? ""}\n`);
	return exitCodeOf(error);
}
function say(io, text) {
	io.stdout(text);
	return EXIT.fine;
}
function printable(text) {
	return text.replace(/[\p{Cc}\p{Cf}]/gu, "�").slice(0, 80);
}
function help() {
	const width = Math.max(...commands().map(({ name }) => name.length));
	return `Usage: doorlog COMMAND [OPTIONS]

The door book of a delivery pipeline: who came in, as whom, by which right, and what changed meanwhile.

Commands:
${commands().map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`).join("\n")}

  doorlog COMMAND --help tells a command's options, doorlog --version which Doorlog this is.

Examples:
${commands().map(({ example }) => `  ${example}`).join("\n")}

Exit code 0: fine; 1: refused, by a policy or because a proof does not hold; 2: wrong use; 3: evidence is missing or in
conflict; 4: a service failed. Data goes to standard output, everything else to standard error. DOORLOG_DEBUG=1 shows
where in the code an unexpected error came from.
`;
}

// src/cli/main.ts
function endQuietly(error) {
	if (systemCodeOf(error) !== "EPIPE") process.exitCode = EXIT.service;
}
process.stdout.on("error", endQuietly);
process.stderr.on("error", endQuietly);
const code = await dispatch(process.argv.slice(2), {
	env: process.env,
	cwd: process.cwd(),
	stdout: (text) => void process.stdout.write(text),
	stderr: (text) => void process.stderr.write(text),
	http: createHttp(surroundingsFrom(process.env)),
	isTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
	columns: process.stdout.isTTY === true && process.stdout.columns || void 0
});
process.exitCode ||= code;

export {  };