import { EvaluationError } from '@marcbachmann/cel-js';
import type { AccessRecord } from '../model/access-record.ts';
import type { ExpressionOutcome } from '../ports.ts';
import { boundValues, TooLarge } from './bounds.ts';
import { placeOf } from './expression-tree.ts';
import { type Facts, factsOf, type Reading, UnseenFact } from './facts.ts';
import { language } from './language.ts';

/** What an evaluation can tell of itself. */
export type Evaluated = Exclude<ExpressionOutcome, { readonly kind: 'cut-off' | 'not-begun' }>;

/** Evaluates expressions that were checked over one record. They may take as long as they like: only for a thread that can be ended. */
export function evaluatorFor(record: AccessRecord): (expression: string) => Evaluated {
  const facts = factsOf(record);
  return (expression) => evaluate(facts, expression);
}

function evaluate(facts: Facts, expression: string): Evaluated {
  const reading = facts.newReading();
  try {
    const parsed = language().parse(expression);
    const { valid, error } = parsed.check();
    if (!valid) throw error;
    boundValues(parsed.ast);
    const answer: unknown = parsed({ record: facts.record });
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
  if (error instanceof TooLarge) return { kind: 'error', code: 'too_large', read };
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
