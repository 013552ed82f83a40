import { ri as DoorlogError, vr as ServerUrl } from "./hook.js";
import { n as IndexName, r as SourceName, t as EventBytes } from "./type8.js";
import { t as checkedOption } from "./checked-option.js";
import { t as wholeDays } from "./whole-days.js";

// src/sinks/splunk/management.ts
async function installSplunkStep(splunk, step) {
	const known = await ask(splunk, "GET", `${entityOf(step)}?output_mode=json`);
	if (known.status !== 200 && known.status !== 404) return refusal(known);
	const reply = known.status === 200 ? await ask(splunk, "POST", entityOf(step), step.form) : await ask(splunk, "POST", step.path, {
		name: step.name,
		...step.form
	});
	return reply.status === 200 || reply.status === 201 ? { status: "installed" } : refusal(reply);
}
async function removeSplunkStep(splunk, step) {
	if (step.kept !== void 0) return {
		status: "kept",
		reason: step.kept
	};
	const reply = await ask(splunk, "DELETE", entityOf(step));
	if (reply.status === 404) return { status: "absent" };
	return reply.status === 200 ? { status: "removed" } : refusal(reply);
}
function entityOf({ path, name }) {
	return `${path}/${encodeURIComponent(name)}`;
}
function ask({ http, url, username, password }, method, path, form) {
	return http({
		service: "Splunk",
		method,
		url: url.replace(/\/+$/, "") + path,
		headers: {
			authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
			...form && { "content-type": "application/x-www-form-urlencoded" }
		},
		...form && { body: new URLSearchParams(form).toString() }
	});
}
function refusal({ status }) {
	return {
		status: "failed",
		reason: {
			400: "Splunk refuses the values; in a cluster or in Splunk Cloud do it by hand, --print shows it",
			401: "Splunk does not accept the credentials; give an administrator’s",
			402: "Splunk’s licence does not allow it",
			403: "these credentials may not do that; give an administrator’s",
			404: "there is no such thing at that address; give the url of the management port, 8089 by default",
			409: "there is something of that name in another app; take that away or choose another name"
		}[status] ?? `Splunk answers with status ${status}`
	};
}

// src/sinks/splunk/setup.ts
const COLLECTORS = "/servicesNS/nobody/splunk_httpinput/data/inputs/http";
function splunkNames({ index }) {
	return {
		token: `${index}-writer`,
		reader: `${index}_reader`
	};
}
function splunkSetupSteps(setup) {
	const names = splunkNames(setup);
	return [
		indexStep(setup),
		sourceTypeStep(setup),
		stanzaStep({
			what: "role of readers, who may search this index and nothing else",
			name: names.reader,
			file: "authorize.conf",
			stanza: `role_${names.reader}`,
			path: "/services/authorization/roles",
			settings: {
				srchIndexesAllowed: setup.index,
				srchIndexesDefault: setup.index
			},
			lines: ["search = enabled"],
			form: { capabilities: "search" }
		}),
		{
			what: "HTTP Event Collector, turned on for all of its tokens",
			name: "http",
			file: "inputs.conf",
			lines: ["[http]", "disabled = 0"],
			path: COLLECTORS,
			form: { disabled: "0" },
			kept: "other senders may need the collector"
		},
		tokenStep(setup, names.token)
	];
}
function indexStep({ index, days }) {
	const settings = { frozenTimePeriodInSecs: String(days * 86400) };
	return {
		...stanzaStep({
			what: `index that keeps events for ${days} days`,
			name: index,
			file: "indexes.conf",
			stanza: index,
			path: "/services/data/indexes",
			settings,
			lines: [
				`homePath = $SPLUNK_DB/${index}/db`,
				`coldPath = $SPLUNK_DB/${index}/colddb`,
				`thawedPath = $SPLUNK_DB/${index}/thaweddb`,
				"# Beyond maxTotalDataSizeMB (500 GB unless set) the oldest events go earlier than that."
			]
		}),
		kept: "the records in the index would go with it"
	};
}
function sourceTypeStep({ sourcetype, maxBytes }) {
	return stanzaStep({
		what: `source type whose events are kept up to ${maxBytes} bytes`,
		name: sourcetype,
		file: "props.conf",
		stanza: sourcetype,
		path: "/servicesNS/nobody/search/configs/conf-props",
		settings: {
			TRUNCATE: String(maxBytes),
			SHOULD_LINEMERGE: "false",
			KV_MODE: "json"
		}
	});
}
function tokenStep({ index, sourcetype, source, acknowledge }, name) {
	return stanzaStep({
		what: "token of the writer, who may send events to this index and nothing else",
		name,
		file: "inputs.conf",
		stanza: `http://${name}`,
		path: COLLECTORS,
		settings: {
			index,
			indexes: index,
			sourcetype,
			source,
			useACK: acknowledge ? "1" : "0",
			disabled: "0"
		},
		lines: ["# token = A-NEW-GUID, for instance by uuidgen; Splunk makes one itself where it is made by the REST API"]
	});
}
function stanzaStep(entity) {
	const { what, name, file, stanza, path, settings, lines = [], form = {} } = entity;
	const own = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
	return {
		what,
		name,
		file,
		lines: [
			`[${stanza}]`,
			...own,
			...lines
		],
		path,
		form: {
			...settings,
			...form
		}
	};
}
function printedStep({ what, file, lines }) {
	return `# ${what}\n# in ${file}\n${lines.join("\n")}\n`;
}
function splunkTokenHints(url, setup) {
	const { token } = splunkNames(setup);
	return `
Next, give the token to the action's input splunk-token; it is the "token" in
    curl -u ADMIN '${url}${COLLECTORS}/${token}?output_mode=json'
or stands in Splunk Web under Settings, Data inputs, HTTP Event Collector.
`;
}

// src/cli/setup/splunk.ts
const USERNAME = "DOORLOG_SPLUNK_ADMIN_USERNAME";
const PASSWORD = "DOORLOG_SPLUNK_ADMIN_PASSWORD";
const HELP = `Usage: doorlog setup splunk --url URL [--index INDEX] [--days DAYS] [--max-bytes BYTES] [--acknowledge]
                            [--sourcetype NAME] [--source NAME] [--undo] [--json]
       doorlog setup splunk --print [OPTIONS]

Prepares a Splunk over its management port: an index that keeps records long enough, a source type that does not cut
them, a role of readers, and a token of the HTTP Event Collector that may write to this index and nothing else. In a
cluster or in Splunk Cloud use --print, which gives the stanzas of the configuration files.

  --url URL            address of the management port, 8089 by default
  --index INDEX        index for the records (default doorlog)
  --days DAYS          how long they are kept at least (default 400)
  --max-bytes BYTES    the longest event that is kept whole (default 100000); give the sink the same
  --acknowledge        let the token wait for the indexers (Splunk Enterprise only)
  --sourcetype NAME    default doorlog:access
  --source NAME        default doorlog
  --print              print the configuration, send nothing
  --undo               take away what was installed; the index and its records stay
  --json               the report as JSON

An administrator's credentials come by ${USERNAME} and ${PASSWORD}.

Exit code 0: done; 2: wrong use; 4: Splunk refused or could not be reached.

Example: doorlog setup splunk --url https://splunk.example.org:8089 --days 800
`;
const splunkKind = {
	help: HELP,
	options: {
		url: { type: "string" },
		index: {
			type: "string",
			default: "doorlog"
		},
		days: {
			type: "string",
			default: "400"
		},
		"max-bytes": {
			type: "string",
			default: "100000"
		},
		acknowledge: {
			type: "boolean",
			default: false
		},
		sourcetype: {
			type: "string",
			default: "doorlog:access"
		},
		source: {
			type: "string",
			default: "doorlog"
		}
	},
	async plan(values, io, isPrinted) {
		const setup = {
			index: checkedOption(IndexName(), values.index, "--index"),
			sourcetype: checkedOption(SourceName(), values.sourcetype, "--sourcetype"),
			source: checkedOption(SourceName(), values.source, "--source"),
			maxBytes: checkedOption(EventBytes(), Number(values["max-bytes"]), "--max-bytes"),
			days: wholeDays(values.days, "--days"),
			acknowledge: values.acknowledge === true
		};
		const splunk = isPrinted ? void 0 : managementOf(values, io);
		return {
			steps: splunkSetupSteps(setup).map((step) => ({
				what: step.what,
				name: step.name,
				printed: printedStep(step),
				data: step,
				...splunk && {
					install: () => installSplunkStep(splunk, step),
					remove: () => removeSplunkStep(splunk, step)
				}
			})),
			about: {
				...splunk && { url: splunk.url },
				index: setup.index
			},
			...splunk && { hints: splunkTokenHints(splunk.url, setup) }
		};
	}
};
function managementOf(values, io) {
	if (values.url === void 0) throw new DoorlogError("usage", "Option --url is missing; give the address of the management port, or --print.");
	const url = checkedOption(ServerUrl(`give them by ${USERNAME} and ${PASSWORD}`), values.url, "--url").replace(/\/+$/, "");
	const username = io.env[USERNAME];
	const password = io.env[PASSWORD];
	if (!username || !password) throw new DoorlogError("usage", `Give an administrator's credentials by ${USERNAME} and ${PASSWORD}, or use --print.`);
	return {
		http: io.http,
		url,
		username,
		password
	};
}

export { splunkKind };