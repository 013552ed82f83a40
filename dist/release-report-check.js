import { $t as sha256Hex, Br as nullable, Dn as refusal, Er as boolean, Gr as record, Hr as number, Pr as literal, Qr as unknown, Tr as array, Ur as object, Wr as optional, Xr as string, Yr as strictObject, Zr as union, Zt as canonicalize, ii as codeOf, ri as DoorlogError } from "./hook.js";
import { t as downloadUnaccompanied } from "./unaccompanied.js";
import { t as check } from "./check.js";
import { n as quantity } from "./quantity.js";
import { a as STATEMENT_TYPE, i as RELEASE_REPORT_TYPE, n as PAYLOAD_TYPE } from "./predicate-type.js";
import { a as verdictOf, r as isAgainstPolicy, s as ReleaseReport } from "./leading-events.js";

// src/ci/github/release-reader.ts
const PER_PAGE = 100;
const MAX_PAGES = 5;
const MANY_ASSETS = 30;
const MAX_TAGS = 5;
const Id = union([number(), string()]);
const Asset = object({
	id: Id,
	name: string(),
	size: number(),
	digest: optional(nullable(string()))
});
const Release = object({
	id: Id,
	tag_name: string(),
	name: optional(nullable(string())),
	draft: boolean(),
	immutable: optional(boolean()),
	assets: array(Asset),
	html_url: string()
});
const GitObject = object({ object: object({
	sha: string(),
	type: string()
}) });
function createReleaseReader(client, http, repository) {
	const [owner = "", repo = ""] = repository.split("/");
	const at = {
		owner,
		repo
	};
	return {
		async byTag(tag) {
			const release = await published(client, at, tag) ?? await draft(client, at, tag);
			if (!release) throw new DoorlogError("api-not-found", `${repository} has no release of the tag ${JSON.stringify(tag)}, or only a draft that this token can’t see; name the tag as GitHub shows it, with its v where it has one.`);
			return seen(release, await assetsOf(client, at, release));
		},
		commitOf: (ref) => commitOf(client, at, ref),
		async asset({ id, name }, maxBytes) {
			const route = "GET /repos/{owner}/{repo}/releases/assets/{asset_id}";
			const parameters = {
				...at,
				asset_id: id
			};
			const reply = await client.raw(route, parameters, {
				accept: "application/octet-stream",
				maxBytes
			});
			const { location } = reply.headers;
			if (reply.status >= 400) throw refusal(reply, route);
			if (reply.status === 200) return reply.body;
			if (location === void 0 || !URL.canParse(location)) throw new DoorlogError("http-reply-invalid", `GitHub’s API did not say where ${JSON.stringify(name)} is.`);
			return downloadUnaccompanied(http, {
				service: "The store of releases’ files",
				url: location,
				maxBytes
			});
		}
	};
}
async function published(client, at, tag) {
	return orNone(client.rest("GET /repos/{owner}/{repo}/releases/tags/{tag}", {
		...at,
		tag
	}, Release));
}
async function draft(client, at, tag) {
	for (let page = 1; page <= MAX_PAGES; page++) {
		const query = {
			...at,
			per_page: PER_PAGE,
			page
		};
		const releases = await client.rest("GET /repos/{owner}/{repo}/releases", query, array(Release));
		const found = releases.find(({ tag_name }) => tag_name === tag);
		if (found || releases.length < PER_PAGE) return found;
	}
}
async function assetsOf(client, at, release) {
	if (release.assets.length < MANY_ASSETS) return release.assets.map(assetOf);
	const all = [];
	for (let page = 1;; page++) {
		const query = {
			...at,
			release_id: release.id,
			per_page: PER_PAGE,
			page
		};
		const some = await client.rest("GET /repos/{owner}/{repo}/releases/{release_id}/assets", query, array(Asset));
		all.push(...some.map(assetOf));
		if (some.length < PER_PAGE) return all;
	}
}
function assetOf({ id, name, size, digest }) {
	return {
		id: String(id),
		name,
		size,
		...digest && { digest }
	};
}
function seen(release, assets) {
	return {
		id: String(release.id),
		tag: release.tag_name,
		...release.name && { name: release.name },
		draft: release.draft,
		...release.immutable !== void 0 && { immutable: release.immutable },
		assets,
		url: release.html_url
	};
}
async function commitOf(client, at, ref) {
	for (const name of namesOf(ref)) {
		const found = await targetOf(client, at, name);
		if (found) return found;
	}
	const commit = await shortened(client, at, ref);
	if (commit) return commit;
	throw new DoorlogError("api-not-found", `${at.owner}/${at.repo} has no tag, branch or commit ${JSON.stringify(ref)}, or hides it from this token.`);
}
function namesOf(ref) {
	if (ref.startsWith("refs/")) return [ref.slice(5)];
	return /^[0-9a-f]{40}$/.test(ref) ? [] : [`tags/${ref}`, `heads/${ref}`];
}
async function targetOf(client, at, ref) {
	let found = await orNone(client.rest("GET /repos/{owner}/{repo}/git/ref/{ref}", {
		...at,
		ref
	}, GitObject));
	for (let tags = 0; found?.object.type === "tag" && tags < MAX_TAGS; tags++) {
		const parameters = {
			...at,
			tag_sha: found.object.sha
		};
		found = await client.rest("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", parameters, GitObject);
	}
	if (found && found.object.type !== "commit") throw new DoorlogError("http-reply-invalid", `The ref ${JSON.stringify(ref)} stands for a ${found.object.type}, not for a commit.`);
	return found?.object.sha;
}
async function shortened(client, at, ref) {
	if (!/^[0-9a-f]{4,40}$/.test(ref)) return void 0;
	const route = "GET /repos/{owner}/{repo}/commits/{ref}";
	const reply = await client.raw(route, {
		...at,
		ref
	}, {
		accept: "application/vnd.github.sha",
		maxBytes: 1e5
	});
	if (reply.status === 422 || reply.status === 404) return void 0;
	if (reply.status !== 200) throw refusal(reply, route);
	const sha = reply.body.toString("utf8");
	return /^[0-9a-f]{40}$/.test(sha) && sha.startsWith(ref) ? sha : void 0;
}
async function orNone(asked) {
	return asked.catch((error) => {
		if (codeOf(error) === "api-not-found") return void 0;
		throw error;
	});
}

// src/core/release-report-check.ts
const REPORT_FILES = {
	json: "doorlog-release-access-report.json",
	markdown: "doorlog-release-access-report.md",
	bundle: "doorlog-release-access-report.sigstore.json",
	result: "doorlog-release-verification.sigstore.json"
};
function isReportFile(name) {
	return Object.values(REPORT_FILES).some((own) => own === name);
}
const Statement = strictObject({
	_type: literal(STATEMENT_TYPE),
	subject: array(strictObject({
		name: optional(string()),
		digest: strictObject({ sha256: string() })
	})),
	predicateType: string(),
	predicate: record(string(), unknown())
});
function checkReleaseStatement(envelope) {
	const open = check("statement", "In-toto statement");
	const statement = Statement.safeParse(jsonIn(envelope.payload)).data;
	if (envelope.payloadType !== "application/vnd.in-toto+json" || !statement) return { checks: [open.failed("What was signed is not an in-toto Statement over SHA-256 digests.")] };
	const type = check("predicate-type", "Predicate type");
	if (statement.predicateType !== "https://doorlog.github.io/doorlog/release-access-report/v1") return { checks: [open.ok(`What was signed is an ${STATEMENT_TYPE}.`), type.failed(`What was signed is a ${statement.predicateType}, not a ${RELEASE_REPORT_TYPE}.`)] };
	const form = check("schema", "Schema");
	const report = ReleaseReport.safeParse(statement.predicate).data;
	const checks = [open.ok(`What was signed is an ${STATEMENT_TYPE}.`), type.ok(`It is a ${RELEASE_REPORT_TYPE}.`)];
	if (!report) return { checks: [...checks, form.failed("What was signed is not a release access report of a known version.")] };
	const known = form.ok(`It is a release access report, version ${report.schemaVersion}.`);
	return {
		checks: [
			...checks,
			known,
			checkSubjects(statement.subject, statement.predicate, report)
		],
		report
	};
}
function checkSubjects(subjects, predicate, { release }) {
	const open = check("subject", "Subjects");
	const named = /* @__PURE__ */ new Set([...release.artifacts.map(({ sha256 }) => sha256), sha256Hex(canonicalize(predicate))]);
	const signed = new Set(subjects.map(({ digest }) => digest.sha256));
	return signed.size === named.size && subjects.length === named.size && [...named].every((d) => signed.has(d)) ? open.ok("It was signed for the report’s own file and the files that the report names, and for nothing else.") : open.failed("It was signed for other files than the report’s own and those that it names.");
}
function checkReleaseReport(report, release) {
	const open = check("schema", "Schema");
	const parsed = ReleaseReport.safeParse(report);
	if (!parsed.success) return { checks: [open.failed("This is not a release access report of a known version.")] };
	return {
		checks: [
			open.ok(`This is a release access report, version ${parsed.data.schemaVersion}.`),
			checkRelease(parsed.data, release),
			checkArtifacts(parsed.data, release),
			checkSums(parsed.data),
			...checkRecords(parsed.data, release),
			checkVerdict(parsed.data)
		],
		report: parsed.data
	};
}
function checkRelease({ release }, { repository, tag, commit }) {
	const open = check("release", "Release");
	if (release.repository.toLowerCase() !== repository.toLowerCase() || release.tag !== tag) return open.failed(`The report speaks of ${release.tag} of ${release.repository}, not of ${tag} of ${repository}.`);
	if (commit !== void 0 && commit !== release.commit) return open.failed(`The report speaks of commit ${release.commit}, and the tag ${tag} stands for ${commit} now.`);
	return open.ok(`The report speaks of ${tag} of ${release.repository}, commit ${release.commit}.`);
}
function checkArtifacts({ release }, { artifacts }) {
	const open = check("artifacts", "Released files");
	const named = new Set(release.artifacts.map(({ sha256 }) => sha256));
	const strange = artifacts.filter(({ name, sha256 }) => !isReportFile(name) && !named.has(sha256));
	const [first] = strange;
	if (!first) return open.ok("The report names every file of the release.");
	const more = strange.length > 1 ? `, nor ${strange.length - 1} more of its files` : "";
	return open.failed(`The report does not name ${first.name} (sha256:${first.sha256}) of the release${more}.`);
}
function checkSums({ counts, jobs, missing, excluded, verdict }) {
	const open = check("counts", "Counts");
	const places = [
		...jobs,
		...missing,
		...excluded
	].map(({ run, job }) => `${run.id}/${run.attempt}/${job.id}`);
	if (new Set(places).size < places.length) return open.failed("The report lists a job twice.");
	const own = {
		ran: places.length,
		verified: jobs.filter((job) => job.verdict === "verified").length,
		refused: jobs.filter((job) => job.verdict !== "verified").length,
		againstPolicy: jobs.filter(isAgainstPolicy).length,
		missing: missing.length,
		excluded: excluded.length,
		notRun: counts.notRun
	};
	return canonicalize(own) === canonicalize(counts) && verdictOf(own) === verdict ? open.ok("The report’s counts and verdict follow from the jobs that it lists.") : open.failed("The report’s counts or verdict are not those of the jobs that it lists.");
}
function checkRecords({ jobs }, { records }) {
	if (!records) return [];
	const open = check("records", "Records");
	const proven = jobs.filter(({ recordDigest }) => recordDigest !== void 0);
	const strange = proven.find(({ recordId, recordDigest }) => (records.get(recordId) ?? recordDigest) !== recordDigest);
	if (strange) return [open.failed(`The record of ${strange.job.name} is another one than the report names; one of the two is false.`)];
	const found = proven.filter(({ recordId }) => records.has(recordId)).length;
	return [found === proven.length ? open.ok("Every record that the report names is the one that was found.") : open.notChecked(`Of ${quantity(proven.length, "record")} that the report names ${quantity(proven.length - found, "was", "were")} not found.`)];
}
function checkVerdict({ verdict, counts }) {
	const open = check("report-verdict", "Verdict of the report");
	return verdict === "pass" ? open.ok(`Every job that was asked for has a proven record: ${counts.verified} of them.`) : open.failed(`The report says that the release is not in order: ${quantity(counts.missing, "job")} without a proven record, ${counts.refused} that can’t be believed, ${counts.againstPolicy} against the policy.`);
}
function jsonIn(payload) {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
	} catch {
		return;
	}
}

export { createReleaseReader as a, isReportFile as i, checkReleaseReport as n, checkReleaseStatement as r, REPORT_FILES as t };