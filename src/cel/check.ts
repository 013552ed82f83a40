import { TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { sentenceOf } from '../errors.ts';
import type { CustomRule } from '../model/policy.ts';
import { didYouMean } from '../nearest.ts';
import { checkedTypeOf, isNode, operandsOf, placeOf } from './expression-tree.ts';
import { language } from './language.ts';
import { type Mistake, noField } from './mistake.ts';
import { mistakesIn } from './mistakes.ts';
import { nameOf } from './type-names.ts';

/** What is wrong with one of several expressions. */
export interface ExpressionFinding {
  /** Which of them, from 0. */
  readonly index: number;
  /** Line and column in the expression, from 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong, to follow a colon; no full stop, unless a question follows it. */
  readonly message: string;
}

/** Looks for what is wrong with the expressions of custom rules before they are used: at most one finding for each. */
export async function checkCustomRules(rules: readonly Pick<CustomRule, 'expression'>[]): Promise<ExpressionFinding[]> {
  return rules.flatMap(({ expression }, index) => {
    const mistake = mistakeIn(expression);
    return mistake ? [{ index, ...placeOf(expression, mistake.offset), message: mistake.message }] : [];
  });
}

function mistakeIn(expression: string): Mistake | undefined {
  try {
    const parsed = language().parse(expression);
    const { valid, type, error } = parsed.check();
    if (!valid) return described(error, expression);
    return mistakesIn(parsed.ast, expression)[0] ?? mistakeOfResult(type);
  } catch (error) {
    return described(error, expression);
  }
}

function mistakeOfResult(type: string | undefined): Mistake | undefined {
  if (type === 'bool') return undefined;
  const mend = type === 'dyn' ? '; wrap what may be anything in bool(…)' : '';
  return { offset: 0, message: `it gives ${nameOf(type)}, and a rule has to give true or false${mend}` };
}

function described(error: unknown, expression: string): Mistake {
  if (error instanceof RangeError) return { offset: 0, message: 'it nests too deeply; split the rule' };
  if (!(error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError)) {
    return { offset: 0, message: `it could not be checked (${sentenceOf(error)})` };
  }
  const { code, summary, node, range } = error;
  const offset = range?.start ?? 0;
  const key = keyOf(node);
  if (code === 'no_such_key' && isNode(node) && key !== undefined) {
    return noField(node, key, checkedTypeOf(operandsOf(node)[0]) ?? '', expression);
  }
  if (code === 'unknown_variable' && isNode(node)) {
    const name = String(node.args);
    return {
      offset,
      message: `there is no variable “${name}”.${didYouMean(name, ['record']) || ' The job is `record`'}`,
    };
  }
  if (code === 'limit_exceeded') return { offset, message: 'it is too long or nests too deeply; split the rule' };
  return { offset, message: readable(summary) };
}

/** The field that an access names outright. */
function keyOf(node: unknown): string | undefined {
  const key: unknown = isNode(node) && Array.isArray(node.args) ? node.args[1] : undefined;
  const literal = isNode(key) && key.op === 'value' ? key.args : key;
  return typeof literal === 'string' ? literal : undefined;
}

/** The library’s summary as the rest of a sentence. */
function readable(summary: string): string {
  const text = summary.replace(/\s+/g, ' ').trim();
  if (/(token:|got) EOF$/.test(text)) return 'it ends too early';
  const hint = /Timestamp (==|!=|<|>|<=|>=) string|string (==|!=|<|>|<=|>=) google\.protobuf\.Timestamp/.test(text)
    ? '; write the time as timestamp("2026-01-31T00:00:00Z")'
    : '';
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}${hint}`.replaceAll('google.protobuf.', '');
}
