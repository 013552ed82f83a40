import { didYouMean } from '../nearest.ts';
import { type Node, operandsOf } from './expression-tree.ts';
import { fieldsOf } from './facts.ts';
import { written } from './type-names.ts';

/** Fields that a finding names where none is close to what was written. */
const MOST_NAMES = 12;

/** What is wrong with an expression. */
export interface Mistake {
  /** Of the first character of it. */
  readonly offset: number;
  /** The rest of a sentence, without a full stop. */
  readonly message: string;
}

/** A field that the type of what it is asked of does not have. */
export function noField(node: Node, field: string, type: string, expression: string): Mistake {
  const known = Object.keys(fieldsOf(type));
  const guess = didYouMean(field, known);
  const listed = known.length > MOST_NAMES ? [...known.slice(0, MOST_NAMES), '…'] : known;
  const names = guess ? `.${guess}` : known.length > 0 ? `; it has ${listed.join(', ')}` : '';
  return {
    offset: node.pos,
    message: `${written(operandsOf(node)[0], expression)} has no field “${field}”${names}`,
  };
}
