// src/side-by-side.ts
async function sideBySide(items, most, action) {
	const results = [];
	const failures = [];
	let next = 0;
	async function work() {
		while (failures.length === 0 && next < items.length) {
			const index = next++;
			try {
				results[index] = await action(items[index]);
			} catch (error) {
				failures.push(error);
			}
		}
	}
	await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
	if (failures.length > 0) throw failures[0];
	return results;
}
async function* inOrder(tasks, run, most) {
	const running = [];
	const begin = (task) => {
		const result = run(task);
		result.catch(() => void 0);
		running.push(result);
	};
	for await (const task of tasks) {
		begin(task);
		const first = running.length >= most ? running.shift() : void 0;
		if (first) yield await first;
	}
	for (const result of running) yield await result;
}

export { sideBySide as n, inOrder as t };