import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { canonicalize, sha256Hex } from '../src/core/canonical.ts';
import { recordIdOf } from '../src/core/record-id.ts';
import { stageJob } from '../src/core/simulation/staged-job.ts';
import { AccessRecord } from '../src/model/access-record.ts';
import { entryKey } from '../src/model/entry-key.ts';
import { JOBS_OF_RUN, RECONCILED_RUNS } from './reconcile-cost.ts';
import { createdAt, jobId, REPOSITORY, REPOSITORY_ID, runId, WORKFLOW } from './reconcile-history.ts';

const SERVER = 'https://github.com';
/** Stand for what differs between two jobs, in the canonical text of a record. */
const HOLES = {
  recordId: 'f'.repeat(64),
  start: '2001-01-01T00:00:00.000Z',
  end: '2002-01-01T00:00:00.000Z',
  run: '1111111111111',
  job: '2222222222222',
  link: 'e'.repeat(64),
};

/**
 * Writes the log of all jobs as the file sink does: a start and an end of each, of real size and with right digests, but
 * of one job without a record.
 */
export function writeReconciledLog(path: string, beginning: number): void {
  const base = AccessRecord.parse(
    JSON.parse(readFileSync(new URL('../scenarios/bases/deploy.json', import.meta.url), 'utf8')),
  );
  const { start, end } = stageJob(base, { base: 'here' }, { without: [] });
  const texts = {
    start: holed(start, {}),
    end: holed(end, { startEvent: { digest: HOLES.link, announced: 'announced' } }),
  };
  const file = openSync(path, 'w');
  for (let run = 0; run < RECONCILED_RUNS; run++) {
    let lines = '';
    for (let job = 0; job < JOBS_OF_RUN; job++) {
      if (run === 7 && job === 0) continue;
      const [runText, jobText] = [String(runId(run)), String(jobId(run, job))];
      const recordId = recordIdOf({
        server: SERVER,
        repositoryId: REPOSITORY_ID,
        runId: runText,
        runAttempt: '1',
        checkRunId: jobText,
      });
      const at = createdAt(beginning, run);
      const times = { start: new Date(at + 20_000).toISOString(), end: new Date(at + 120_000).toISOString() };
      const fill = (text: string, link: string) =>
        text
          .replaceAll(HOLES.recordId, recordId)
          .replaceAll(HOLES.start, times.start)
          .replaceAll(HOLES.end, times.end)
          .replaceAll(HOLES.run, runText)
          .replaceAll(HOLES.job, jobText)
          .replaceAll(HOLES.link, link);
      const first = fill(texts.start, '');
      const startDigest = sha256Hex(first);
      lines += lineOf(recordId, 'start', startDigest, times.start, first);
      const last = fill(texts.end, startDigest);
      lines += lineOf(recordId, 'end', sha256Hex(last), times.end, last);
    }
    writeSync(file, lines);
  }
  closeSync(file);
}

function lineOf(recordId: string, phase: string, digest: string, time: string, record: string): string {
  const head = JSON.stringify({ key: entryKey({ recordId, phase, digest }), recordId, phase, digest, time });
  return `${head.slice(0, -1)},"record":${record}}\n`;
}

function holed(record: AccessRecord, links: AccessRecord['links']): string {
  return canonicalize({
    ...record,
    recordId: HOLES.recordId,
    recorder: { ...record.recorder, action: 'doorlog/doorlog' },
    observedAt: { start: HOLES.start, ...(record.phase === 'end' && { end: HOLES.end }) },
    pipeline: {
      ...record.pipeline,
      server: SERVER,
      repository: REPOSITORY,
      repositoryId: REPOSITORY_ID,
      runId: HOLES.run,
      runAttempt: '1',
      checkRunId: HOLES.job,
      workflowRef: `${REPOSITORY}/${WORKFLOW}@refs/heads/main`,
      jobWorkflowRef: `${REPOSITORY}/${WORKFLOW}@refs/heads/main`,
    },
    sources: { ...record.sources, '/pipeline/checkRunId': 'input' },
    links,
  });
}
