import { jr as runStage, zr as info } from "./hook.js";

// src/action/outlast-cancellation.ts
/** How long a stage that is done may take to let go of what it opened, in milliseconds; a look-up of a name can’t be ended. */
const LETTING_GO = 300;
/**
* Goes on when the run is cancelled, and says so to whoever has to hurry then. The runner interrupts a step, terminates it
* after 7.5 seconds and kills it 2.5 later (docs.github.com, “Workflow cancellation reference”): time in which a record is
* signed and delivered, so that nobody gets rid of it by cancelling.
*/
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
/**
* Runs a stage that goes on when the run is cancelled, as the process’s only work; where it was, the process ends when the
* stage is done, whatever it has still open.
*/
async function runLastingStage(stage) {
	const interruption = outlastCancellation();
	await runStage((env) => stage(env, interruption));
	if (interruption.signal.aborted) setTimeout(() => process.exit(), LETTING_GO).unref();
}

export { runLastingStage as t };