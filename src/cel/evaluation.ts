import { EvaluationError } from '@marcbachmann/cel-js';
import type { AccessRecord } from '../model/access-record.ts';
import { placeOf } from './expression-tree.ts';
import { type Facts, factsOf, type Reading, UnseenFact } from './facts.ts';
import { language } from './language.ts';

/** What came of one expression; JSON Pointers say what it read of the record. */
export type Evaluated =
  | { readonly kind: 'answer'; readonly answer: boolean; readonly read: readonly string[] }
  /** A fact that the record does not hold decides. */
  | { readonly kind: 'unseen'; readonly pointer: string; readonly read: readonly string[] }
  /** A key of a map, or an item of a list, that is not there decides. */
  | { readonly kind: 'no-key'; readonly read: readonly string[] }
  | {
      readonly kind: 'error';
      /** The library’s code of it; its words might quote the record. */
      readonly code: string;
      readonly line?: number;
      readonly column?: number;
      readonly read: readonly string[];
    };

/** Evaluates expressions over one record. They may take as long as they like: only for a thread that can be ended. */
export function evaluatorFor(record: AccessRecord): (expression: string) => Evaluated {
  const facts = factsOf(record);
  return (expression) => evaluate(facts, expression);
}

function evaluate(facts: Facts, expression: string): Evaluated {
  const reading = facts.newReading();
  try {
    const answer: unknown = language().parse(expression)({ record: facts.record });
    const read = leavesOf(reading);
    return typeof answer === 'boolean'
      ? { kind: 'answer', answer, read }
      : { kind: 'error', code: 'not_a_boolean', read };
  } catch (error) {
    return failed(error, reading, expression);
  }
}

function failed(error: unknown, reading: Reading, expression: string): Evaluated {
  const read = leavesOf(reading);
  if (error instanceof UnseenFact) return { kind: 'unseen', pointer: error.pointer, read };
  if (!(error instanceof EvaluationError)) return { kind: 'error', code: 'evaluation_error', read };
  const { code, range } = error;
  if (code === 'no_such_key') {
    const key = fieldIn(error.node);
    const pointer = key === undefined ? undefined : reading.absent.get(key);
    return pointer === undefined ? { kind: 'no-key', read } : { kind: 'unseen', pointer, read };
  }
  if (code === 'index_out_of_bounds') return { kind: 'no-key', read };
  return { kind: 'error', code, ...(range && placeOf(expression, range.start)), read };
}

function fieldIn(node: EvaluationError['node']): string | undefined {
  const args: unknown = node?.args;
  const key: unknown = Array.isArray(args) ? args[1] : undefined;
  return typeof key === 'string' ? key : undefined;
}

/** Of what was read, that in which nothing else was read. */
function leavesOf({ read }: Reading): string[] {
  const sorted = [...read].sort();
  return sorted.filter((pointer, index) => !sorted.slice(index + 1).some((other) => other.startsWith(`${pointer}/`)));
}
