import { afterEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/core/canonical.ts';
import type { FindingKind } from '../../../src/core/reconciliation/finding.ts';
import { AUDITED_FILE, entryOf, historyJob, historyRun, recordOf } from '../../support/reconciled-world.ts';
import { closeScenes, endOf, namelessRecord, replaceWorkflow, run, type Scene, scene, withoutEntry } from './scene.ts';

afterEach(closeScenes);

interface Defect {
  readonly name: string;
  readonly kind: FindingKind;
  readonly code: number;
  readonly break: (built: Scene) => void;
}

const DEFECTS: readonly Defect[] = [
  {
    name: 'a job’s records are not in the log',
    kind: 'no-record',
    code: 3,
    break: (built) => withoutEntry(built, ({ recordId }) => recordId !== endOf(built, 3).recordId),
  },
  {
    name: 'a start has no end',
    kind: 'no-end',
    code: 3,
    break: (built) =>
      withoutEntry(built, ({ recordId, phase }) => recordId !== endOf(built, 3).recordId || phase !== 'end'),
  },
  {
    name: 'there are two ends of one job',
    kind: 'conflict',
    code: 3,
    break: (built) =>
      built.entries.push(
        entryOf({ ...endOf(built, 2), outcome: { status: 'failure' } }, { time: endOf(built, 2).observedAt.end ?? '' }),
      ),
  },
  {
    name: 'the start that an end names is not there',
    kind: 'deleted',
    code: 3,
    break: (built) =>
      withoutEntry(built, ({ recordId, phase }) => recordId !== endOf(built, 1).recordId || phase !== 'start'),
  },
  {
    name: 'a record was altered where it stands',
    kind: 'altered',
    code: 1,
    break(built) {
      const entry = built.entries[5];
      if (entry) built.entries[5] = { ...entry, document: { ...entry.document, outcome: { status: 'failure' } } };
    },
  },
  {
    name: 'a record of another job is filed under a job’s id',
    kind: 'altered',
    code: 1,
    break(built) {
      const stolen = { ...endOf(built, 1), recordId: endOf(built, 0).recordId };
      withoutEntry(built, ({ digest }) => digest !== digestOf(endOf(built, 0)));
      built.entries.push(entryOf(stolen));
    },
  },
  {
    name: 'a record is of a run that GitHub does not know',
    kind: 'unknown-run',
    code: 1,
    break({ world, history, entries }) {
      const ghost = historyRun(77, Date.parse(history.runs[0]?.createdAt ?? ''));
      entries.push(entryOf(recordOf(world, ghost, historyJob(ghost, 950, 'deploy'), 'end')));
    },
  },
  {
    name: 'a record is of a job that its run does not have',
    kind: 'unknown-job',
    code: 1,
    break({ world, history, entries }) {
      const [run] = history.runs;
      if (run) entries.push(entryOf(recordOf(world, run, historyJob(run, 951, 'deploy'), 'end')));
    },
  },
  {
    name: 'a record of a runner that names no check run fits no job',
    kind: 'unmatched',
    code: 3,
    break(built) {
      const [run] = built.history.runs;
      if (run) built.entries.push(entryOf(namelessRecord(built, historyJob(run, 952, 'publish'), 'end')));
    },
  },
  {
    name: 'the audit step was taken out of the workflow',
    kind: 'audit-removed',
    code: 3,
    break: (built) => replaceWorkflow(built, (text) => text.replace(/ {6}- uses: doorlog.*\n/, '')),
  },
  {
    name: 'one of two audited jobs lost its audit step',
    kind: 'audit-removed',
    code: 3,
    break: (built) =>
      replaceWorkflow(
        built,
        (text) => `${text.replace('  deploy:', '  other:')}  deploy:\n    runs-on: x\n    steps: [{ run: x }]\n`,
      ),
  },
  {
    name: 'the workflow’s file is gone',
    kind: 'audit-removed',
    code: 3,
    break({ world }) {
      for (const commit of Object.values(world.commits)) delete commit.files[AUDITED_FILE];
    },
  },
  {
    name: 'the workflow’s file can’t be read any more',
    kind: 'audit-removed',
    code: 3,
    break: (built) => replaceWorkflow(built, () => 'jobs: ['),
  },
  {
    name: 'the audit step got a condition',
    kind: 'audit-guarded',
    code: 3,
    break: (built) =>
      replaceWorkflow(built, (text) => text.replace(/( {6})(- uses: doorlog.*\n)/, '$1$2$1  if: github.actor == 1\n')),
  },
  {
    name: 'the audit step may fail',
    kind: 'audit-tolerated',
    code: 3,
    break: (built) =>
      replaceWorkflow(built, (text) =>
        text.replace(/( {6})(- uses: doorlog.*\n)/, '$1$2$1  continue-on-error: true\n'),
      ),
  },
  {
    name: 'the workflow was switched off',
    kind: 'workflow-disabled',
    code: 3,
    break({ history }) {
      history.workflows = [{ path: AUDITED_FILE, state: 'disabled_manually' }];
    },
  },
];

describe('What doorlog reconcile finds', () => {
  it.each(DEFECTS)('tells it, and nothing once it is mended, when $name', async (defect) => {
    const broken = scene();
    defect.break(broken);

    const found = await run(broken);

    expect(found.kinds).toEqual([defect.kind]);
    expect(found.code).toBe(defect.code);
    expect(found.findings[0]?.says).toMatch(/^[A-Z].*[.:]/);
    expect(await run(scene())).toMatchObject({ code: 0, findings: [] });
  });
});
