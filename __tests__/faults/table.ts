import type { FaultName, KillPoint } from './faults.ts';

/** What becomes of a record under a fault. */
export const OUTCOMES = {
  delivered: 'delivered by the first delivery, one copy',
  repeated: 'delivered by the first delivery, after a retry that left a second copy under the same id',
  replayed: 'kept in the spool, delivered by replay, one copy',
  'replayed-twice': 'kept in the spool, delivered by replay, which left a second copy under the same id',
  beside: 'delivered under another key, and the conflict told',
  believed: 'taken for delivered: nothing on the wire tells that it was not',
  unspooled: 'never spooled: only reconciling finds it',
  none: 'can’t happen here',
} as const;

export type Outcome = keyof typeof OUTCOMES;

/** An outcome, with a note where it needs one. */
export type Cell = Outcome | readonly [Outcome, note: string];

/** What is promised for one sink: every fault and every moment of being killed. */
export interface SinkRow {
  readonly title: string;
  /** Whether the store itself tells an entry that it has from a new one. */
  readonly tellsDuplicates: boolean;
  readonly faults: Readonly<Record<FaultName, Cell>>;
  readonly killed: Readonly<Record<KillPoint, Cell>>;
}

const RECONCILED =
  'The process died before it had written anything; that the record is missing is found by reconciling.';

const NO_KEYS = 'It has no keys that could be taken: what somebody else sends under the same id stands beside it.';

/** A store that creates a key once: whatever was lost on the way, there is one copy. */
const CREATES_ONCE = {
  'before-spool': ['unspooled', RECONCILED],
  'after-spool': 'replayed',
  'after-mark': 'replayed',
  connected: 'replayed',
  'half-request': 'replayed',
  'whole-request': 'replayed',
  'half-reply': 'replayed',
  'before-done': 'replayed',
  'after-done': 'delivered',
  'second-sink': 'replayed',
} as const satisfies Record<KillPoint, Cell>;

/** A store that takes whatever it is sent: what it may have had before its answer was lost is there twice. */
const TAKES_ALL = {
  ...CREATES_ONCE,
  'whole-request': 'replayed-twice',
  'half-reply': 'replayed-twice',
  'before-done': 'replayed-twice',
  'second-sink': 'replayed-twice',
} as const satisfies Record<KillPoint, Cell>;

/** Clusters are spoken to by the same code. */
const CLUSTER_FAULTS = {
  refused: 'replayed',
  dns: 'replayed',
  tls: 'replayed',
  'half-request': 'delivered',
  'half-reply': 'delivered',
  'too-many': 'delivered',
  'error-once': 'delivered',
  unavailable: 'replayed',
  'item-errors': 'delivered',
  rubbish: 'replayed',
  drip: 'replayed',
  clock: 'delivered',
  squatted: 'beside',
} as const satisfies Record<FaultName, Cell>;

/** With and without acknowledgement by its indexers. */
const SPLUNK_FAULTS = {
  refused: 'replayed',
  dns: 'replayed',
  tls: 'replayed',
  'half-request': 'delivered',
  'half-reply': 'repeated',
  'too-many': 'delivered',
  'error-once': 'delivered',
  unavailable: 'replayed',
  'item-errors': ['delivered', 'Status 200 with the code of “server is busy”.'],
  rubbish: 'replayed',
  drip: 'replayed-twice',
  clock: 'delivered',
  squatted: ['none', NO_KEYS],
} as const satisfies Record<FaultName, Cell>;

/** The table that docs/fault-table.md shows and that the tests in this folder hold up, cell by cell. */
export const FAULT_TABLE = {
  file: {
    title: 'file',
    tellsDuplicates: true,
    faults: {
      refused: ['replayed', 'A path that can’t be written to stands for a refused connection.'],
      dns: 'none',
      tls: 'none',
      'half-request': [
        'delivered',
        'A writer died in its line, or the disk was full: the torn line stays, the whole one follows.',
      ],
      'half-reply': 'none',
      'too-many': 'none',
      'error-once': 'none',
      unavailable: 'none',
      'item-errors': 'none',
      rubbish: ['delivered', 'The file holds bytes that are no lines of ours.'],
      drip: 'none',
      clock: 'delivered',
      squatted: 'beside',
    },
    killed: {
      ...CREATES_ONCE,
      connected: 'none',
      'half-request': ['none', 'What it leaves is the torn line of the other table.'],
      'whole-request': 'none',
      'half-reply': 'none',
    },
  },
  elasticsearch: {
    title: 'Elasticsearch',
    tellsDuplicates: true,
    faults: CLUSTER_FAULTS,
    killed: CREATES_ONCE,
  },
  opensearch: {
    title: 'OpenSearch',
    tellsDuplicates: true,
    faults: CLUSTER_FAULTS,
    killed: CREATES_ONCE,
  },
  s3: {
    title: 'S3',
    tellsDuplicates: true,
    faults: {
      refused: 'replayed',
      dns: 'replayed',
      tls: 'replayed',
      'half-request': 'delivered',
      'half-reply': 'delivered',
      'too-many': 'delivered',
      'error-once': 'delivered',
      unavailable: 'replayed',
      'item-errors': ['replayed', 'Status 200 with an error in the body, as S3 answers to what takes it long.'],
      rubbish: 'replayed',
      drip: 'replayed',
      clock: [
        'delivered',
        'It refuses signatures that are 15 minutes off; they are made anew by the store’s own time.',
      ],
      squatted: 'beside',
    },
    killed: CREATES_ONCE,
  },
  splunk: {
    title: 'Splunk',
    tellsDuplicates: false,
    faults: SPLUNK_FAULTS,
    killed: TAKES_ALL,
  },
  'splunk-acknowledged': {
    title: 'Splunk, acknowledged',
    tellsDuplicates: false,
    faults: SPLUNK_FAULTS,
    killed: TAKES_ALL,
  },
  otlp: {
    title: 'OTLP',
    tellsDuplicates: false,
    faults: {
      refused: 'replayed',
      dns: 'replayed',
      tls: 'replayed',
      'half-request': 'delivered',
      'half-reply': 'repeated',
      'too-many': 'delivered',
      'error-once': ['replayed', 'OTLP says that a request which got a 500 must not be sent again at once.'],
      unavailable: 'replayed',
      'item-errors': ['replayed', 'Status 200 with a rejected log record in `partialSuccess`.'],
      rubbish: 'replayed',
      drip: 'replayed-twice',
      clock: 'delivered',
      squatted: ['none', NO_KEYS],
    },
    killed: TAKES_ALL,
  },
  syslog: {
    title: 'syslog',
    tellsDuplicates: false,
    faults: {
      refused: 'replayed',
      dns: 'replayed',
      tls: 'replayed',
      'half-request': 'delivered',
      'half-reply': ['repeated', 'It replies nothing; the connection is reset where it should have ended in order.'],
      'too-many': 'none',
      'error-once': 'none',
      unavailable: 'none',
      'item-errors': 'none',
      rubbish: [
        'replayed',
        'Whoever answers anything is no receiver of syslog. One that takes all and stores nothing is believed.',
      ],
      drip: ['replayed-twice', 'The receiver takes all and never ends the connection.'],
      clock: 'delivered',
      squatted: ['none', NO_KEYS],
    },
    killed: {
      ...TAKES_ALL,
      'half-reply': ['none', 'It replies nothing.'],
    },
  },
  webhook: {
    title: 'webhook',
    tellsDuplicates: false,
    faults: {
      refused: 'replayed',
      dns: 'replayed',
      tls: 'replayed',
      'half-request': 'delivered',
      'half-reply': 'repeated',
      'too-many': 'delivered',
      'error-once': 'delivered',
      unavailable: 'replayed',
      'item-errors': ['none', 'A status of 2xx is all that the protocol has to say.'],
      rubbish: [
        'replayed',
        'A web page is nobody’s word on a message; any other body with a 2xx is believed: the status is all that the protocol has.',
      ],
      drip: 'replayed-twice',
      clock: [
        'delivered',
        'Where the receiver refuses the time, it is signed anew with the receiver’s, and that is told.',
      ],
      squatted: ['none', NO_KEYS],
    },
    killed: TAKES_ALL,
  },
} as const satisfies Record<string, SinkRow>;

/** A type of sink, or one of the ways in which it can be set up. */
export type SinkType = keyof typeof FAULT_TABLE;

/** The outcome in a cell without its note. */
export function outcomeIn(cell: Cell): Outcome {
  return typeof cell === 'string' ? cell : cell[0];
}
