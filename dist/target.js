import { ri as DoorlogError } from "./hook.js";
import { n as clientOf } from "./certificates.js";

// src/sinks/syslog/target.ts
function targetOf(config, { secrets, secretNames, ca }) {
	const client = clientOf(secrets, secretNames);
	if (config["client-certificate"] && client === void 0) throw new DoorlogError("input-invalid", `Sink ${config.name} is to show a client certificate; give ${secretNames("syslogCertificate")} and ${secretNames("syslogKey")}.`);
	return {
		service: config.name === "syslog" ? "The syslog receiver" : `The syslog receiver (sink ${config.name})`,
		host: config.host,
		port: config.port,
		ca: config.ca === void 0 ? ca : [config.ca],
		client
	};
}

export { targetOf as t };