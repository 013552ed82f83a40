import { Nt as UNTIL, Qt as digestOf, et as isStored, gr as entryKey, ti as problemOf } from "./hook.js";
import { t as attestedView } from "./views2.js";
import { t as AccessRecord } from "./access-record.js";
import { t as handedOver } from "./handed-over-sentence.js";

// src/pipeline/hand-over.ts
const LONGEST = 5e3;
async function handOver(ports, handing, problems) {
	const { entries, deliveries, hasUnmade = false } = handing;
	const lacking = entries.filter((entry) => hasUnmade || deliveries.some((delivery) => isOf(entry, delivery) && !isStored(delivery)));
	if (lacking.length === 0) return void 0;
	const undelivered = await leave(ports, handing, lacking, problems);
	problems.push({
		kind: "service",
		code: "delivery-failed",
		message: handedOver(undelivered)
	});
	return undelivered;
}
async function leave({ artifacts, handover, interruption, spool }, { name, made, deliveries }, lacking, problems) {
	if (!artifacts) return leaveInSpool(spool, lacking, problems);
	try {
		const { packer } = await handover();
		const known = await withWays(spool, lacking, deliveries);
		const entries = packer.view === "whole" ? known : shownOf(known, made);
		if (entries.length === 0) return leaveInSpool(spool, lacking, problems);
		const longest = AbortSignal.timeout(LONGEST);
		const limit = interruption ? AbortSignal.any([longest, interruption.after(UNTIL.handingOver)]) : longest;
		await artifacts.upload(name, await packer.pack(entries), limit);
		return {
			entries: lacking.length,
			place: {
				kind: "artifact",
				name,
				view: packer.view
			}
		};
	} catch (error) {
		problems.push(problemOf(error));
		return leaveInSpool(spool, lacking, problems);
	}
}
async function leaveInSpool(spool, lacking, problems) {
	try {
		for (const entry of lacking) await spool.put(entry);
		return {
			entries: lacking.length,
			place: {
				kind: "spool",
				folder: spool.folder
			}
		};
	} catch (error) {
		problems.push(problemOf(error));
		return {
			entries: lacking.length,
			place: { kind: "nowhere" }
		};
	}
}
function isOf(entry, delivery) {
	return entry.phase === delivery.phase && entry.digest === delivery.digest;
}
async function withWays(spool, entries, deliveries) {
	const known = await spool.list().then((listing) => new Map(listing.entries.map((each) => [entryKey(each.entry), each])), () => /* @__PURE__ */ new Map());
	return entries.map((entry) => {
		const { keys = /* @__PURE__ */ new Map(), done = [] } = known.get(entryKey(entry)) ?? {};
		const lacking = new Set(deliveries.filter((each) => isOf(entry, each) && !isStored(each)).map(({ sink }) => sink));
		return {
			entry,
			keys,
			done: done.filter((each) => isStored(each) && !lacking.has(each.sink))
		};
	});
}
function shownOf(entries, made) {
	return entries.flatMap(({ entry, done }) => {
		const view = made?.get(entry.digest) ?? shown(entry);
		return view ? [{
			entry: view,
			keys: /* @__PURE__ */ new Map(),
			done
		}] : [];
	});
}
function shown({ recordId, phase, time, document }) {
	const record = AccessRecord.safeParse(document);
	if (!record.success) return void 0;
	const view = attestedView(record.data);
	return {
		recordId,
		phase,
		time,
		view: "attested",
		document: view,
		digest: digestOf(view)
	};
}

export { handOver };