// src/cel/cel-worker.ts
const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
async function work(task, tell) {
	const { evaluatorFor } = await import("./evaluation.js");
	const evaluate = evaluatorFor(JSON.parse(task.record));
	evaluate("record.gaps.all(gap, has(gap.detail) || gap.pointer.matches(\"^/\"))");
	for (const [index, expression] of task.expressions.entries()) {
		if (index < task.from) continue;
		tell({ begun: index });
		tell({
			done: index,
			evaluated: evaluate(expression)
		});
	}
}
if (parentPort) {
	const port = parentPort;
	await work(workerData, (news) => port.postMessage(news));
}

export {  };