import { In as VARIABLE_NAMES, Ln as secretsFromVariables, ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { _ as addressOf, c as createS3Client, d as wordsOf, m as escapeXml, o as mendOf, t as ask, u as faultOf } from "./listing.js";
import { n as isApart } from "./lock.js";
import { t as S3SinkConfig } from "./type6.js";
import { r as sinkSurroundings, t as configuredSinks } from "./sinks-option.js";
import { t as wholeDays } from "./whole-days.js";
const { createHash } = process.getBuiltinModule("node:crypto");

// src/sinks/s3/policies.ts
function document(...statements) {
	return {
		Version: "2012-10-17",
		Statement: statements
	};
}
function partitionOf({ region = "" }) {
	return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
function bucketArn(config) {
	return `arn:${partitionOf(config)}:s3:::${config.bucket}`;
}
function writerPolicy(config) {
	const { prefix, lock, erasable } = config;
	const bucket = bucketArn(config);
	const isNew = config.url === void 0 ? { Null: { "s3:if-none-match": "false" } } : {};
	const records = `${bucket}/${prefix}records/*`;
	const beside = `${bucket}/${prefix}erasable/*`;
	const all = [lock?.days ?? 0, ...(lock?.retention ?? []).map((each) => each.days)];
	const inMode = lock && { StringEquals: { "s3:object-lock-mode": lock.mode } };
	const days = "s3:object-lock-remaining-retention-days";
	const forDays = config.url === void 0 && {
		NumericGreaterThanEquals: { [days]: String(Math.max(0, Math.min(...all) - 1)) },
		NumericLessThanEquals: { [days]: String(Math.max(...all) + 1) }
	};
	const holds = lock?.["legal-hold"] === true || lock?.retention?.some((each) => each["legal-hold"]) === true;
	const statement = (Sid, Action, Resource, Condition) => ({
		Sid,
		Effect: "Allow",
		Action,
		Resource,
		...Condition && Object.keys(Condition).length > 0 && { Condition }
	});
	return document(statement("CreateRecords", "s3:PutObject", records, {
		...isNew,
		...inMode
	}), ...lock ? [statement("LockRecords", "s3:PutObjectRetention", records, {
		...inMode,
		...forDays
	})] : [], ...holds ? [statement("HoldRecords", "s3:PutObjectLegalHold", records, onlyOn())] : [], ...isApart(config) ? [statement("CreateErasable", "s3:PutObject", beside, isNew)] : [], ...isApart(config) && erasable?.days !== void 0 ? [statement("LockErasable", "s3:PutObjectRetention", beside, { StringEquals: { "s3:object-lock-mode": "GOVERNANCE" } })] : [], ...isApart(config) && erasable?.["legal-hold"] ? [statement("HoldErasable", "s3:PutObjectLegalHold", beside, onlyOn())] : []);
}
function onlyOn() {
	return { StringEquals: { "s3:object-lock-legal-hold": "ON" } };
}
function readerPolicy(config) {
	const bucket = bucketArn(config);
	return document({
		Sid: "ReadRecords",
		Effect: "Allow",
		Action: [
			"s3:GetObject",
			"s3:GetObjectVersion",
			"s3:GetObjectRetention",
			"s3:GetObjectLegalHold"
		],
		Resource: [`${bucket}/${config.prefix}records/*`, `${bucket}/${config.prefix}erasable/*`]
	}, {
		Sid: "ListAndExamine",
		Effect: "Allow",
		Action: [
			"s3:ListBucket",
			"s3:ListBucketVersions",
			"s3:GetBucketVersioning",
			"s3:GetBucketObjectLockConfiguration",
			"s3:GetLifecycleConfiguration",
			"s3:GetBucketPublicAccessBlock"
		],
		Resource: bucket
	});
}
function eraserPolicy(config) {
	const bucket = bucketArn(config);
	return document({
		Sid: "Erase",
		Effect: "Allow",
		Action: [
			"s3:DeleteObject",
			"s3:DeleteObjectVersion",
			"s3:BypassGovernanceRetention",
			"s3:PutObjectLegalHold"
		],
		Resource: `${bucket}/${config.prefix}erasable/*`
	}, {
		Sid: "FindWhatToErase",
		Effect: "Allow",
		Action: "s3:ListBucketVersions",
		Resource: bucket
	});
}
function trustPolicy(config, question) {
	const { account, repositories, environments, issuer = "token.actions.githubusercontent.com" } = question;
	const subjects = repositories.flatMap((repository) => environments === void 0 ? [`repo:${repository}:*`] : environments.map((environment) => `repo:${repository}:environment:${environment}`));
	return document({
		Sid: "JobsOfTheseRepositories",
		Effect: "Allow",
		Principal: { Federated: `arn:${partitionOf(config)}:iam::${account}:oidc-provider/${issuer}` },
		Action: "sts:AssumeRoleWithWebIdentity",
		Condition: {
			StringEquals: { [`${issuer}:aud`]: config.audience },
			StringLike: { [`${issuer}:sub`]: subjects }
		}
	});
}

// src/sinks/s3/setup.ts
const XMLNS = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
function setupSteps(config) {
	const { bucket } = config;
	return [
		{
			what: "bucket with object lock",
			name: bucket,
			path: "",
			headers: { "x-amz-bucket-object-lock-enabled": "true" },
			body: locationXml(config)
		},
		{
			what: "versions of every object",
			name: bucket,
			path: "versioning",
			headers: {},
			body: `<VersioningConfiguration ${XMLNS}><Status>Enabled</Status></VersioningConfiguration>`
		},
		{
			what: defaultRetention(config) === "" ? "object lock without a default retention" : "default retention",
			name: bucket,
			path: "object-lock",
			headers: {},
			body: `<ObjectLockConfiguration ${XMLNS}><ObjectLockEnabled>Enabled</ObjectLockEnabled>${defaultRetention(config)}</ObjectLockConfiguration>`
		},
		{
			what: "block of all public access",
			name: bucket,
			path: "publicAccessBlock",
			headers: {},
			body: publicAccessXml()
		},
		...lifecycleSteps(config)
	];
}
function setupPolicies(config, trust) {
	return [
		{
			what: "policy of the writer, who may create objects and nothing else",
			name: "doorlog-writer",
			policy: writerPolicy(config)
		},
		{
			what: "policy of readers",
			name: "doorlog-reader",
			policy: readerPolicy(config)
		},
		...isApart(config) ? [{
			what: "policy of whoever erases log views",
			name: "doorlog-eraser",
			policy: eraserPolicy(config)
		}] : [],
		...trust ? [{
			what: "trust policy of the writer’s role",
			name: "doorlog-writer",
			policy: trustPolicy(config, trust)
		}] : []
	];
}
async function installS3Step(client, { what, name, path, headers, body }, signal) {
	const request = {
		method: "PUT",
		query: path === "" ? [] : [[path, ""]],
		headers: {
			...headers,
			...bodyHeaders(body)
		},
		body
	};
	return {
		what,
		name,
		...await ask(client, request, signal).then((response) => outcomeOf(path, response), (error) => ({
			status: "failed",
			reason: sentenceOf(error).replace(/\.$/, "")
		}))
	};
}
function bodyHeaders(body) {
	if (body === "") return {};
	return {
		"content-md5": createHash("md5").update(body).digest("base64"),
		"content-type": "application/xml"
	};
}
function outcomeOf(path, response) {
	if (response.status === 200 || response.status === 204) return { status: "installed" };
	const fault = faultOf(response);
	if (path === "" && fault.code === "BucketAlreadyOwnedByYou") return { status: "present" };
	if (path === "publicAccessBlock" && (response.status === 501 || fault.code === "NotImplemented" || fault.code === "MalformedXML")) return {
		status: "unsupported",
		reason: "this store has no such setting; see that no policy lets everybody in"
	};
	const mend = fault.code === "AccessDenied" ? "; it takes an administrator of the bucket" : mendOf(fault, response, { isLocked: true });
	return {
		status: "failed",
		reason: `${wordsOf(fault)}${mend}`
	};
}
function locationXml({ region, url }) {
	if (url !== void 0 || region === void 0 || region === "us-east-1") return "";
	return `<CreateBucketConfiguration ${XMLNS}><LocationConstraint>${escapeXml(region)}</LocationConstraint></CreateBucketConfiguration>`;
}
function defaultRetention(config) {
	const { lock } = config;
	if (lock === void 0 || isApart(config)) return "";
	const shortest = Math.min(lock.days, ...(lock.retention ?? []).map(({ days }) => days));
	return `<Rule><DefaultRetention><Mode>${lock.mode}</Mode><Days>${shortest}</Days></DefaultRetention></Rule>`;
}
function publicAccessXml() {
	const all = [
		"BlockPublicAcls",
		"IgnorePublicAcls",
		"BlockPublicPolicy",
		"RestrictPublicBuckets"
	].map((name) => `<${name}>true</${name}>`).join("");
	return `<PublicAccessBlockConfiguration ${XMLNS}>${all}</PublicAccessBlockConfiguration>`;
}
function lifecycleSteps(config) {
	if (!isApart(config)) return [];
	const { prefix, personalDays, bucket } = config;
	const filter = `<Filter><Prefix>${escapeXml(`${prefix}erasable/`)}</Prefix></Filter>`;
	const ends = `<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>`;
	const hidden = personalDays === void 0 ? "" : `<Expiration><Days>${personalDays}</Days></Expiration>`;
	return [{
		what: "rule that removes log views for good once they are erased",
		name: `${bucket}/${prefix}erasable/`,
		path: "lifecycle",
		headers: {},
		body: `<LifecycleConfiguration ${XMLNS}><Rule><ID>doorlog-erasable</ID>${filter}<Status>Enabled</Status>${hidden}${ends}</Rule></LifecycleConfiguration>`
	}];
}

// src/cli/setup/s3.ts
const HELP = `Usage: doorlog setup s3 --sinks FILE|TEXT [--name NAME] [--personal-days DAYS]
                        [--account ID --repo OWNER/REPO... [--environment NAME...]] [--json]
       doorlog setup s3 --print --sinks FILE|TEXT [OPTIONS]

Prepares the bucket that an entry of the list of sinks names: with object lock and versions, closed to the public, and
with a rule that makes erased log views vanish. Policies for a writer who may only add, for readers, and for whoever
erases are printed: attach them yourself.

  --sinks FILE|TEXT       the list of sinks, as in the action's input of that name, or a file that holds it
  --name NAME             which of several s3 sinks
  --personal-days DAYS    remove log views that are kept apart after so many days (default never)
  --account ID            AWS account, for the trust policy of the writer's role
  --repo OWNER/REPO       repositories whose jobs may write, or OWNER/*; may be given several times
  --environment NAME      only jobs that deploy there; may be given several times
  --print                 print the requests as curl commands, and the policies; send nothing
  --json                  the report as JSON

An administrator's keys come by ${VARIABLE_NAMES("awsAccessKeyId")} and ${VARIABLE_NAMES("awsSecretAccessKey")}
(and ${VARIABLE_NAMES("awsSessionToken")}).

Exit code 0: done; 2: wrong use; 4: the store refused or could not be reached.

Example: doorlog setup s3 --sinks sinks.yml --account 123456789012 --repo 'octo-org/*'
`;
const LONGEST = 3e4;
const s3Kind = {
	help: HELP,
	options: {
		sinks: { type: "string" },
		name: { type: "string" },
		"personal-days": { type: "string" },
		account: { type: "string" },
		repo: {
			type: "string",
			multiple: true
		},
		environment: {
			type: "string",
			multiple: true
		}
	},
	async plan(values, io, isPrinted) {
		const config = await sinkOf(values, io);
		const days = values["personal-days"];
		const prepared = {
			...config,
			...days !== void 0 && { personalDays: wholeDays(days, "--personal-days") }
		};
		const policies = setupPolicies(prepared, trustOf(values));
		const texts = policies.map(({ what, name, policy }) => `# ${what} (${name})\n${JSON.stringify(policy, null, 2)}\n`);
		return {
			about: { bucket: config.bucket },
			hints: `\nNext, make the writer: a role or user with these policies.\n\n${texts.join("\n")}`,
			steps: [...await requests(prepared, io, isPrinted), ...isPrinted ? policies.map((each, index) => policyStep(each, texts[index] ?? "")) : []]
		};
	}
};
async function sinkOf(values, io) {
	const given = typeof values.sinks === "string" ? values.sinks : void 0;
	const all = (await configuredSinks(given, io)).filter(({ type }) => type === "s3");
	const [sink, another] = values.name === void 0 ? all : all.filter(({ name }) => name === values.name);
	if (sink === void 0) throw new DoorlogError("usage", "The list of sinks has no such sink of type s3; add it first, the set-up follows it.");
	if (another !== void 0) throw new DoorlogError("usage", `The list has several sinks of type s3; say which one by --name, for instance --name ${sink.name}.`);
	const { role: _, ...config } = S3SinkConfig.parse(sink.config);
	return config;
}
async function requests(config, io, isPrinted) {
	const surroundings = {
		...sinkSurroundings(io),
		secrets: secretsFromVariables(io.env)
	};
	const client = isPrinted ? void 0 : await createS3Client(config, surroundings);
	return setupSteps(config).map((step) => ({
		what: step.what,
		name: step.name,
		printed: curl(config, step),
		data: step,
		...client && { install: async () => {
			const { status, reason } = await installS3Step(client, step, AbortSignal.timeout(LONGEST));
			if (status === "installed" || status === "failed") return {
				status,
				...reason && { reason }
			};
			return {
				status: "kept",
				reason: reason ?? "it is there already"
			};
		} }
	}));
}
function curl(config, { what, path, headers, body }) {
	const all = Object.entries({
		...headers,
		...bodyHeaders(body)
	});
	return `# ${what}\n${[
		"curl -X PUT",
		`--aws-sigv4 'aws:amz:${config.region ?? "us-east-1"}:s3' --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
		...all.map(([name, value]) => `-H '${name}: ${value}'`),
		...body === "" ? [] : [`--data '${body}'`],
		`'${addressOf(config, "", path === "" ? [] : [[path, ""]])}'`
	].join(" \\\n  ")}\n`;
}
function policyStep({ what, name, policy }, printed) {
	return {
		what,
		name,
		printed,
		data: {
			what,
			name,
			policy
		}
	};
}
function trustOf(values) {
	const repositories = texts(values.repo);
	const environments = texts(values.environment);
	if (values.account === void 0 && repositories.length === 0) return void 0;
	const account = String(values.account);
	if (!/^\d{12}$/.test(account)) throw new DoorlogError("usage", "Option --account must be the twelve digits of an AWS account; it goes with --repo.");
	if (repositories.length === 0 || !repositories.every((each) => /^[\w.-]+\/([\w.-]+|\*)$/.test(each))) throw new DoorlogError("usage", "Option --repo must be OWNER/REPO or OWNER/*, at least once beside --account.");
	return {
		account,
		repositories,
		...environments.length > 0 && { environments }
	};
}
function texts(value) {
	return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export { s3Kind };