import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COLLECTOR_PERMISSIONS, endRun } from '../support/collector-world.ts';
import { replies } from '../support/faults.ts';
import { openScene } from '../support/in-process-collect.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import { TRIGGERS } from '../support/world.ts';

let sigstore: SigstoreServer;

beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(() => sigstore.close());

/** What a collector can't see of a run, by the run's event, and so leaves to the job's own record. */
const UNSEEN: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['sha', 'workflowSha', 'jobWorkflowSha', 'jobWorkflowRef', 'job'],
  pull_request_review: ['sha', 'workflowSha', 'jobWorkflowSha', 'jobWorkflowRef', 'job'],
  pull_request_target: ['ref', 'workflowRef', 'sha', 'workflowSha', 'jobWorkflowSha', 'jobWorkflowRef', 'job'],
};

describe('a collector', () => {
  it.each(Object.entries(TRIGGERS))(
    'says nothing that is not so of a job when the run is by %s',
    async (_name, make) => {
      const world = make();
      const { context, run } = world;
      endRun(world);
      const pull = world.pulls.find(({ headSha }) => headSha === run.headSha);
      if (pull) run.headRepository = { id: pull.headRepositoryId, name: pull.headRepository };
      const scene = await openScene(world, sigstore);
      try {
        const { records, output } = await scene.collect();
        const [record] = records;
        if (!record) throw new Error(output);
        expect(silentAbsences(record)).toEqual([]);
        const told: Record<string, string | undefined> = {
          event: run.event,
          ref: context.ref,
          sha: context.sha,
          workflowRef: context.workflowRef,
          workflowSha: context.workflowSha,
          jobWorkflowRef: context.jobWorkflowRef,
          jobWorkflowSha: context.jobWorkflowSha,
          job: context.jobKey,
        };
        const unseen = Object.keys(told).filter((field) => record.pipeline[field as 'ref'] === undefined);
        for (const field of unseen) {
          delete told[field];
          expect(record.gaps.map(({ pointer }) => pointer)).toContain(`/pipeline/${field}`);
        }
        expect(record.pipeline).toMatchObject(told);
        expect(unseen.filter((field) => !UNSEEN[run.event]?.includes(field))).toEqual([]);
        expect(record.people.initiator?.login).toBe(run.actor);
      } finally {
        await scene.close();
      }
    },
  );

  it('leaves nothing out in silence when any of its rights are missing and anything fails', async () => {
    const scopes = Object.keys(COLLECTOR_PERMISSIONS).filter((scope) => !/^(actions|contents|id-token)$/.test(scope));
    const paths = [
      /\/logs/,
      /\/annotations/,
      /\/approvals/,
      /\/environments/,
      /\/git\/ref/,
      /\/collaborators/,
      /\/artifacts/,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(TRIGGERS)),
        fc.subarray(scopes),
        fc.subarray(paths),
        fc.constantFrom(403, 404, 410, 500),
        fc.constantFrom('success' as const, 'failure' as const, 'cancelled' as const),
        async (make, missing, broken, status, conclusion) => {
          const world = make();
          endRun(world, conclusion);
          const held = Object.entries(COLLECTOR_PERMISSIONS).filter(([scope]) => !missing.includes(scope));
          const scene = await openScene(world, sigstore);
          try {
            const { records, output } = await scene.collect({
              permissions: Object.fromEntries(held),
              faults: broken.map((path) => [{ path }, replies(status)] as const),
            });
            const [record] = records;
            if (!record) throw new Error(output);
            expect(silentAbsences(record)).toEqual([]);
          } finally {
            await scene.close();
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});
