import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryKey } from '../../src/model/entry-key.ts';
import type { LogEntry } from '../../src/ports.ts';
import { syslogMessage } from '../../src/sinks/syslog/message.ts';
import { SyslogSinkConfig } from '../../src/sinks/syslog/type.ts';
import { baseRecord } from '../support/base-record.ts';
import { parsedFrames } from '../support/syslog-receiver.ts';
import { entryOf } from './entries.ts';

const SENT_AT = new Date('2026-04-01T00:00:00Z');
const HOSTILE = 'line one\nline two\r\n\0\u0007\u007f\u2028 ]"\\ <34>1 - - - 12 [x@1] 😀 ü';

function received(entry: LogEntry, config: object = {}) {
  const { frame, omitted } = syslogMessage(entry, configOf(config), SENT_AT);
  const [message, ...rest] = parsedFrames(frame);
  if (message === undefined) throw new Error('no message');
  expect(rest).toEqual([]);
  return { ...message, omitted, json: JSON.parse(message.text) as Record<string, unknown> };
}

function configOf(config: object): SyslogSinkConfig {
  return SyslogSinkConfig.parse({ type: 'syslog', host: 'logs.example.org', ...config });
}

function withFinding(severity: string): LogEntry {
  const results = [
    { rule: 'a', result: 'pass', severity: 'critical', message: '' },
    { rule: 'b', result: 'fail', severity, message: '' },
    { rule: 'c', result: 'fail', severity: 'low', message: '' },
  ];
  return entryOf(1, { document: { recordId: 'x', policy: { results } } });
}

describe('a syslog message', () => {
  it.each([
    ['critical', 2],
    ['high', 3],
    ['medium', 4],
    ['low', 5],
  ])('has the severity of the worst finding when that is %s', (severity, code) => {
    expect(received(withFinding(severity))).toMatchObject({ facility: 13, severity: code });
  });

  it('is informational when nothing was found', () => {
    expect(received(entryOf(1)).severity).toBe(6);
  });

  it('names the machine that the record is about when it says so', () => {
    const document = { recordId: 'x', runner: { hostName: 'büro server', name: 'runner-7' } };
    expect(received(entryOf(1, { document })).host).toBe('b?ro?server');
    expect(received(entryOf(1, { document: { runner: { name: 'runner-7' } } })).host).toBe('runner-7');
    expect(received(entryOf(1)).host).toBe('-');
  });

  it.each(['native', 'ecs', 'ocsf', 'otel'])(
    'has at most max-bytes whatever they are when the shape is %s',
    (shape) => {
      const document = { ...baseRecord() };
      const entry = entryOf(1, { document, bundle: JSON.stringify({ padding: 'x'.repeat(20_000) }) });
      const seen = new Set<string>();
      const { bytes: whole } = received(entry, { shape, 'max-bytes': 1_000_000 });
      for (const most of [2_048, 8_000, whole - 1, whole]) {
        const { bytes, omitted, json } = received(entry, { shape, 'max-bytes': most });
        expect(bytes).toBeLessThanOrEqual(most);
        for (const part of omitted) expect(JSON.stringify(json)).toContain(`"${part}"`);
        expect(JSON.stringify(json)).toContain(entry.digest);
        seen.add(omitted.join(' '));
      }
      expect([...seen].filter((omitted) => omitted !== 'bundle record summary')).toEqual([
        'bundle record',
        'bundle',
        '',
      ]);
    },
  );

  it('is whole when it has just enough room, and says what is missing when there is one byte less', () => {
    const entry = entryOf(1, { document: { ...baseRecord() }, bundle: JSON.stringify({ padding: 'x'.repeat(2_000) }) });
    const { bytes } = received(entry, { 'max-bytes': 1_000_000 });
    expect(received(entry, { 'max-bytes': bytes })).toMatchObject({ bytes, omitted: [] });
    expect(received(entry, { 'max-bytes': bytes - 1 }).omitted).toEqual(['bundle']);
  });

  it('says the same as the record when its texts are hostile', () => {
    const document = { recordId: 'x', pipeline: { repository: HOSTILE }, [HOSTILE]: [HOSTILE] };
    expect(received(entryOf(1, { document, digest: 'f'.repeat(64) })).json.record).toEqual(document);
  });

  it('is one frame with a whole header when names are hostile', () => {
    const names = { recordId: HOSTILE, phase: HOSTILE.repeat(9), digest: HOSTILE, time: HOSTILE };
    const { timestamp, messageId, parameters } = received(entryOf(1, names), { 'max-bytes': 2_048 });
    expect(timestamp).toBe('-');
    expect(messageId).toHaveLength(32);
    expect(parameters.recordId).toBe(HOSTILE.replace(/[^\x20-\x7e]/g, '?').slice(0, 250));
  });

  it('keeps frame, limit and content when everything in it is arbitrary', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant(HOSTILE));
    const document = fc.dictionary(text, fc.oneof(text, fc.array(text), fc.dictionary(text, fc.jsonValue())));
    const most = fc.integer({ min: 2_048, max: 20_000 });
    const shape = fc.constantFrom('native', 'ecs', 'ocsf', 'otel');
    fc.assert(
      fc.property(text, text, text, text, document, most, shape, (recordId, phase, digest, time, body, bytes, form) => {
        const entry = { recordId, phase, digest, time, document: body };
        const message = received(entry, { 'max-bytes': bytes, shape: form });
        expect(message.bytes).toBeLessThanOrEqual(bytes);
        expect(message.parameters.key).toBe(shown(entryKey(entry)));
      }),
    );
  });
});

/** What is left of a name in structured data. */
function shown(name: string): string {
  let length = 0;
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  const fits = plain.split('').filter((character) => {
    length += /["\\\]]/.test(character) ? 2 : 1;
    return length <= 256;
  });
  return fits.join('');
}
