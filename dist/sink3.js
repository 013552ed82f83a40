import { dr as sendUntilAnswered, gr as entryKey } from "./hook.js";
import { t as fitted } from "./shape.js";
import { n as receiverOf, t as readReply } from "./reply.js";

// src/sinks/otlp/sink.ts
function createOtlpSink(config, surroundings) {
	const receiver = receiverOf(config, surroundings);
	return {
		name: config.name,
		required: config.required,
		deliver: (entry, options) => deliver({
			config,
			receiver,
			clock: surroundings.clock
		}, entry, options)
	};
}
async function deliver({ config, receiver, clock }, entry, { signal, key, noteKey }) {
	const { name: sink, "max-bytes": maxBytes } = config;
	const { text: body, omitted } = fitted(entry, {
		shape: "otel",
		maxBytes,
		sentAt: clock.now()
	});
	const outcome = await sendUntilAnswered({
		http: receiver.http,
		signal,
		request: () => ({
			...receiver.request,
			body
		}),
		read: readReply
	});
	if (outcome.kind === "answered") {
		const { remark } = outcome.answer;
		const reason = [
			omitted.length > 0 && `Left out, to stay within max-bytes (${maxBytes}): ${omitted.join(" and ")}; the log record says so too.`,
			(outcome.mayBeStored || key !== "unused") && "An earlier attempt whose answer was lost may have stored it too: copies share their log.record.uid.",
			remark
		].filter((sentence) => typeof sentence === "string");
		return {
			sink,
			status: "delivered",
			location: `log.record.uid=${entryKey(entry)}`,
			...reason.length > 0 && { reason: reason.join(" ") }
		};
	}
	await noteKey?.(outcome.mayBeStored || key !== "unused" ? "tried" : "unused");
	const why = outcome.reason.replace(/\.$/, "");
	const remark = outcome.mayBeStored ? " It may be there all the same." : "";
	return {
		sink,
		status: outcome.kind,
		reason: `${receiver.request.service} did not take the record: ${why}.${remark}`
	};
}

export { createOtlpSink };