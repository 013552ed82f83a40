import { $r as runStage, si as info } from "./hook.js";

// src/action/outlast-cancellation.ts
const LETTING_GO = 300;
function outlastCancellation() {
	const controller = new AbortController();
	const { signal } = controller;
	for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {
		if (signal.aborted) return;
		info("Doorlog: the run is being cancelled; the record is signed and delivered first.");
		controller.abort();
	});
	return {
		signal,
		after(milliseconds) {
			const late = new AbortController();
			const begin = () => setTimeout(() => late.abort(), milliseconds).unref();
			if (signal.aborted) begin();
			else signal.addEventListener("abort", begin, { once: true });
			return late.signal;
		}
	};
}
async function runLastingStage(stage) {
	const interruption = outlastCancellation();
	await runStage((env) => stage(env, interruption));
	if (interruption.signal.aborted) setTimeout(() => process.exit(), LETTING_GO).unref();
}

export { runLastingStage as t };