import { codeOf, sentenceOf } from '../errors.ts';
import { createTaskVerifier, type ThreadAnswer, type ThreadSetup, type ThreadWork } from './bundle-tasks.ts';

/** A thread that verifies bundles: work comes as messages, and every message is answered by one. */
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');

if (parentPort) {
  const port = parentPort;
  const verifier = createTaskVerifier(workerData as ThreadSetup);
  // Whoever sends work hears of it; until then it is not unheard.
  verifier.catch(() => undefined);
  port.on('message', async ({ id, tasks }: ThreadWork) => {
    port.postMessage(await answerTo(id, tasks));
  });

  async function answerTo(id: number, tasks: ThreadWork['tasks']): Promise<ThreadAnswer> {
    try {
      const verify = await verifier;
      return { id, verdicts: await verify(tasks) };
    } catch (error) {
      return { id, failure: { code: codeOf(error), message: sentenceOf(error) } };
    }
  }
}
