import type * as Zod from 'zod/mini';

/** The value does not fit, for certain. */
export const NO = Symbol('no');
/** Nothing that is looked into here: zod has to say. */
export const ASK = Symbol('ask');

/** What a schema is, in the words of zod's own definitions. */
export interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  /** Whether it has a value for what is not there. */
  readonly fills?: boolean;
}

/** A further condition on a value that has the right type. */
export interface Check {
  readonly holds: ((value: never) => boolean) | undefined;
  readonly make: () => unknown;
}

/** What zod says of a value; a failing one builds its error when somebody reads it. */
type Result = { success: true; data: unknown } | { success: false; readonly error: unknown };

let zod: typeof Zod | undefined;

/** zod itself, loaded when a value does not fit and somebody has to say why. */
export function theZod(): typeof Zod {
  zod ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)('zod/mini') as typeof Zod;
  return zod;
}

/**
 * A schema that knows how to read what fits it, and how to become zod's schema for everything else: it costs a
 * fiftieth of one of zod's to make.
 */
export class Schema {
  readonly _zod: { readonly def: Definition; readonly parent: Schema | undefined };
  readonly #read: (value: unknown, definition: never) => unknown;
  readonly #make: () => Zod.ZodMiniType;
  readonly #checks: readonly Check[];
  #made: Zod.ZodMiniType | undefined;

  constructor(
    definition: Definition,
    read: (value: unknown, definition: never) => unknown,
    make: () => Zod.ZodMiniType,
    checks: readonly Check[] = [],
    parent?: Schema,
  ) {
    this._zod = { def: definition, parent };
    this.#read = read;
    this.#make = make;
    this.#checks = checks;
  }

  get shape(): Definition['shape'] {
    return this._zod.def.shape;
  }

  check(...checks: readonly Check[]): Schema {
    const make = () => this.real().check(...checks.map((check) => check.make() as Zod.core.$ZodCheck<unknown>));
    return new Schema(this._zod.def, this.#read, make, [...this.#checks, ...checks], this);
  }

  /** The same kind of object with other members. */
  withShape(shape: Readonly<Record<string, Schema>>, make: () => Zod.ZodMiniType): Schema {
    return new Schema({ ...this._zod.def, shape }, this.#read, make);
  }

  /** The output for a value that fits, else `NO` or `ASK`. */
  look(value: unknown): unknown {
    const output = this.#read(value, this._zod.def as never);
    if (output === NO || output === ASK) return output;
    for (const { holds } of this.#checks) {
      if (holds !== undefined && !holds(output as never)) return NO;
    }
    return output;
  }

  /** zod's own schema. */
  real(): Zod.ZodMiniType {
    this.#made ??= this.#make();
    return this.#made;
  }

  safeParse(value: unknown): Result {
    const output = this.look(value);
    if (output === ASK) return theZod().safeParse(this.real(), value);
    if (output !== NO) return { success: true, data: output };
    const real = () => this.real();
    return {
      success: false,
      get error() {
        return theZod().safeParse(real(), value).error;
      },
    };
  }

  parse(value: unknown): unknown {
    const output = this.look(value);
    return output === NO || output === ASK ? theZod().parse(this.real(), value) : output;
  }
}
