import { n as codeOf, r as sentenceOf } from "./errors.js";

// src/pipeline/deliver.ts
/** How long a sink may take to give up once its time is over, in milliseconds. */
const GRACE = 100;
/**
* Delivers entries to all sinks side by side, to each sink in the order given, and says how each entry fared at each
* sink. Entries are on disk before the first attempt; a sink that has an entry by the spool's account is not asked
* again. What is not through in time is `pending` and stays in the spool. Never raises.
*/
async function deliver(entries, surroundings) {
	const { sinks, spool, timeout, logger, signal } = surroundings;
	if (entries.length === 0 || sinks.length === 0) return [];
	const deadline = startDeadline(timeout, signal);
	try {
		const spooled = [];
		for (const entry of entries) spooled.push(await putSafely(spool, entry, logger));
		const bySink = await Promise.all(sinks.map((sink) => deliverInOrder(sink, spooled, spool, logger, deadline)));
		const deliveries = spooled.flatMap((_, index) => bySink.flatMap((each) => each[index] ?? []));
		for (const delivery of deliveries) tell(delivery, logger);
		return deliveries;
	} finally {
		deadline.clear();
	}
}
/** Starts to deliver; what is not through when the caller has waited long enough stays in the spool. */
function announce(entries, surroundings) {
	const stop = new AbortController();
	const outer = surroundings.signal;
	const signal = outer === void 0 ? stop.signal : AbortSignal.any([outer, stop.signal]);
	const delivering = deliver(entries, {
		...surroundings,
		signal
	});
	return { async finish(wait) {
		const timer = setTimeout(() => stop.abort(), wait);
		try {
			return await delivering;
		} finally {
			clearTimeout(timer);
		}
	} };
}
function startDeadline(timeout, outer) {
	const controller = new AbortController();
	const { signal } = controller;
	const end = () => controller.abort();
	const timer = setTimeout(end, timeout);
	let grace;
	const over = new Promise((resolve) => {
		signal.addEventListener("abort", () => {
			grace = setTimeout(resolve, GRACE);
		});
	});
	outer?.addEventListener("abort", end, { once: true });
	if (outer?.aborted) end();
	return {
		signal,
		over,
		clear() {
			clearTimeout(timer);
			clearTimeout(grace);
			outer?.removeEventListener("abort", end);
		}
	};
}
/** A spool that can't be written to is no reason to keep the record from the log. */
async function putSafely(spool, entry, logger) {
	try {
		return await spool.put(entry);
	} catch (error) {
		logger.warn(`${sentenceOf(error)} The record is delivered all the same, but a failed delivery can't be replayed.`);
		return {
			entry,
			tried: [],
			done: []
		};
	}
}
async function deliverInOrder(sink, spooled, spool, logger, deadline) {
	const deliveries = [];
	for (const known of spooled) {
		const { recordId, phase, digest } = known.entry;
		const delivery = await deliverOne(sink, known, spool, logger, deadline);
		deliveries.push({
			...delivery,
			recordId,
			phase,
			digest
		});
	}
	return deliveries;
}
async function deliverOne(sink, { entry, tried, done }, spool, logger, { signal, over }) {
	const earlier = done.find((delivery) => delivery.sink === sink.name && isStored(delivery));
	if (earlier !== void 0) return earlier;
	if (signal.aborted) return outOfTime(sink);
	await note(() => spool.markTried(entry, sink.name), logger);
	const attempt = deliverSafely(sink, entry, {
		signal,
		triedBefore: tried.includes(sink.name)
	});
	const delivery = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
	if (isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
	return delivery;
}
async function deliverSafely(sink, entry, options) {
	try {
		return await sink.deliver(entry, options);
	} catch (error) {
		const what = codeOf(error) === "internal" ? "It failed in an unexpected way." : sentenceOf(error);
		return {
			sink: sink.name,
			status: "failed",
			reason: what
		};
	}
}
async function note(action, logger) {
	try {
		await action();
	} catch (error) {
		logger.warn(sentenceOf(error));
	}
}
function outOfTime(sink) {
	return {
		sink: sink.name,
		status: "pending",
		reason: "It was not through in time."
	};
}
/** Whether the sink has the entry, so that there is nothing left to do. */
function isStored({ status }) {
	return status === "delivered" || status === "already-there" || status === "conflict";
}
function tell({ sink, status, phase, reason }, logger) {
	if (status === "delivered" || status === "already-there") return;
	logger.warn(`Sink ${sink}, ${phase} record ${status}: ${reason ?? "no reason given."}`);
}

export { deliver as n, isStored as r, announce as t };