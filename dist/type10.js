import { Ar as enumeration, Er as boolean, Kr as refine, Lr as maximum, Mr as int, Wr as optional, Xr as string, Yr as strictObject, _r as defineSinkType, br as commonConfig, qr as regex, wr as _default, yr as Shape, zr as minimum } from "./hook.js";
import { t as certificatesIn } from "./certificates.js";
import { t as FACILITIES } from "./facilities.js";

// src/sinks/syslog/type.ts
const FACILITY_NAMES = Object.keys(FACILITIES);
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+)$/;
const LEAST_MESSAGE = 2048;
const MOST_MESSAGE = 1048576;
const SyslogSinkConfig = strictObject({
	...commonConfig("syslog"),
	host: string("must be text").check(regex(HOST, "must be a name or an IP address alone, such as logs.example.org; the port has its own key")),
	port: _default(whole(1, 65535), 6514),
	facility: _default(enumeration(FACILITY_NAMES, `must be one of ${FACILITY_NAMES.join(", ")}`), "audit"),
	shape: _default(Shape, "native"),
	ca: optional(string("must be text").check(refine((pem) => certificatesIn(pem) !== void 0, "must hold certificates in PEM"), refine((pem) => !pem.includes("PRIVATE KEY"), "must hold certificates only, not a private key"))),
	"client-certificate": _default(boolean("must be true or false"), false),
	"max-bytes": _default(whole(LEAST_MESSAGE, MOST_MESSAGE), 8e3),
	"enterprise-id": _default(whole(1, 4294967295), 32473)
});
const syslogType = defineSinkType({
	schema: SyslogSinkConfig,
	needs: (config) => config["client-certificate"] ? ["syslogCertificate", "syslogKey"] : [],
	create: async (config, surroundings) => (await import("./sink6.js")).createSyslogSink(config, surroundings),
	examine: async (config, surroundings, signal) => (await import("./examine6.js")).examineSyslog(config, surroundings, signal)
});
function whole(least, most) {
	const complaint = `must be a whole number from ${least} to ${most}`;
	return int(complaint).check(minimum(least, complaint), maximum(most, complaint));
}

export { syslogType };