import type { AccessRecord, Gap } from '../model/access-record.ts';
import { RECORD_TYPES } from './record-types.ts';

const TIMESTAMP = 'google.protobuf.Timestamp';

/** A fact that an expression asks for and that nobody saw: neither there nor known to be absent. */
export class UnseenFact extends Error {
  /** JSON Pointer of it. */
  readonly pointer: string;

  constructor(pointer: string) {
    super('A fact was not seen.');
    this.pointer = pointer;
  }
}

/** What one evaluation has asked the record for. */
export interface Reading {
  /** JSON Pointers of the facts that were read. */
  readonly read: Set<string>;
  /** Those that are known not to be there, by their last key. */
  readonly absent: Map<string, string>;
}

/** The record as expressions see it. */
export interface Facts {
  readonly record: Part;
  /** Begins a new reading; what was read so far stays in the one before. */
  newReading(): Reading;
}

interface Source {
  readonly reasons: ReadonlyMap<string, Gap['reason']>;
  reading: Reading;
}

/** One part of the record; the CEL library reads the fields of a declared type by `get`. */
export abstract class Part extends Map<string, unknown> {
  readonly #type: string;
  readonly #raw: Readonly<Record<string, unknown>>;
  readonly #pointer: string;
  readonly #source: Source;
  /** Whether it is an item: what an item lacks, nothing but the gap of its list tells. */
  readonly #isItem: boolean;

  constructor(type: string, raw: object, pointer: string, source: Source, isItem: boolean) {
    super();
    this.#type = type;
    this.#raw = { ...raw };
    this.#pointer = pointer;
    this.#source = source;
    this.#isItem = isItem;
  }

  /** The value of a field, undefined for one that the job does not have; raises `UnseenFact` for one that was not seen. */
  override get(key: string): unknown {
    const type = fieldsOf(this.#type)[key];
    if (type === undefined) return undefined;
    const pointer = `${this.#pointer}/${key}`;
    const { reading, reasons } = this.#source;
    reading.read.add(pointer);
    if (this.has(key)) return super.get(key);
    const raw = Object.hasOwn(this.#raw, key) ? this.#raw[key] : undefined;
    if (raw === undefined) {
      const reason = reasonFor(reasons, pointer);
      if (reason !== 'not-applicable' && !(reason === undefined && this.#isItem)) throw new UnseenFact(pointer);
      reading.absent.set(key, pointer);
      return undefined;
    }
    const value = factOf(raw, type, { pointer, source: this.#source, isItem: this.#isItem });
    this.set(key, value);
    return value;
  }

  /** What is in it so far is only what was asked for. */
  override keys(): never {
    throw new TypeError('A part of the record is no collection.');
  }
}

type PartClass = new (raw: object, pointer: string, source: Source, isItem: boolean) => Part;

const classes = new Map<string, PartClass>();

/** The class of a part: each has its own, because the library tells types apart by it. */
export function partClass(type: string): PartClass {
  const known = classes.get(type);
  if (known) return known;
  const made = class extends Part {
    constructor(raw: object, pointer: string, source: Source, isItem: boolean) {
      super(type, raw, pointer, source, isItem);
    }
  };
  classes.set(type, made);
  return made;
}

/** The fields of a type and their types; none for a type that is no part of the record. */
export function fieldsOf(type: string): Readonly<Record<string, string>> {
  return Object.hasOwn(RECORD_TYPES, type) ? (RECORD_TYPES[type] ?? {}) : {};
}

/** The type of what a list or a map of that type holds, undefined for any other type. */
export function itemTypeOf(type: string): string | undefined {
  return /^(?:list<|map<string, )(.*)>$/.exec(type)?.[1];
}

/** A record to be asked by expressions. */
export function factsOf(record: AccessRecord): Facts {
  const source: Source = {
    reasons: new Map(record.gaps.map(({ pointer, reason }) => [pointer, reason])),
    reading: { read: new Set(), absent: new Map() },
  };
  return {
    record: new (partClass('record'))(record, '', source, false),
    newReading() {
      source.reading = { read: new Set(), absent: new Map() };
      return source.reading;
    },
  };
}

interface Place {
  readonly pointer: string;
  readonly source: Source;
  readonly isItem: boolean;
}

function factOf(raw: unknown, type: string, place: Place): unknown {
  if (type === TIMESTAMP) return new Date(String(raw));
  if (type === 'dyn') return plain(raw);
  if (typeof raw !== 'object' || raw === null) return raw;
  const itemType = itemTypeOf(type);
  if (itemType === undefined) return new (partClass(type))(raw, place.pointer, place.source, place.isItem);
  const items = Object.entries(raw).map(([key, item]): [string, unknown] => {
    const pointer = `${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [key, factOf(item, itemType, { ...place, pointer, isItem: true })];
  });
  return Array.isArray(raw) ? items.map(([, item]) => item) : new Map(items);
}

/** Any JSON value with maps for objects: they have no prototype that a key could name. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** The reason of the gap at a pointer or at a part above it. */
function reasonFor(reasons: Source['reasons'], pointer: string): Gap['reason'] | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const reason = reasons.get(at);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
