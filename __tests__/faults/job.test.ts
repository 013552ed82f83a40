import { describe, expect, it } from '@jest/globals';
import { deploymentWorld } from '../support/deployment-world.ts';
import { playJob } from '../support/in-process-job.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { setScene } from './scene.ts';
import { elasticsearchUnderTest } from './stores/elasticsearch.ts';

/** Those that no try within the job’s time gets around. */
const LASTING: readonly FaultName[] = ['refused', 'dns', 'tls', 'unavailable', 'drip'];
/** The job’s own clock can’t be turned here, and nobody knows its key beforehand. */
const NOT_HERE: readonly FaultName[] = ['clock', 'squatted'];

const names = (Object.keys(FAULTS) as FaultName[]).filter((name) => !NOT_HERE.includes(name));

async function playUnder(fault: FaultName, required: boolean) {
  const store = await elasticsearchUnderTest.start();
  const scene = await setScene(store, fault, []);
  try {
    return await playJob(deploymentWorld(), {
      inputs: {
        'elasticsearch-api-key': store.secrets.elasticsearchApiKey ?? '',
        'announce-wait': '100',
        'delivery-timeout': LASTING.includes(fault) ? '700' : '15000',
      },
      moreSinks: [{ ...store.configAt(scene.address), required }],
    });
  } finally {
    await scene.close();
    await store.close();
  }
}

describe('a job whose log store fails', () => {
  it.each(names.map((name) => [FAULTS[name], name] as const))(
    'ends as it would have, and says so, when %s and the sink is not required',
    async (_, name) => {
      const { codes, output, end } = await playUnder(name, false);
      expect(codes).toEqual({ start: 0, end: 0 });
      expect(end.policy?.verdict).not.toBe('fail');
      expect(output).not.toContain('::error');
      if (LASTING.includes(name))
        expect(output).toMatch(/::warning.*The end record did not arrive at the sink “elasticsearch”/);
    },
  );

  it.each(names.map((name) => [FAULTS[name], name, LASTING.includes(name) ? 1 : 0] as const))(
    'fails just where the end record is not in the store when %s and the sink is required',
    async (_, name, code) => {
      expect((await playUnder(name, true)).codes).toEqual({ start: 0, end: code });
    },
  );
});
