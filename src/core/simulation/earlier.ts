import type { AccessRecord } from '../../model/access-record.ts';
import type { EarlierJob } from '../../model/scenario.ts';
import { digestOf } from '../canonical.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Length in milliseconds of a text such as `90s`, `10m`, `12h` or `30d`. */
export function lengthOf(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}

/** When an earlier job ended, RFC 3339: `ago` before a time. */
export function timeBefore(time: string, ago: string): string {
  return new Date(Date.parse(time) - lengthOf(ago)).toISOString();
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

/** The record of a further job of one kind: `turn` times `every` and as many runs before the first. */
export function again(record: AccessRecord, { every = '1m' }: Pick<EarlierJob, 'every'>, turn: number): AccessRecord {
  if (turn === 0) return record;
  const { start, end } = record.observedAt;
  const moved = Date.parse(end ?? start ?? '') - turn * lengthOf(every);
  return numbered(movedTo(record, new Date(moved).toISOString()), turn);
}

/** The record with `{n}` in its texts replaced by the number of its job, so that jobs of one kind may differ. */
export function withNumber(record: AccessRecord, number: number): AccessRecord {
  return JSON.parse(JSON.stringify(record).replaceAll('{n}', String(number)));
}

/** Whether a job sets a text that its number is a part of. */
export function isNumbered({ set }: Pick<EarlierJob, 'set'>): boolean {
  return JSON.stringify(set ?? {}).includes('{n}');
}
