import { a as createReleaseReader, i as isReportFile, n as checkReleaseReport, r as checkReleaseStatement, t as REPORT_FILES } from "./release-report-check.js";
import { t as check } from "./check.js";
import { $t as sha256Hex, Fr as looseObject, Tr as array, Wr as optional, Xr as string, Zt as canonicalize, ai as sentenceOf, ii as codeOf } from "./hook.js";
import { i as RELEASE_REPORT_TYPE, r as PREDICATE_TYPE } from "./predicate-type.js";
import { a as tellBundles, r as isAbout, t as storeOfBundles } from "./bundle-store.js";
import { a as worstOf } from "./answer.js";
import { c as sentencesAboutJobs, i as summaryOf, l as verdictOfJobs, n as gitHubOrRefuse, o as ASKED_OF_NONE, r as jobsOf, s as isAskedOfNone, t as checkRuns } from "./commit-target.js";
import { r as findBundles, t as checkEvidence } from "./evidence-check.js";
import { n as attestationSource, r as knownRepository } from "./github-access.js";
import { t as verifyArtifact } from "./verify-artifact.js";
import { r as recordsInBundles } from "./prove-record.js";
import { t as proveAll } from "./prove-all.js";
import { n as sideBySide } from "./side-by-side.js";
import { r as isAgainstPolicy } from "./leading-events.js";
import { a as address, o as compareClaim, s as runAddress } from "./signer.js";

// src/cli/verify/own-attestation.ts
const RELEASE_TYPE = /^https:\/\/in-toto\.io\/attestation\/release\/v0\.\d+$/;
const SIGNER = {
	issuer: "",
	identity: "https://dotcom.releases.github.com"
};
const Statement = looseObject({ subject: array(looseObject({ uri: optional(string()) })) });
async function checkOwnAttestation(release, { files, found }, verifier) {
	if (!release.isImmutable) return [];
	const open = check("own-attestation", "GitHub’s attestation");
	const own = files.filter(({ sha256 }) => sha256 !== void 0 && found.has(sha256));
	let named = 0;
	for (const { asset, sha256 = "" } of own) {
		const proofs = (found.get(sha256) ?? []).filter(({ predicateType }) => RELEASE_TYPE.test(predicateType)).filter(({ json }) => isOfRelease(json, release, verifier));
		for (const { json } of proofs) {
			const artifact = {
				name: asset.name,
				digest: `sha256:${sha256}`
			};
			const { verdict } = await verifyArtifact({
				artifact,
				bundles: json,
				expected: SIGNER
			}, verifier);
			if (verdict !== "verified") continue;
			named += 1;
			break;
		}
	}
	const counted = own.length === 1 ? "1 file" : `${own.length} files`;
	return [named === own.length && named > 0 ? open.ok(`GitHub attests that it published the release with ${counted}; it does not say who made them.`) : open.notChecked(`GitHub’s own attestation of the release was found of ${named} of ${counted}.`)];
}
function isOfRelease(json, { repository, tag }, verifier) {
	const statement = Statement.safeParse(JSON.parse(Buffer.from(verifier.open(json).payload).toString("utf8")));
	const purl = `pkg:github/${repository}@${tag}`.toLowerCase();
	return statement.success && statement.data.subject.some(({ uri }) => uri !== void 0 && uri.toLowerCase() === purl);
}

// src/cli/verify/release-asset-lines.ts
async function assetLines(evidence, settings) {
	const lines = [];
	const more = [];
	const attested = [];
	for (const file of evidence.files) {
		const { verdict, detail, proven = [], other } = await lookAt(file, evidence, settings);
		const { asset, sha256 } = file;
		lines.push({
			name: asset.name,
			...sha256 !== void 0 && { sha256 },
			verdict,
			detail
		});
		more.push(...proven);
		if (other) attested.push(other);
	}
	const known = new Set(evidence.jobs.map(({ answer }) => answer.sha256));
	return {
		lines,
		attested,
		proven: [...new Map(more.map((each) => [each.answer.sha256, each])).values()].filter(({ answer }) => !known.has(answer.sha256))
	};
}
function verdictOfAssets(lines) {
	return lines.map(({ verdict }) => verdict === "evidence" ? "verified" : verdict === "unknown" ? "incomplete" : verdict);
}
async function lookAt(file, evidence, settings) {
	const { asset, sha256, toldOtherwise, bundles } = file;
	const { found, jobs, report } = evidence;
	if (toldOtherwise !== void 0) return {
		verdict: "refused",
		detail: `GitHub tells of sha256:${toldOtherwise}, and what it gave has sha256:${sha256}; download it again, and believe neither while they differ.`
	};
	if (bundles.length > 0) return {
		verdict: "evidence",
		detail: "It holds bundles, which are looked at by themselves."
	};
	if (sha256 === void 0) return {
		verdict: "unknown",
		detail: "Its digest is not known: GitHub does not say it."
	};
	if (isReportFile(asset.name)) return lookAtReport(asset.name, sha256, report);
	const job = jobs.find(({ answer, bundles: own }) => answer.verdict === "verified" && names(own, sha256));
	if (job) return {
		verdict: "verified",
		detail: `${whose(job)} names it.`
	};
	const about = found.get(sha256) ?? [];
	const own = about.filter(({ predicateType }) => predicateType === PREDICATE_TYPE);
	const questions = recordsInBundles(own).map((question) => ({
		...question,
		artifacts: [{
			name: asset.name,
			sha256
		}]
	}));
	const proven = await proveAll(questions, settings.ports);
	const holding = proven.find(({ answer }) => answer.verdict === "verified");
	if (holding) return {
		verdict: "verified",
		detail: `${whose(holding)}, of another commit’s run, names it.`,
		proven
	};
	if (report.report?.release.artifacts.some((artifact) => artifact.sha256 === sha256)) return {
		verdict: "verified",
		detail: "The release access report names it, though no record does.",
		proven
	};
	const other = await lookAtOthers(asset.name, sha256, about, settings);
	if (other) return {
		...other,
		proven
	};
	const [refused] = proven.flatMap(({ answer }) => answer.checks.filter(({ status }) => status === "failed"));
	if (!refused && evidence.unanswered.has(sha256)) return {
		verdict: "unknown",
		detail: "Nothing at hand speaks about it, and not every place could be asked.",
		proven
	};
	return refused ? {
		verdict: "refused",
		detail: `Records speak about it, and none holds: ${refused.detail}`,
		proven
	} : {
		verdict: "missing",
		detail: "No record, report or attestation of this repository speaks about it.",
		proven
	};
}
function lookAtReport(name, sha256, { report, refused }) {
	if (name !== REPORT_FILES.json) return {
		verdict: "evidence",
		detail: "It stands beside the release access report and is not signed by itself."
	};
	if (!report) return {
		verdict: refused ? "refused" : "unknown",
		detail: "There is no report that holds to compare it with."
	};
	return sha256Hex(canonicalize(report)) === sha256 ? {
		verdict: "verified",
		detail: "It is the report that was signed."
	} : {
		verdict: "refused",
		detail: "It is another report than the one that was signed."
	};
}
async function lookAtOthers(name, sha256, about, { ports }) {
	for (const { json, predicateType } of about) {
		if (predicateType === "https://doorlog.github.io/doorlog/access-record/v1" || predicateType === "https://doorlog.github.io/doorlog/release-access-report/v1") continue;
		const { verdict, signer } = await verifyArtifact({
			artifact: {
				name,
				digest: `sha256:${sha256}`
			},
			bundles: json,
			expected: ports.expected,
			predicateType
		}, ports.verifier);
		if (verdict !== "verified" || signer?.kind !== "certificate") continue;
		return {
			verdict: "verified",
			detail: `No access record names it; an attestation of type ${predicateType} by ${signer.identity} holds.`,
			other: {
				name,
				sha256,
				predicateType,
				json
			}
		};
	}
}
function names(bundles, sha256) {
	return tellBundles(bundles).some((told) => isAbout(told, sha256));
}
function whose({ answer }) {
	const { job, runId, phase, sha256 } = answer;
	return `The record${job === void 0 ? "" : ` of job ${job}`} (${phase}, run ${runId}, sha256:${sha256.slice(0, 12)}…)`;
}

// src/cli/verify/release-files.ts
const BUNDLE_NAME = /\.(sigstore|sigstore\.json|jsonl|bundle)$/i;
const MAX_BUNDLE_BYTES = 33554432;
const MAX_FETCHED_BYTES = 134217728;
const SIDE_BY_SIDE$1 = 3;
async function readReleaseFiles({ assets }, reader) {
	return sideBySide(assets, SIDE_BY_SIDE$1, async (asset) => {
		const told = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "")?.[1];
		const mayHold = BUNDLE_NAME.test(asset.name) && asset.size <= MAX_BUNDLE_BYTES;
		const bytes = mayHold || told === void 0 && asset.size <= MAX_FETCHED_BYTES ? await reader.asset(asset, Math.max(asset.size, 1)) : void 0;
		const sha256 = bytes ? sha256Hex(bytes) : told;
		const bundles = mayHold && bytes ? tellBundles(Buffer.from(bytes).toString("utf8")) : [];
		return {
			asset,
			...sha256 !== void 0 && { sha256 },
			...told !== void 0 && sha256 !== told && { toldOtherwise: told },
			bundles
		};
	});
}
function sumOf(each) {
	const sums = /* @__PURE__ */ new Map();
	for (const { source, bundles, problem } of each.flat()) {
		const before = sums.get(source);
		const worst = before?.problem ?? problem;
		sums.set(source, {
			source,
			bundles: (before?.bundles ?? 0) + bundles,
			...worst && { problem: worst }
		});
	}
	return [...sums.values()];
}

// src/cli/verify/release-evidence.ts
const SIDE_BY_SIDE = 6;
async function bundlesAbout(files, sources, signal) {
	const wanted = files.flatMap(({ sha256, bundles }) => sha256 === void 0 || bundles.length > 0 ? [] : [sha256]);
	const answers = await sideBySide([...new Set(wanted)], SIDE_BY_SIDE, async (sha256) => ({
		sha256,
		...await findBundles({ sha256 }, sources, signal)
	}));
	const open = answers.filter(({ looked }) => looked.some(({ problem }) => problem !== void 0));
	return {
		found: new Map(answers.map(({ sha256, bundles }) => [sha256, bundles])),
		unanswered: new Set(open.map(({ sha256 }) => sha256)),
		looked: sumOf(answers.map(({ looked }) => looked))
	};
}
function sourceOf(name, bundles) {
	return {
		name,
		async *find() {
			for (const { json } of bundles) yield json;
		}
	};
}
async function* placed(bundles) {
	for (const told of bundles) if (told.predicateType === "https://doorlog.github.io/doorlog/access-record/v1") yield {
		told,
		location: "a bundle"
	};
}

// src/core/release-report-conflict.ts
const RUN = "1.3.6.1.4.1.57264.1.21";
function contradictionBetween(one, other) {
	return aboutArtifacts(one, other) ?? aboutJobs(one, other) ?? aboutJobs(other, one);
}
function currentReports(reports) {
	return reports.filter((each) => !reports.some((other) => isLaterAttempt(other.signer, each.signer)));
}
function isLaterAttempt(later, earlier) {
	if (later.kind !== "certificate" || earlier.kind !== "certificate" || later.identity !== earlier.identity) return false;
	const [one, other] = [attemptOf(later.claims[RUN]), attemptOf(earlier.claims[RUN])];
	return one !== void 0 && other !== void 0 && one.run === other.run && one.attempt > other.attempt;
}
function attemptOf(address = "") {
	const [, run, attempt] = /^(.+)\/attempts\/(\d{1,9})$/.exec(address) ?? [];
	return run === void 0 ? void 0 : {
		run,
		attempt: Number(attempt)
	};
}
function aboutArtifacts(one, other) {
	const [first, second] = [one.release.artifacts, other.release.artifacts];
	const strange = [...notIn(first, second), ...notIn(second, first)];
	const [named] = strange;
	if (!named) return void 0;
	const more = strange.length > 1 ? ` and ${strange.length - 1} more` : "";
	return `about the released files: only one of them names ${named.name} (sha256:${named.sha256.slice(0, 12)}…)${more}`;
}
function notIn(files, others) {
	const known = new Set(others.map(({ sha256 }) => sha256));
	return files.filter(({ sha256 }) => !known.has(sha256));
}
const SILENT = /* @__PURE__ */ new Set([
	"verified",
	"left out",
	"not named"
]);
const NOT_NAMED = {
	title: "",
	verdict: "not named"
};
function aboutJobs(one, other) {
	const others = standingsIn(other);
	for (const [id, { title, verdict, digest }] of standingsIn(one)) {
		const there = others.get(id) ?? NOT_NAMED;
		if (there.verdict !== verdict && !(SILENT.has(verdict) && SILENT.has(there.verdict))) return `about ${title}, which is ${verdict} in one and ${there.verdict} in the other`;
		if (digest !== void 0 && there.digest !== void 0 && there.digest !== digest) return `about ${title}, of which each names another record`;
	}
}
function standingsIn({ jobs, missing, excluded }) {
	const title = ({ run, job }) => `job ${job.name} of run ${run.id}`;
	return new Map([
		...excluded.map((each) => [each.recordId, {
			title: title(each),
			verdict: "left out"
		}]),
		...missing.map((each) => [each.recordId, {
			title: title(each),
			verdict: each.why
		}]),
		...jobs.map((each) => {
			const { recordId, recordDigest: digest, verdict } = each;
			const judged = verdict === "verified" && isAgainstPolicy(each) ? "against the policy" : verdict;
			return [recordId, {
				title: title(each),
				verdict: judged,
				...digest !== void 0 && { digest }
			}];
		})
	]);
}

// src/core/release-report-signer.ts
const COMMIT = "1.3.6.1.4.1.57264.1.13";
const CLAIMS = [
	{
		oid: 15,
		id: "claim-repository-id",
		title: "Repository id",
		weight: "if-claimed",
		pointers: ["/release/repositoryId"]
	},
	{
		oid: 18,
		id: "claim-recorder-workflow",
		title: "Workflow file of the recorder",
		weight: "optional",
		pointers: ["/release/server", "/recorder/workflowRef"],
		form: address
	},
	{
		oid: 21,
		id: "claim-recorder-run",
		title: "Run and attempt of the recorder",
		weight: "optional",
		pointers: [
			"/release/server",
			"/release/repository",
			"/recorder/runId",
			"/recorder/runAttempt"
		],
		form: runAddress
	}
];
function checkReportSigner(signer, report, expected) {
	const open = check("made-by", "Who made it");
	if (signer.kind === "key") return [open.notChecked("A key signed it, which has no run.")];
	const { identity, claims } = signer;
	const { workflow, ref, identity: named } = expected;
	const isNamed = workflow !== void 0 || ref !== void 0 || named !== void 0;
	const madeBy = claims[COMMIT] === report.release.commit ? open.ok(`It was made by ${identity}, at the released commit.`) : isNamed ? open.ok(`It was made by ${identity}, as expected.`) : open.notChecked(`It was made by ${identity} at another commit than the released one, which any job of the repository can do; name that workflow by --workflow and --ref if it may.`);
	return [...CLAIMS.flatMap((row) => compareClaim(row, claims, report)), madeBy];
}

// src/cli/verify/release-report.ts
const TESTIMONY = /* @__PURE__ */ new Set([
	"artifacts",
	"records",
	"report-verdict"
]);
async function proveReport(bundles, release, ports) {
	const distinct = new Map(bundles.map((bundle) => [canonicalize(JSON.parse(bundle.json)), bundle]));
	const proofs = [];
	for (const bundle of distinct.values()) proofs.push(await proveOne(bundle, release, ports));
	const current = currentReports(proofs.flatMap((proof) => proof.genuine ? [{
		...proof.genuine,
		proof
	}] : []));
	const holding = current.find(({ proof }) => proof.report !== void 0);
	if (holding) return contradictedIn(current) ?? holding.proof;
	const open = check("report", "Release access report");
	return current[0]?.proof ?? proofs[0] ?? {
		checks: [open.notChecked("The release has none among its files and attestations.")],
		refused: false
	};
}
function contradictedIn(reports) {
	for (const [index, one] of reports.entries()) for (const other of reports.slice(index + 1)) {
		const about = contradictionBetween(one.report, other.report);
		if (about === void 0) continue;
		const [first, second] = [nameOf(one.signer), nameOf(other.signer)];
		const mend = first === second ? `made by ${first}; one workflow made both: delete the false one and its attestation.` : `made by ${first} and ${second}; name who should have made it by --workflow or --identity.`;
		const open = check("report-conflict", "Release access reports");
		const sentence = `Two genuine reports contradict each other ${about}; they were ${mend}`;
		return {
			checks: [open.failed(sentence)],
			refused: false,
			isContradicted: true
		};
	}
}
function nameOf(signer) {
	return signer.kind === "certificate" ? signer.identity : `the key ${signer.fingerprint}`;
}
async function proveOne({ json, predicate }, release, { verifier, expected }) {
	const answer = await verifyArtifact({
		artifact: {
			name: "the report",
			digest: `sha256:${sha256Hex(canonicalize(predicate))}`
		},
		bundles: JSON.stringify(JSON.parse(json)),
		expected,
		predicateType: RELEASE_REPORT_TYPE
	}, verifier);
	const { signer } = answer;
	const statement = answer.verdict === "verified" ? checkReleaseStatement(verifier.open(json)) : void 0;
	const compared = statement?.report && checkReleaseReport(statement.report, release);
	const made = statement?.report && signer ? checkReportSigner(signer, statement.report, expected) : [];
	const checks = [
		...answer.checks,
		...statement?.checks ?? [],
		...made,
		...compared?.checks ?? []
	];
	const failed = checks.filter(({ status }) => status === "failed");
	const proof = {
		checks: [...new Map(checks.map((each) => [each.id, each])).values()].map((each) => ({
			...each,
			id: `report-${each.id}`,
			title: `Report: ${each.title}`
		})),
		refused: failed.length > 0
	};
	if (!made.some(({ id, status }) => id === "made-by" && status === "ok") || !compared?.report || !signer || failed.some(({ id }) => !TESTIMONY.has(id))) return proof;
	const genuine = {
		report: compared.report,
		signer
	};
	if (proof.refused) return {
		...proof,
		genuine
	};
	const sha256 = sha256Hex(canonicalize(predicate));
	const attested = {
		name: REPORT_FILES.json,
		sha256,
		predicateType: RELEASE_REPORT_TYPE,
		json
	};
	return {
		...proof,
		genuine,
		report: compared.report,
		attested
	};
}
const LEFT_OUT = {
	"this-job": "The release access report leaves it out: it is the job that made the report.",
	"still-running": "The release access report leaves it out: it had not ended yet.",
	"except-jobs": "The release access report leaves it out: the release workflow names it in except-jobs."
};
function withReport(lines, { report }) {
	const told = new Map(report?.jobs.map((job) => [job.recordId, job.verdict]));
	const excluded = new Map(report?.excluded.map((job) => [job.recordId, job.why]));
	return lines.map((line) => {
		if (line.verdict !== "unknown") return line;
		const why = excluded.get(line.recordId);
		if (why !== void 0) return {
			...line,
			verdict: "left-out",
			detail: LEFT_OUT[why]
		};
		return told.get(line.recordId) === "verified" ? {
			...line,
			verdict: "verified",
			detail: "The release access report says that its record was proven; the record itself is not at hand."
		} : line;
	});
}

// src/cli/verify/release-target.ts
async function verifyRelease({ repository, tag, server }, given) {
	const access = gitHubOrRefuse(given, server);
	const known = await knownRepository(access, repository);
	const expected = {
		...given.ports.expected,
		repository: given.ports.expected.repository ?? known.name
	};
	const settings = {
		...given,
		ports: {
			...given.ports,
			expected
		}
	};
	const reader = createReleaseReader(access.client, settings.io.http, known.name);
	const release = await reader.byTag(tag).catch((error) => noRelease(error, known.name, tag));
	if ("answer" in release) return release;
	const commit = await commitOf(tag, reader);
	const files = await readReleaseFiles(release, reader);
	const attached = files.flatMap(({ bundles }) => bundles);
	const sources = [
		sourceOf("the release’s files", attached),
		...settings.localSources,
		attestationSource(access, settings.io.http, known.name)
	];
	const { found, unanswered, looked } = await bundlesAbout(files, sources, settings.signal);
	const all = [...attached, ...[...found.values()].flat()];
	const stores = [...settings.stores, storeOfBundles("bundles about the release’s files", () => placed(all))];
	const hasStores = settings.stores.length > 0;
	const jobs = commit === void 0 ? [] : await jobsOf(commit, known, access, settings, stores, hasStores);
	const { proven: ofJobs, runs } = summaryOf(commit ?? "", jobs);
	const isUnasked = isAskedOfNone(jobs.map(({ line }) => line));
	const report = await proveReport(all.filter(({ predicateType }) => predicateType === RELEASE_REPORT_TYPE), {
		repository: known.name,
		tag,
		...commit !== void 0 && { commit },
		artifacts: files.flatMap(({ asset, sha256, bundles }) => sha256 !== void 0 && bundles.length === 0 ? [{
			name: asset.name,
			sha256
		}] : []),
		records: new Map(ofJobs.flatMap(({ answer }) => answer.recordId ? [[answer.recordId, answer.sha256]] : []))
	}, settings.ports);
	const lines = withReport(jobs.map(({ line }) => line), report);
	const assets = await assetLines({
		files,
		found,
		unanswered,
		jobs: ofJobs,
		report
	}, settings);
	const missing = [
		...commit === void 0 ? [`The tag ${tag} stands for no commit, so that nobody can tell which jobs led to it.`] : [],
		...commit !== void 0 && lines.length === 0 ? [`GitHub knows no run of commit ${commit}: there was none, or it was deleted, by hand or after its time.`] : [...sentencesAboutJobs(lines), ...isUnasked ? [ASKED_OF_NONE] : []],
		...files.length === 0 ? ["The release has no files but the source that GitHub packs."] : []
	];
	const checks = [
		checkRelease(release, known.name, commit),
		...await checkOwnAttestation({
			repository: known.name,
			tag,
			isImmutable: release.immutable === true
		}, {
			files,
			found
		}, settings.ports.verifier),
		checkEvidence(looked),
		checkRuns(runs, lines.length, known.name),
		...report.checks
	];
	const answer = {
		target: {
			kind: "release",
			name: `${known.name}@${tag}`,
			repository: known.name,
			tag,
			...commit !== void 0 && { commit }
		},
		verdict: worstOf([
			...verdictOfJobs(lines),
			...verdictOfAssets(assets.lines),
			...report.refused ? ["refused"] : [],
			...report.isContradicted ? ["conflict"] : [],
			...lines.length === 0 ? ["missing"] : [],
			...isUnasked ? ["incomplete"] : []
		]),
		checks,
		records: [...ofJobs, ...assets.proven].map((each) => each.answer),
		jobs: lines,
		assets: assets.lines,
		missing
	};
	const attested = [...report.attested ? [report.attested] : [], ...assets.attested];
	return {
		answer,
		proven: [...ofJobs, ...assets.proven],
		attested
	};
}
function noRelease(error, repository, tag) {
	if (codeOf(error) !== "api-not-found") throw error;
	return {
		answer: {
			target: {
				kind: "release",
				name: `${repository}@${tag}`,
				repository,
				tag
			},
			verdict: "missing",
			checks: [],
			records: [],
			jobs: [],
			assets: [],
			missing: [sentenceOf(error)]
		},
		proven: []
	};
}
async function commitOf(tag, reader) {
	return reader.commitOf(`refs/tags/${tag}`).catch((error) => {
		if (codeOf(error) === "api-not-found") return void 0;
		throw error;
	});
}
function checkRelease({ draft, immutable, url }, repository, commit) {
	const open = check("release", "Release");
	const kind = draft ? "a draft, which may still change" : immutable ? "immutable" : "published, and may still be changed";
	const of = commit === void 0 ? "" : `, of commit ${commit}`;
	return open.ok(`${url} of ${repository} is ${kind}${of}.`);
}

export { verifyRelease };