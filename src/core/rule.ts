import type * as z from 'zod/mini';
import type { AccessRecord, Gap } from '../model/access-record.ts';
import type { Severity } from '../model/severity.ts';
import type { Location } from '../model/verdict.ts';

/** What has to be observed for a rule; a hook asks GitHub for no more than its rules declare. */
export type Evidence = 'commit' | 'people' | 'token' | 'environment' | 'approvals' | 'workflow-file';

const LONGEST_MESSAGE = 500;

/** Earlier records of the repository, oldest first. A hook has none: only the collector and the command line do. */
export type History = readonly AccessRecord[];

/** What a rule says: found nothing, found something, or could not see. */
export type Judgement =
  | { readonly result: 'pass'; readonly message: string; readonly evidence: readonly string[] }
  | {
      readonly result: 'fail';
      readonly message: string;
      readonly evidence: readonly string[];
      readonly locations?: readonly Location[];
    }
  | { readonly result: 'unknown'; readonly message: string; readonly evidence: readonly string[] };

/** What a rule is given beside the record. */
interface RuleContext<Params> {
  readonly params: Params;
  /** Undefined where there is none: a rule that needs it is then unknown. */
  readonly history: History | undefined;
}

/**
 * A rule is data and one pure function. Its messages may quote only facts that a public attestation shows, because the
 * verdict stands in it.
 */
interface RuleDefinition<Params> {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  readonly params: z.ZodMiniType<Params>;
  readonly judge: (record: AccessRecord, context: RuleContext<Params>) => Judgement;
}

/** A rule of the catalogue; `params` are read by its own schema before it judges. */
export type Rule = Omit<RuleDefinition<unknown>, 'judge'> & {
  readonly judge: (record: AccessRecord, context: RuleContext<unknown>) => Judgement;
};

/** Makes a rule from its definition, so that the catalogue need not know what parameters each takes. */
export function defineRule<Params>(definition: RuleDefinition<Params>): Rule {
  return {
    ...definition,
    judge: (record, { params, history }) =>
      definition.judge(record, { params: definition.params.parse(params), history }),
  };
}

/** Nothing found. */
export function pass(message: string, evidence: readonly string[]): Judgement {
  return { result: 'pass', message, evidence };
}

/** Something found, and where it can be mended. */
export function fail(message: string, evidence: readonly string[], locations: readonly Location[] = []): Judgement {
  return { result: 'fail', message: shortened(message), evidence, ...(locations.length > 0 && { locations }) };
}

/** A workflow file can make a list of findings longer than a record takes; evidence and locations still hold them all. */
function shortened(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` : message;
}

/** Not seen: the gap at or above the missing fact says why. */
export function unknown(record: AccessRecord, pointer: string): Judgement {
  const gap = gapFor(record.gaps, pointer);
  const why = gap ? `${gap.reason}: ${gap.needed}` : 'nothing was observed there';
  return { result: 'unknown', message: `${pointer} could not be seen (${why}).`, evidence: [pointer] };
}

/** The gap that explains why nothing stands at a pointer: its own, or that of a part above it. */
export function gapFor(gaps: readonly Gap[], pointer: string): Gap | undefined {
  return gaps.find((gap) => pointer === gap.pointer || pointer.startsWith(`${gap.pointer}/`));
}
