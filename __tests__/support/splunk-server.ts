import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';
import { MalformedEvents, splitEvents } from './splunk-events.ts';

/** An event as it stands in an index. */
export interface SplunkEvent {
  readonly index: string;
  readonly source: string;
  readonly sourcetype: string;
  readonly host: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** The text that is searched, cut at `truncate` bytes. */
  readonly raw: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A token as its configuration has it. */
export interface SplunkToken {
  disabled?: boolean;
  /** Whether indexer acknowledgement is turned on. */
  acknowledges?: boolean;
  /** Indexes that it may write to; the first is for events that name none. */
  indexes: string[];
}

/** A running collector. */
export interface SplunkServer extends LocalServer {
  /** May write to `main` and `doorlog`. */
  readonly token: string;
  readonly tokens: Map<string, SplunkToken>;
  readonly events: readonly SplunkEvent[];
  /** What it does from now on. */
  readonly behaviour: {
    /** How often a request is asked for before it counts as indexed; `Infinity` for never. */
    polls: number;
    /** TRUNCATE of the source type, in bytes; 0 for no limit. */
    truncate: number;
    healthy: boolean;
    /** `max_content_length` of limits.conf. */
    maxContentLength: number;
  };
}

/** Texts and statuses by code, as “Troubleshoot HTTP Event Collector” lists them. */
const ANSWERS: Readonly<Record<number, readonly [status: number, text: string]>> = {
  0: [200, 'Success'],
  1: [403, 'Token disabled'],
  2: [401, 'Token is required'],
  3: [401, 'Invalid authorization'],
  4: [403, 'Invalid token'],
  5: [400, 'No data'],
  6: [400, 'Invalid data format'],
  7: [400, 'Incorrect index'],
  8: [500, 'Internal server error'],
  9: [503, 'Server is busy'],
  10: [400, 'Data channel is missing'],
  11: [400, 'Invalid data channel'],
  12: [400, 'Event field is required'],
  13: [400, 'Event field cannot be blank'],
  14: [400, 'ACK is disabled'],
  15: [400, 'Error in handling indexed fields'],
  16: [400, 'Query string authorization is not enabled'],
  17: [200, 'HEC is healthy'],
  18: [503, 'HEC is unhealthy, queues are full'],
  19: [503, 'HEC is unhealthy, ack service unavailable'],
  20: [503, 'HEC is unhealthy, queues are full, ack service unavailable'],
  21: [400, 'Invalid token'],
  22: [400, 'Token disabled'],
  23: [503, 'Server is shutting down'],
  24: [200, 'HEC queue is approaching its capacity limit'],
  25: [200, 'HEC ACK is approaching its capacity limit'],
  26: [429, 'HEC queue is at capacity and cannot process any more requests'],
  27: [429, 'HEC ACK channel is at capacity and cannot process any more requests'],
};

/** The reply that belongs to a code. */
export function splunkReply(code: number, more: Readonly<Record<string, unknown>> = {}): LocalReply {
  const [status, text] = ANSWERS[code] ?? [500, 'Internal server error'];
  return json(status, { text, code, ...more });
}

const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TOKEN = '5d2cf0a4-8a5c-4f7e-9d54-7c1be9a4d001';

/**
 * Plays Splunk's HTTP Event Collector after its documented rules, and refuses what the real one refuses: authorization,
 * channels, indexes, envelopes and indexed fields; acknowledgements that say “true” once; events that are cut in silence.
 */
export async function startSplunk(options: LocalServerOptions = {}): Promise<SplunkServer> {
  const splunk = new Splunk();
  const server = await serve({ ...options, handle: (request) => splunk.answer(request) });
  const { tokens, events, behaviour } = splunk;
  return { ...server, token: TOKEN, tokens, events, behaviour };
}

class Splunk {
  readonly tokens = new Map<string, SplunkToken>([[TOKEN, { indexes: ['main', 'doorlog'] }]]);
  readonly events: SplunkEvent[] = [];
  readonly behaviour: SplunkServer['behaviour'] = {
    polls: 1,
    truncate: 10_000,
    healthy: true,
    maxContentLength: 1_000_000,
  };
  /** By channel: how often each request was asked for, and `undefined` once its “true” was said. */
  readonly channels = new Map<string, (number | undefined)[]>();

  answer(request: LocalRequest): LocalReply {
    const { method, url } = request;
    switch (url.pathname) {
      case '/services/collector/health':
      case '/services/collector/health/1.0':
        return method === 'GET' ? this.health(request) : json(405, { text: 'The requested URL was not found' });
      case '/services/collector':
      case '/services/collector/event':
      case '/services/collector/event/1.0':
        return method === 'POST' ? this.take(request) : json(405, { text: 'The requested URL was not found' });
      case '/services/collector/ack':
        return method === 'POST' ? this.acknowledge(request) : json(405, { text: 'The requested URL was not found' });
      default:
        return json(404, { text: 'The requested URL was not found on this server.', code: 404 });
    }
  }

  health({ headers }: LocalRequest): LocalReply {
    const given = /^Splunk (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const token = given === undefined ? undefined : this.tokens.get(given);
    if (given !== undefined && token === undefined) return splunkReply(21);
    if (token?.disabled) return splunkReply(22);
    return splunkReply(this.behaviour.healthy ? 17 : 18);
  }

  take(request: LocalRequest): LocalReply {
    const admitted = this.admit(request);
    if ('status' in admitted) return admitted;
    const { token, channel } = admitted;
    if (request.body.length > this.behaviour.maxContentLength) {
      return json(413, { text: `Content-Length of ${request.body.length} too large` });
    }
    const text = request.body.toString('utf8');
    if (text.trim() === '') return splunkReply(5);
    // As the real one does, it keeps what stands in front of a bad event.
    const taken: SplunkEvent[] = [];
    const refuse = (code: number) => {
      this.events.push(...taken);
      return splunkReply(code, { 'invalid-event-number': taken.length });
    };
    try {
      for (const envelope of splitEvents(text)) {
        const read = this.read(envelope, token);
        if (typeof read === 'number') return refuse(read);
        taken.push(read);
      }
    } catch (error) {
      if (error instanceof MalformedEvents) return refuse(6);
      throw error;
    }
    this.events.push(...taken);
    if (!token.acknowledges || channel === undefined) return splunkReply(0);
    const asked = this.channels.get(channel) ?? [];
    this.channels.set(channel, asked);
    return splunkReply(0, { ackId: asked.push(0) - 1 });
  }

  acknowledge(request: LocalRequest): LocalReply {
    const admitted = this.admit(request);
    if ('status' in admitted) return admitted;
    if (!admitted.token.acknowledges) return splunkReply(14);
    const body: unknown = parsed(request.body.toString('utf8'));
    const ids = typeof body === 'object' && body !== null && 'acks' in body ? body.acks : undefined;
    if (!Array.isArray(ids) || !ids.every((id) => Number.isInteger(id))) return splunkReply(6);
    const asked = this.channels.get(admitted.channel ?? '') ?? [];
    const acks = ids.map((id: number): [string, boolean] => {
      const polls = asked[id];
      if (polls === undefined) return [String(id), false];
      const isIndexed = polls + 1 >= this.behaviour.polls;
      asked[id] = isIndexed ? undefined : polls + 1;
      return [String(id), isIndexed];
    });
    return json(200, { acks: Object.fromEntries(acks) });
  }

  admit({ headers, url }: LocalRequest): { token: SplunkToken; channel: string | undefined } | LocalReply {
    if (url.searchParams.has('token')) return splunkReply(16);
    const { authorization } = headers;
    if (authorization === undefined || authorization === '') return splunkReply(2);
    const given = /^Splunk (\S+)$/.exec(authorization)?.[1];
    if (given === undefined) return splunkReply(3);
    const token = this.tokens.get(given);
    if (token === undefined) return splunkReply(4);
    if (token.disabled) return splunkReply(1);
    const channel = headers['x-splunk-request-channel'] ?? url.searchParams.get('channel') ?? undefined;
    if (token.acknowledges && channel === undefined) return splunkReply(10);
    if (channel !== undefined && !GUID.test(channel)) return splunkReply(11);
    return { token, channel };
  }

  /** The event of an envelope, or the code that it is refused with. */
  read(envelope: unknown, token: SplunkToken): SplunkEvent | number {
    if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) return 6;
    const { event, fields, time, host, source, sourcetype, index } = envelope as Record<string, unknown>;
    if (event === undefined) return 12;
    if (event === null || event === '') return 13;
    if (![host, source, sourcetype, index].every((text) => text === undefined || typeof text === 'string')) return 6;
    const seconds = time === undefined ? Date.now() / 1000 : Number(time);
    if (Number.isNaN(seconds)) return 6;
    const place = typeof index === 'string' ? index : (token.indexes[0] ?? 'main');
    if (!token.indexes.includes(place)) return 7;
    if (fields !== undefined && !areFlat(fields)) return 15;
    const whole = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
    const { truncate } = this.behaviour;
    return {
      index: place,
      source: typeof source === 'string' ? source : 'http:doorlog',
      sourcetype: typeof sourcetype === 'string' ? sourcetype : 'httpevent',
      host: typeof host === 'string' ? host : '127.0.0.1',
      time: seconds,
      raw: (truncate > 0 ? whole.subarray(0, truncate) : whole).toString('utf8'),
      fields: Object.fromEntries(Object.entries(fields ?? {})),
    };
  }
}

/** Indexed fields are texts or lists of texts; nested ones are refused. */
function areFlat(fields: unknown): boolean {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false;
  return Object.values(fields).every((value) =>
    (Array.isArray(value) ? value : [value]).every((one) => ['string', 'number', 'boolean'].includes(typeof one)),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
