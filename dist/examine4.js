import { ai as sentenceOf, ri as DoorlogError } from "./hook.js";
import { c as createS3Client, d as wordsOf, f as childOf, g as textOf, h as parseXml, o as mendOf, p as childrenOf, t as ask, u as faultOf } from "./listing.js";
import { n as isApart } from "./lock.js";

// src/sinks/s3/bucket-settings.ts
const SETTINGS = {
	versioning: {
		query: "versioning",
		permission: "s3:GetBucketVersioning"
	},
	lock: {
		query: "object-lock",
		permission: "s3:GetBucketObjectLockConfiguration"
	},
	lifecycle: {
		query: "lifecycle",
		permission: "s3:GetLifecycleConfiguration"
	},
	publicAccess: {
		query: "publicAccessBlock",
		permission: "s3:GetBucketPublicAccessBlock"
	}
};

// src/sinks/s3/bucket-checks.ts
const MEND_BUCKET = "run doorlog setup s3";
function bucketChecks(config, settings) {
	return [
		{
			check: "versioning",
			...versioningOf(config, settings.versioning)
		},
		{
			check: "object lock",
			...objectLockOf(config, settings.lock)
		},
		{
			check: "lifecycle",
			...lifecycleOf(config, settings.lifecycle)
		},
		{
			check: "public access",
			...publicAccessOf(settings.publicAccess)
		}
	];
}
function unseen(name, setting) {
	const { permission } = SETTINGS[name];
	const why = "fault" in setting ? wordsOf(setting.fault) : "it answers in a form that Doorlog does not know";
	const isDenied = "fault" in setting && setting.fault.code === "AccessDenied";
	return {
		result: "unknown",
		says: `It can’t be seen: ${why}`,
		...isDenied && { mend: `examine with an identity that has ${permission}; the writer needs none of it` }
	};
}
function versioningOf({ lock }, setting) {
	if (!("value" in setting) || setting.value.name !== "VersioningConfiguration") return unseen("versioning", setting);
	if (textOf(setting.value, "Status") === "Enabled") return {
		result: "fine",
		says: "The bucket keeps versions"
	};
	return {
		result: lock === void 0 ? "warning" : "failed",
		says: "The bucket keeps no versions, so what is overwritten is gone and nothing can be locked",
		mend: MEND_BUCKET
	};
}
function objectLockOf(config, setting) {
	if ("fault" in setting && setting.fault.code === "ObjectLockConfigurationNotFoundError") return {
		result: config.lock === void 0 ? "warning" : "failed",
		says: "The bucket was made without object lock, so no object in it can be locked",
		mend: MEND_BUCKET
	};
	if (!("value" in setting) || setting.value.name !== "ObjectLockConfiguration") return unseen("lock", setting);
	const retention = defaultRetention(setting);
	const mode = lockedByItself(setting);
	if (retention === void 0 || mode === void 0) return {
		result: "fine",
		says: "Objects can be locked, and the bucket locks none by itself"
	};
	const [days, years] = [textOf(retention, "Days"), textOf(retention, "Years")];
	const says = `The bucket locks every object in ${mode} mode for ${years ? `${numberOf(years)} years` : `${numberOf(days)} days`}`;
	if (mode === "COMPLIANCE" && isApart(config) && config.erasable?.days === void 0) return {
		result: "failed",
		says: `${says}, also those that must stay erasable`,
		mend: "take the default retention from the bucket (the sink locks what it stores by itself), or give the sink erasable: { days: N }, which overrides it"
	};
	return {
		result: "fine",
		says
	};
}
function lockedByItself(setting) {
	const retention = defaultRetention(setting);
	if (retention === void 0) return void 0;
	return textOf(retention, "Mode") === "COMPLIANCE" ? "COMPLIANCE" : "GOVERNANCE";
}
function defaultRetention(setting) {
	return "value" in setting ? childOf(childOf(setting.value, "Rule"), "DefaultRetention") : void 0;
}
function lifecycleOf(config, setting) {
	if ("fault" in setting && setting.fault.code === "NoSuchLifecycleConfiguration") return isApart(config) ? noEnd() : {
		result: "fine",
		says: "No rule removes objects"
	};
	if (!("value" in setting) || setting.value.name !== "LifecycleConfiguration") return unseen("lifecycle", setting);
	const rules = childrenOf(setting.value, "Rule").filter((rule) => textOf(rule, "Status") === "Enabled");
	if (rules.some((rule) => touches(rule, `${config.prefix}records/`) && endsBefore(rule, longestLock(config)))) return {
		result: "warning",
		says: "A rule removes records, or hides them, before their time is over",
		mend: `keep lifecycle rules away from ${config.prefix}records/, or let them wait longer than the longest retention`
	};
	const erases = rules.some((rule) => touches(rule, `${config.prefix}erasable/`) && childOf(rule, "NoncurrentVersionExpiration"));
	return isApart(config) && !erases ? noEnd() : {
		result: "fine",
		says: "No rule removes records before their time"
	};
}
function noEnd() {
	return {
		result: "warning",
		says: "No rule removes old versions of erasable objects, so an erasure that names no version only hides them",
		mend: MEND_BUCKET
	};
}
function touches(rule, prefix) {
	const filter = childOf(rule, "Filter");
	const own = textOf(rule, "Prefix") ?? textOf(filter, "Prefix") ?? textOf(childOf(filter, "And"), "Prefix") ?? "";
	return prefix.startsWith(own) || own.startsWith(prefix);
}
function endsBefore(rule, days) {
	const expiration = childOf(rule, "Expiration");
	const after = textOf(expiration, "Days") ?? textOf(childOf(rule, "NoncurrentVersionExpiration"), "NoncurrentDays");
	return textOf(expiration, "Date") !== void 0 || after !== void 0 && Number(after) < days;
}
function longestLock({ lock }) {
	if (lock === void 0) return Number.POSITIVE_INFINITY;
	return Math.max(lock.days, ...(lock.retention ?? []).map(({ days }) => days));
}
function publicAccessOf(setting) {
	const mend = MEND_BUCKET;
	if ("fault" in setting && setting.fault.code === "NoSuchPublicAccessBlockConfiguration") return {
		result: "warning",
		says: "Nothing keeps the bucket from being made public",
		mend
	};
	if (!("value" in setting) || setting.value.name !== "PublicAccessBlockConfiguration") return unseen("publicAccess", setting);
	return [
		"BlockPublicAcls",
		"IgnorePublicAcls",
		"BlockPublicPolicy",
		"RestrictPublicBuckets"
	].every((name) => textOf(setting.value, name)?.toLowerCase() === "true") ? {
		result: "fine",
		says: "Public access is blocked in all four ways"
	} : {
		result: "warning",
		says: "Public access is not blocked in all four ways",
		mend
	};
}
function numberOf(text) {
	return text !== void 0 && /^\d{1,6}$/.test(text) ? text : "unknown";
}

// src/sinks/s3/examine.ts
const LET_IN = [
	"AccessDenied",
	"NotImplemented",
	"MethodNotAllowed"
];
const LONGEST_SKEW = 9e5;
async function examineS3(config, surroundings, signal) {
	try {
		const client = await createS3Client(config, surroundings);
		const answer = await client.credentials(signal);
		if (!answer.ok) return [{
			check: "credentials",
			result: "failed",
			says: `There are none: ${answer.reason}`
		}];
		const first = await ask(client, {
			method: "GET",
			query: [[SETTINGS.versioning.query, ""]]
		}, signal);
		const reached = reachedCheck(config, first);
		const clock = clockCheck(first, surroundings.clock.now());
		if (reached.result === "failed") return [reached, ...clock];
		const settings = await settingsOf(client, first, signal);
		return [
			reached,
			...clock,
			...bucketChecks(config, settings),
			...configurationChecks(config, lockedByItself(settings.lock)),
			...writerChecks(config)
		];
	} catch (error) {
		const says = sentenceOf(error).replace(/\.$/, "");
		return [{
			check: error instanceof DoorlogError && error.code === "input-invalid" ? "credentials" : "address",
			result: "failed",
			says
		}];
	}
}
function reachedCheck(config, response) {
	const check = "bucket and credentials";
	const fault = faultOf(response);
	if (response.status === 200 || LET_IN.includes(fault.code ?? "")) return {
		check,
		result: "fine",
		says: `The bucket ${config.bucket} answers, and it takes the credentials`
	};
	const mend = mendOf(fault, response).replace(/^; /, "");
	return {
		check,
		result: "failed",
		says: `The bucket ${config.bucket} can’t be used: ${wordsOf(fault)}`,
		...mend && { mend }
	};
}
function clockCheck({ headers }, now) {
	const off = Math.abs(Date.parse(headers.date ?? "") - now.getTime());
	if (!(off > LONGEST_SKEW)) return [];
	return [{
		check: "clock",
		result: "warning",
		says: `This machine’s clock is ${Math.round(off / 6e4)} minutes off the store’s; requests are signed by the store’s`,
		mend: "set the clock: records carry this machine’s times"
	}];
}
async function settingsOf(client, versioning, signal) {
	const look = async (name) => settingOf(await ask(client, {
		method: "GET",
		query: [[SETTINGS[name].query, ""]]
	}, signal));
	const [lock, lifecycle, publicAccess] = await Promise.all([
		look("lock"),
		look("lifecycle"),
		look("publicAccess")
	]);
	return {
		versioning: settingOf(versioning),
		lock,
		lifecycle,
		publicAccess
	};
}
function settingOf(response) {
	const value = response.status === 200 ? parseXml(response.body.toString("utf8")) : void 0;
	return value === void 0 ? { fault: faultOf(response) } : { value };
}
function configurationChecks(config, byItself) {
	const mode = config.lock?.mode ?? byItself;
	const checks = [];
	if (mode === void 0) checks.push({
		check: "lock",
		result: "warning",
		says: "Records are stored without a lock: whoever may delete in the bucket can delete them",
		mend: "give the sink a lock, such as lock: { mode: COMPLIANCE, days: 400 }"
	});
	if (mode === "COMPLIANCE" && !isApart(config)) checks.push({
		check: "erasure",
		result: "warning",
		says: "The whole log view, with personal data, goes under a lock that nobody can lift",
		mend: config.lock ? "Leave out apart: false, so that the log view is kept in an object that can be erased" : "Give the sink a lock of its own instead of the bucket’s, so that the log view is kept in an object that can be erased"
	});
	return checks;
}
function writerChecks(config) {
	return [{
		check: "may create",
		result: "unknown",
		says: "Whether the writer may create objects shows only when it does",
		mend: "run doorlog doctor with --send",
		shownBySending: true
	}, {
		check: "may not delete",
		result: "unknown",
		says: "Whether the writer could delete or overwrite can’t be seen without doing so",
		mend: `have an administrator run aws iam simulate-principal-policy --policy-source-arn ${config.role ?? "ARN-OF-THE-WRITER"} --action-names s3:DeleteObject s3:DeleteObjectVersion s3:BypassGovernanceRetention --resource-arns arn:aws:s3:::${config.bucket}/${config.prefix}records/x`
	}];
}

export { examineS3 };