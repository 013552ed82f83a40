// src/cloud/aws-region.ts
const REGION = /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/;
const SUFFIXES = [
	["cn-", "amazonaws.com.cn"],
	["us-iso-", "c2s.ic.gov"],
	["us-isob-", "sc2s.sgov.gov"],
	["us-isof-", "csp.hci.ic.gov"],
	["eu-isoe-", "cloud.adc-e.uk"],
	["eusc-", "amazonaws.eu"]
];
function regionFrom(env) {
	const region = env.AWS_REGION?.trim() || env.AWS_DEFAULT_REGION?.trim();
	return region && REGION.test(region) ? region : void 0;
}
function awsSuffix(region) {
	return SUFFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "amazonaws.com";
}
function stsAddress(region) {
	return `https://sts.${region}.${awsSuffix(region)}/`;
}

export { regionFrom as n, stsAddress as r, awsSuffix as t };