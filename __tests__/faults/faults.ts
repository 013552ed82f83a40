/** Everything that may go wrong between a delivery and its store, with the words for it. */
export const FAULTS = {
  refused: 'the connection is refused',
  dns: 'the name has no address',
  tls: 'the certificate is not trusted',
  'half-request': 'the connection is reset halfway through the request',
  'half-reply': 'the connection is reset halfway through the reply',
  'too-many': 'it answers 429 with Retry-After',
  'error-once': 'it answers 500, then all is well',
  unavailable: 'it answers 503 for ever',
  'item-errors': 'it answers 200 with errors of its items',
  rubbish: 'it answers 200 with rubbish',
  drip: 'the reply drips in, one byte a second',
  clock: 'the clock is two days off',
  squatted: 'the key is squatted',
} as const;

export type FaultName = keyof typeof FAULTS;

/** The moments at which a delivering process is killed, in their order. */
export const KILL_POINTS = {
  'before-spool': 'before the spool is written',
  'after-spool': 'after the spool is written',
  'after-mark': 'after the attempt is noted in the spool',
  connected: 'when it has connected',
  'half-request': 'when half of the request has arrived',
  'whole-request': 'when the whole request has arrived',
  'half-reply': 'when half of the reply is out',
  'before-done': 'after the reply, before the delivery is noted in the spool',
  'after-done': 'after the delivery is noted in the spool',
  'second-sink': 'when one sink has the record and the next one has not answered',
} as const;

export type KillPoint = keyof typeof KILL_POINTS;
