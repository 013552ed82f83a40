import { composeHook, type HookOptions } from '../compose.ts';
import type { Problem } from '../core/problem.ts';
import type { RecordHead } from '../core/record.ts';
import type { CheckpointPorts } from '../pipeline/checkpoint.ts';
import type { JobFacts } from '../ports.ts';
import { keepCheckpoint } from './checkpoint-notes.ts';
import { cloudRedaction } from './cloud-redaction.ts';

/** A checkpoint ready to be taken. */
export interface ComposedCheckpoint {
  readonly head: RecordHead;
  readonly facts: JobFacts;
  readonly ports: CheckpointPorts;
  readonly problems: readonly Problem[];
}

/** Wires one checkpoint together: what a hook has, and the clouds. */
export async function composeCheckpoint(options: HookOptions): Promise<ComposedCheckpoint> {
  const { head, query, ports, problems, folder, http } = composeHook(options);
  const { env } = options;
  return {
    head,
    facts: query.facts,
    problems,
    ports: {
      ...ports,
      clouds: async (observedAt) => {
        const { seeClouds } = await import('../cloud/see-clouds.ts');
        return seeClouds({ env, observedAt, http });
      },
      cloudRedaction: await cloudRedaction(env, ports.redact),
      keep: (note) => keepCheckpoint(folder, note),
    },
  };
}
