// src/cel/deadline.ts
function createDeadline(onEnd) {
	let timer;
	let round = 0;
	function clear() {
		round += 1;
		clearTimeout(timer);
	}
	return {
		clear,
		set(limit, byClock) {
			clear();
			const mine = round;
			const begun = process.cpuUsage();
			const patience = performance.now() + byClock;
			const look = () => {
				if (round !== mine) return;
				const { user, system } = process.cpuUsage(begun);
				const left = limit - (user + system) / 1e3;
				if (left < 1 || performance.now() > patience) onEnd();
				else wait(left);
			};
			const wait = (time) => {
				timer = setTimeout(() => setImmediate(look), time);
			};
			wait(limit);
		}
	};
}

// src/cel/evaluate.ts
const LIMITS = {
	time: 200,
	wait: 2e3,
	start: 1e4,
	cutOffs: 10
};
const MEMORY = {
	maxOldGenerationSizeMb: 128,
	maxYoungGenerationSizeMb: 32,
	stackSizeMb: 4
};
async function evaluateExpressions(expressions, record, limits = LIMITS) {
	const outcomes = [];
	const text = JSON.stringify(record);
	let cutOffs = 0;
	while (outcomes.length < expressions.length && cutOffs < limits.cutOffs) {
		const { done, isBegun } = await inOneThread({
			record: text,
			expressions,
			from: outcomes.length
		}, limits);
		outcomes.push(...done);
		if (outcomes.length === expressions.length) break;
		if (!isBegun) break;
		outcomes.push({ kind: "cut-off" });
		cutOffs += 1;
	}
	while (outcomes.length < expressions.length) outcomes.push({ kind: cutOffs < limits.cutOffs ? "not-begun" : "cut-off" });
	return outcomes;
}
function inOneThread(task, limits) {
	return new Promise((resolve) => {
		const done = [];
		let isBegun = false;
		let worker;
		try {
			worker = startThread(task);
		} catch {
			resolve({
				done,
				isBegun
			});
			return;
		}
		const finish = () => {
			deadline.clear();
			worker.removeAllListeners("message");
			resolve({
				done: [...done],
				isBegun
			});
			worker.terminate();
		};
		const deadline = createDeadline(finish);
		worker.on("message", (news) => {
			if ("begun" in news) {
				isBegun = true;
				deadline.set(limits.time, limits.wait);
				return;
			}
			isBegun = false;
			deadline.clear();
			done.push(news.evaluated);
			if (task.from + done.length === task.expressions.length) finish();
		});
		worker.on("error", finish);
		worker.on("exit", finish);
		deadline.set(limits.start, limits.start);
	});
}
function startThread(workerData) {
	const { Worker } = process.getBuiltinModule("node:worker_threads");
	const file = import.meta.url.endsWith(".ts") ? "./cel-worker.ts" : "./cel-worker.js";
	return new Worker(new URL(file, import.meta.url), {
		workerData,
		env: {},
		argv: [],
		execArgv: [],
		stdin: false,
		stdout: true,
		stderr: true,
		resourceLimits: MEMORY
	});
}

export { evaluateExpressions };