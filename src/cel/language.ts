import { Environment } from '@marcbachmann/cel-js';
import { partClass } from './facts.ts';
import { RECORD_TYPES } from './record-types.ts';

/** Far above what a person writes, far below what a stack takes. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 100, maxListElements: 1_000, maxMapEntries: 100, maxCallArguments: 8 };

let made: Environment | undefined;

/** CEL with the one variable `record`, whose parts have the types of the record’s schema. */
export function language(): Environment {
  made ??= create();
  return made;
}

function create(): Environment {
  const environment = new Environment({ limits: LIMITS });
  // Parts before what they stand in: a type can only be named once it is known.
  for (const [name, fields] of Object.entries(RECORD_TYPES).reverse()) {
    environment.registerType(name, { ctor: partClass(name), fields });
  }
  return environment
    .registerVariable('record', 'record')
    .registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
}
