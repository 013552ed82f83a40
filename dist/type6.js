import { Ar as enumeration, Er as boolean, Ir as maxLength, Kr as refine, Lr as maximum, Mr as int, Tr as array, Wr as optional, Xr as string, Yr as strictObject, _r as defineSinkType, br as commonConfig, qr as regex, vr as ServerUrl, wr as _default, xr as SinkFilter, yr as Shape, zr as minimum } from "./hook.js";

// src/sinks/s3/type.ts
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9]([a-z0-9-]|\.(?=[a-z0-9])){1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9][a-z0-9-]{1,40}$/;
const PREFIX = /^([A-Za-z0-9][A-Za-z0-9._-]{0,99}\/){0,8}$/;
const ROLE = /^arn:[a-z-]{1,20}:iam::(\d{12})?:role\/[\w+=,.@/-]{1,600}$/;
const MOST_DAYS = 36500;
const ELSEWHERE = "give the keys by the inputs aws-access-key-id and aws-secret-access-key, or a role";
function days() {
	return int("must be a whole number of days").check(minimum(1, "must be at least 1"), maximum(MOST_DAYS, `must be at most ${MOST_DAYS}, a hundred years`));
}
const legalHold = () => optional(boolean("must be true or false"));
const RetentionClass = strictObject({
	...SinkFilter.shape,
	days: days(),
	"legal-hold": legalHold()
});
const Lock = strictObject({
	mode: enumeration(["COMPLIANCE", "GOVERNANCE"], "must be COMPLIANCE or GOVERNANCE"),
	days: days(),
	retention: optional(array(RetentionClass, "must be a list of classes").check(maxLength(50, "has more than 50 classes"))),
	"legal-hold": legalHold()
});
const Erasable = strictObject({
	days: optional(days()),
	"legal-hold": legalHold()
});
const S3SinkConfig = strictObject({
	...commonConfig("s3"),
	bucket: string("must be text").check(regex(BUCKET, "must be the name of a bucket")),
	region: optional(string("must be text").check(regex(REGION, "must be a region such as eu-central-1"))),
	url: optional(ServerUrl(ELSEWHERE)),
	prefix: _default(string("must be text").check(regex(PREFIX, "must be empty, or names that each end with a slash")), "doorlog/"),
	owner: optional(string("must be text").check(regex(/^\d{12}$/, "must be the twelve digits of an AWS account"))),
	shape: _default(Shape, "native"),
	role: optional(string("must be text").check(regex(ROLE, "must be the ARN of an IAM role"))),
	audience: _default(string("must be text").check(regex(/^[\w.:/@-]{1,200}$/, "must be 1 to 200 letters, digits and ._:/@-")), "sts.amazonaws.com"),
	"sts-url": optional(ServerUrl(ELSEWHERE)),
	lock: optional(Lock),
	apart: optional(boolean("must be true or false")),
	erasable: optional(Erasable)
}).check(refine(({ region, url }) => region !== void 0 || url !== void 0, "must name the region of the bucket, for instance region: eu-central-1"));
const s3Type = defineSinkType({
	schema: S3SinkConfig,
	needs: ({ role }) => role === void 0 ? ["awsAccessKeyId", "awsSecretAccessKey"] : [],
	needsIdentity: ({ role }) => role !== void 0,
	create: async (config, surroundings) => (await import("./sink4.js")).createS3Sink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine4.js")).examineS3(config, surroundings, signal),
	reader: async (config, surroundings) => (await import("./reader3.js")).createS3Reader(config, surroundings)
});

export { s3Type as n, S3SinkConfig as t };