import { didYouMean } from '../nearest.ts';
import { checkedTypeOf, isNode, type Node, nodesOf, operandsOf } from './expression-tree.ts';
import { wrongFieldIn } from './field-chain.ts';
import { type Mistake, noField } from './mistake.ts';
import { RECORD_VALUES } from './record-types.ts';
import { isPart, nameOf, written } from './type-names.ts';

/** What the library’s own check lets through, in order of its place in the expression. */
export function mistakesIn(root: unknown, expression: string): Mistake[] {
  return nodesOf(root)
    .flatMap((node) => mistakesOf(node, expression))
    .sort((a, b) => a.offset - b.offset);
}

function mistakesOf(node: Node, expression: string): Mistake[] {
  switch (node.op) {
    case 'call':
      return [...fieldsInHas(node, expression), ...untypedPart(node, expression)];
    case 'rcall':
      return badPattern(node);
    case '.':
    case '[]':
      return fieldOfNothing(node, expression);
    case '==':
    case '!=':
    case 'in':
      return [...comparedParts(node), ...unheardOf(node, expression)];
    default:
      return [];
  }
}

function fieldsInHas(node: Node, expression: string): Mistake[] {
  const [name, ...values] = callOf(node);
  const wrong = name === 'has' ? wrongFieldIn(values[0]) : undefined;
  return wrong ? [noField(wrong.node, wrong.field, wrong.type, expression)] : [];
}

/** Without its type nothing is known of a part: no field could be misspelt. */
function untypedPart(node: Node, expression: string): Mistake[] {
  const [name, value] = callOf(node);
  if (name !== 'dyn' || !isNode(value) || !isPart(checkedTypeOf(value) ?? '')) return [];
  return [{ offset: node.start, message: `${written(value, expression)} needs no dyn(); take a field of it` }];
}

/** A pattern that is written out can be looked at before it is used. */
function badPattern(node: Node): Mistake[] {
  const [name, , values] = Array.isArray(node.args) ? node.args : [];
  const pattern: unknown = name === 'matches' && Array.isArray(values) ? values[0] : undefined;
  if (!isNode(pattern) || pattern.op !== 'value' || typeof pattern.args !== 'string') return [];
  try {
    new RegExp(pattern.args);
    return [];
  } catch {
    return [{ offset: pattern.start, message: 'the pattern of matches() is no regular expression' }];
  }
}

/** Timestamps and the like are JavaScript objects inside: their properties are nobody’s business. */
function fieldOfNothing(node: Node, expression: string): Mistake[] {
  const [left] = operandsOf(node);
  const type = checkedTypeOf(left);
  if (type === undefined || !(type === 'CelNamespace' || type.startsWith('google.protobuf.'))) return [];
  return [{ offset: node.pos, message: `${written(left, expression)} is ${nameOf(type)} and has no fields` }];
}

/** Two parts are the same part or different ones; whether they say the same is a question to their fields. */
function comparedParts(node: Node): Mistake[] {
  const isOfParts = operandsOf(node).some((operand) => isPart(checkedTypeOf(operand) ?? ''));
  return isOfParts
    ? [{ offset: node.start, message: 'parts of the record can’t be compared; compare their ids or other fields' }]
    : [];
}

/** A word that a field can never hold makes a comparison that is always the same. */
function unheardOf(node: Node, expression: string): Mistake[] {
  const operands = operandsOf(node);
  return operands.flatMap((operand, index) => {
    const known = valuesOf(operand);
    const other = operands[1 - index];
    if (!known || !other) return [];
    const words = node.op === 'in' && index === 0 && other.op === 'list' ? nodesOf(other.args) : [other];
    const wrong = words.find(({ op, args }) => op === 'value' && typeof args === 'string' && !known.includes(args));
    if (!wrong) return [];
    const word = String(wrong.args);
    const guess = didYouMean(word, known);
    const mend = guess ? `.${guess}` : `; it is ${known.join(', ')}`;
    return [{ offset: wrong.start, message: `${written(operand, expression)} is never “${word}”${mend}` }];
  });
}

function valuesOf(node: Node): readonly string[] | undefined {
  const field: unknown = node.op === '.' && Array.isArray(node.args) ? node.args[1] : undefined;
  const name = `${checkedTypeOf(operandsOf(node)[0])}.${String(field)}`;
  return Object.hasOwn(RECORD_VALUES, name) ? RECORD_VALUES[name] : undefined;
}

/** Name and arguments of a call. */
function callOf({ args }: Node): unknown[] {
  const [name, values] = Array.isArray(args) ? args : [];
  return [name, ...(Array.isArray(values) ? values : [])];
}
