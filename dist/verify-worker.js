import { ai as sentenceOf, ii as codeOf } from "./hook.js";
import { t as createTaskVerifier } from "./bundle-tasks.js";

// src/cli/verify-worker.ts
const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
if (parentPort) {
	const port = parentPort;
	const verifier = createTaskVerifier(workerData);
	verifier.catch(() => void 0);
	port.on("message", async ({ id, tasks }) => {
		port.postMessage(await answerTo(id, tasks));
	});
	async function answerTo(id, tasks) {
		try {
			return {
				id,
				verdicts: await (await verifier)(tasks)
			};
		} catch (error) {
			return {
				id,
				failure: {
					code: codeOf(error),
					message: sentenceOf(error)
				}
			};
		}
	}
}

export {  };