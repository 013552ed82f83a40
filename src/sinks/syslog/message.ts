import { entryKey } from '../../model/entry-key.ts';
import type { LogEntry } from '../../ports.ts';
import { type Facts, factsOf, LONGEST_TEXT } from '../shapes/facts.ts';
import { findingsOf } from '../shapes/findings.ts';
import { fitted } from '../shapes/shape.ts';
import { FACILITIES } from './facilities.ts';
import type { SyslogSinkConfig } from './type.ts';

/** Severities of RFC 5424, table 2: critical, error, warning, notice; nothing found is informational. */
const CODES = { critical: 2, high: 3, medium: 4, low: 5 } as const;
const INFORMATIONAL = 6;

/** Longest HOSTNAME and MSGID (RFC 5424, 6), and what we allow a parameter’s value once it is escaped. */
const MOST_HOST_NAME = 255;
const MOST_MESSAGE_ID = 32;
const MOST_VALUE = 256;
const MOST_PLAIN_NAME = 100;

/** What one entry is sent as, ready to be written. */
export interface SyslogMessage {
  /** With the count of its octets in front (RFC 6587, 3.4.1, as RFC 5425 has it). */
  readonly frame: Buffer;
  /** What of the entry had no room. */
  readonly omitted: readonly string[];
}

/**
 * One entry as a message of RFC 5424 with JSON for its text, at most `max-bytes` long without its count: a receiver cuts
 * what is longer, makes a second message of the rest, and tells nobody. All of it is printable ASCII (JSON escapes the
 * rest), so that no text of a record can end a line or a frame, and the question of a byte order mark does not arise.
 */
export function syslogMessage(entry: LogEntry, config: SyslogSinkConfig, sentAt: Date): SyslogMessage {
  const header = headerOf(entry, config);
  const { text, omitted } = textThatFits(entry, config, config['max-bytes'] - header.length - 1, sentAt);
  const message = `${header} ${text}`;
  return { frame: Buffer.from(`${message.length} ${message}`, 'latin1'), omitted };
}

function headerOf(entry: LogEntry, config: SyslogSinkConfig): string {
  const facts = factsOf(entry.document, LONGEST_TEXT);
  const host = facts.text('runner', 'hostName') ?? facts.text('runner', 'name') ?? '-';
  const priority = 8 * FACILITIES[config.facility] + severityOf(facts);
  const parameters = [
    ['key', entryKey(entry)],
    ['recordId', entry.recordId],
    ['digest', entry.digest],
  ] as const;
  const data = parameters.map(([name, value]) => ` ${name}="${parameterValue(value)}"`).join('');
  return [
    `<${priority}>1`,
    timestamp(entry.time),
    word(host, MOST_HOST_NAME),
    'doorlog',
    '-',
    word(entry.phase, MOST_MESSAGE_ID),
    `[doorlog@${config['enterprise-id']}${data}]`,
  ].join(' ');
}

/** The worst thing that was found says how bad the message is. */
function severityOf(facts: Facts): number {
  const worst = findingsOf(facts)?.worst;
  return worst === undefined ? INFORMATIONAL : CODES[worst];
}

function timestamp(time: string): string {
  const date = new Date(time);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return /^\d{4}-/.test(text) ? text : '-';
}

/** A field of the header: printable ASCII without spaces. */
function word(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '?').slice(0, most) || '-';
}

/** Escapes as RFC 5424, 6.3.3 asks; an escape is never cut in two. */
function parameterValue(text: string): string {
  let value = '';
  for (const character of text.replace(/[^\x20-\x7e]/g, '?')) {
    const escaped = /["\\\]]/.test(character) ? `\\${character}` : character;
    if (value.length + escaped.length > MOST_VALUE) break;
    value += escaped;
  }
  return value;
}

/** The fullest event whose JSON has room once all but ASCII is escaped; the names alone where not even its core has. */
function textThatFits(
  entry: LogEntry,
  { shape }: SyslogSinkConfig,
  room: number,
  sentAt: Date,
): { text: string; omitted: readonly string[] } {
  for (let maxBytes = room; ; ) {
    const event = fitted(entry, { shape, maxBytes, sentAt });
    const text = inAscii(event.text);
    if (text.length <= room) return { text, omitted: event.omitted };
    if (event.omitted.includes('record')) return namesAlone(entry, event.omitted);
    maxBytes = Buffer.byteLength(event.text) - 1;
  }
}

function namesAlone(entry: LogEntry, without: readonly string[]): { text: string; omitted: readonly string[] } {
  const [recordId, phase, digest, time] = [entry.recordId, entry.phase, entry.digest, entry.time].map(plain);
  const omitted = [...without, 'summary'];
  return { text: JSON.stringify({ recordId, phase, digest, time, doorlog: { omitted } }), omitted };
}

/** No name that Doorlog makes is changed by it. */
function plain(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, MOST_PLAIN_NAME);
}

function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
