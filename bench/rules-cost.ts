/** Records that are judged in one run. */
export const JUDGED_RECORDS = 100_000;

/** What the rules cost. */
export interface RulesCost {
  /** Processor time in seconds of judging 100,000 records by every rule with a growing history. */
  readonly judgeSeconds: number;
  /** Processor time in milliseconds of judging one record by the template `strict`, the first in its process. */
  readonly hookMilliseconds: number;
  /** What the process takes beside that for having the catalogue in its file. */
  readonly loadMilliseconds: number;
}
