import { Qt as digestOf, V as entryFor, dt as withAbsences } from "./hook.js";

// src/core/simulation/earlier.ts
const UNITS = {
	s: 1e3,
	m: 6e4,
	h: 36e5,
	d: 864e5
};
function lengthOf(text) {
	return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}
function timeBefore(time, ago) {
	return new Date(Date.parse(time) - lengthOf(ago)).toISOString();
}
function movedTo(record, at) {
	const { start, checkpoints, end } = record.observedAt;
	const last = end ?? checkpoints?.at(-1) ?? start;
	if (at === void 0 || last === void 0) return record;
	const by = Date.parse(at) - Date.parse(last);
	const moved = (time) => new Date(Date.parse(time) + by).toISOString();
	const { links } = record;
	return {
		...record,
		observedAt: {
			...start && { start: moved(start) },
			...checkpoints && { checkpoints: checkpoints.map(moved) },
			...end && { end: moved(end) }
		},
		links: {
			...links,
			...links.checkpoints && { checkpoints: links.checkpoints.map((link) => ({
				...link,
				observedAt: moved(link.observedAt)
			})) }
		}
	};
}
function numbered(record, number) {
	const { pipeline, recorder } = record;
	const runId = minus(pipeline.runId, number);
	return {
		...record,
		recordId: digestOf([record.recordId, number]),
		recorder: {
			...recorder,
			...recorder.runId !== void 0 && runId !== void 0 && { runId }
		},
		pipeline: {
			...pipeline,
			...runId !== void 0 && { runId },
			...pipeline.runNumber !== void 0 && { runNumber: minus(pipeline.runNumber, number) ?? "1" },
			...pipeline.checkRunId !== void 0 && { checkRunId: minus(pipeline.checkRunId, number) ?? "1" }
		}
	};
}
function minus(text, number) {
	if (text === void 0 || !/^\d{1,15}$/.test(text)) return text;
	return String(Math.max(1, Number(text) - number));
}
function again(record, { every = "1m" }, turn) {
	if (turn === 0) return record;
	const { start, end } = record.observedAt;
	const moved = Date.parse(end ?? start ?? "") - turn * lengthOf(every);
	return numbered(movedTo(record, new Date(moved).toISOString()), turn);
}
function withNumber(record, number) {
	return JSON.parse(JSON.stringify(record).replaceAll("{n}", String(number)));
}
function isNumbered({ set }) {
	return JSON.stringify(set ?? {}).includes("{n}");
}

// src/pipeline/simulate-live.ts
function testRecord(record, scenario, { version, now, nonce }) {
	const { gaps, ...rest } = movedTo(record, now.toISOString());
	const own = gaps.filter(({ pointer }) => !pointer.startsWith("/recorder"));
	return withAbsences({
		...rest,
		gaps: own,
		simulation: true,
		recordId: digestOf({
			simulation: scenario,
			nonce
		}),
		recorder: {
			kind: "local",
			version
		}
	});
}
async function deliverLive(record, scenario, ports) {
	const entry = entryFor(record, ports.now.toISOString());
	return Promise.all(ports.sinks.map((sink) => deliverTo(sink, entry, scenario, ports)));
}
async function deliverTo(sink, entry, scenario, { timeout, logger }) {
	const signal = AbortSignal.timeout(timeout);
	const delivery = await sink.deliver(entry, {
		signal,
		key: "unused"
	});
	const { confirmed, how } = delivery.status === "delivered" || delivery.status === "already-there" ? await confirm(sink, entry, signal) : {
		confirmed: false,
		how: delivery.reason
	};
	logger.info(`${scenario} at ${sink.name}: ${confirmed ? "confirmed" : "not confirmed"}. ${how ?? ""}`.trim());
	return {
		...delivery,
		...how !== void 0 && { reason: how },
		scenario,
		recordId: entry.recordId,
		confirmed
	};
}
async function confirm(sink, entry, signal) {
	return await sink.confirm?.(entry, signal) ?? {
		confirmed: false,
		how: "The sink can’t tell whether it has it."
	};
}

export { movedTo as a, withNumber as c, isNumbered as i, testRecord as n, numbered as o, again as r, timeBefore as s, deliverLive as t };