import type { AccessRecord } from '../../model/access-record.ts';
import type { EarlierJob } from '../../model/scenario.ts';
import { digestOf } from '../canonical.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Length in milliseconds of a text such as `90s`, `10m`, `12h` or `30d`. */
export function lengthOf(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}

/** When an earlier job ended, RFC 3339: `ago` before a time, and each further one of its kind `every` before that. */
export function moveOf({ ago, every = '1m' }: Pick<EarlierJob, 'ago' | 'every'>, turn: number, time: string): string {
  return new Date(Date.parse(time) - lengthOf(ago) - turn * lengthOf(every)).toISOString();
}

/** The record as if the job had ended at another time; what its people did before keeps its own. */
export function movedTo(record: AccessRecord, at: string | undefined): AccessRecord {
  const { start, checkpoints, end } = record.observedAt;
  const last = end ?? checkpoints?.at(-1) ?? start;
  if (at === undefined || last === undefined) return record;
  const by = Date.parse(at) - Date.parse(last);
  const moved = (time: string) => new Date(Date.parse(time) + by).toISOString();
  const { links } = record;
  return {
    ...record,
    observedAt: {
      ...(start && { start: moved(start) }),
      ...(checkpoints && { checkpoints: checkpoints.map(moved) }),
      ...(end && { end: moved(end) }),
    },
    links: {
      ...links,
      ...(links.checkpoints && {
        checkpoints: links.checkpoints.map((link) => ({ ...link, observedAt: moved(link.observedAt) })),
      }),
    },
  };
}

/** The record of another run of the same job: `number` runs before. */
export function numbered(record: AccessRecord, number: number): AccessRecord {
  const { pipeline, recorder } = record;
  const runId = minus(pipeline.runId, number);
  return {
    ...record,
    recordId: digestOf([record.recordId, number]),
    recorder: { ...recorder, ...(recorder.runId !== undefined && runId !== undefined && { runId }) },
    pipeline: {
      ...pipeline,
      ...(runId !== undefined && { runId }),
      ...(pipeline.runNumber !== undefined && { runNumber: minus(pipeline.runNumber, number) ?? '1' }),
      ...(pipeline.checkRunId !== undefined && { checkRunId: minus(pipeline.checkRunId, number) ?? '1' }),
    },
  };
}

function minus(text: string | undefined, number: number): string | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return text;
  return String(Math.max(1, Number(text) - number));
}

/** The job with `{n}` in the texts that it sets replaced by its number, so that jobs like it may differ. */
export function withNumber<T extends Pick<EarlierJob, 'set'>>(job: T, number: number): T {
  if (job.set === undefined) return job;
  return { ...job, set: JSON.parse(JSON.stringify(job.set).replaceAll('{n}', String(number))) };
}
