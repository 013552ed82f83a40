import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LogEntry } from '../../../src/ports.ts';
import { Shape } from '../../../src/sinks/common-config.ts';
import { ecsDocument } from '../../../src/sinks/shapes/ecs.ts';
import { type Detail, fitted, MOST_CORE_BYTES, shaped } from '../../../src/sinks/shapes/shape.ts';
import { arbitraryRecord } from '../../support/arbitrary-record.ts';
import { baseRecord } from '../../support/base-record.ts';
import { otelAttributes, SENT_AT, signedEntry } from './entries.ts';

const SHAPES = Shape.def.entries;
const shapes = Object.values(SHAPES);
const details = ['whole', 'record', 'core'] as const satisfies readonly Detail[];
const everyEvent = shapes.flatMap((shape) => details.map((detail) => [shape, detail] as const));

/** What an event says of itself under Doorlog's own name, wherever the shape has it. */
function ownPart(document: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  if (shape === 'otel') {
    const own = Object.entries(otelAttributes(document)).filter(([name]) => name.startsWith('doorlog.'));
    return Object.fromEntries(own.map(([name, value]) => [name.slice('doorlog.'.length), value]));
  }
  const holder = shape === 'ocsf' ? document.unmapped : document;
  return { ...(holder as { doorlog?: object }).doorlog };
}

/** Names that the spool lets pass. */
const word = fc.stringMatching(/^[\w.:-]{1,200}$/);
const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3_000 }),
  fc.constantFrom('\u0000', '"\\', '\ud800', '\u{1f6aa}', '__proto__').map((text) => text.repeat(2_000)),
);
const MEMBERS = [
  ...['pipeline', 'people', 'initiator', 'rerunner', 'runner', 'policy', 'results', 'outcome', 'approvals', 'signing'],
  ...[
    'login',
    'id',
    'type',
    'role',
    'name',
    'hostName',
    'workflow',
    'workflowRef',
    'runId',
    'runAttempt',
    'job',
    'sha',
  ],
  ...['repository', 'server', 'provider', 'runUrl', 'environment', 'status', 'verdict', 'state', 'user', 'constructor'],
  ...['result', 'severity', 'message', 'rule', 'simulation', '__proto__', 'toString', 'instance', 'checkRunId', 'ref'],
];
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small' },
    nastyText,
    fc.constantFrom(null, true, false, 0, -1, 1e308, 'fail', 'critical', 'success', 'end', []),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...MEMBERS), tie('anything'), { maxKeys: 12 }),
  ),
}));
const nastyDocument = fc.dictionary(fc.constantFrom(...MEMBERS), anything, { maxKeys: 12 });
/** A record all of whose texts are long and grow most as JSON. */
const bloatedDocument = fc.tuple(arbitraryRecord(), nastyText).map(([record, text]) => bloated(record, text));

function bloated(value: unknown, text: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) => (typeof member === 'string' ? text : member));
}

const nastyEntry: fc.Arbitrary<LogEntry> = fc.record(
  {
    recordId: word,
    phase: fc.oneof(fc.constantFrom('start', 'checkpoint', 'end', 'toString', '__proto__'), word),
    digest: word,
    time: fc.oneof(fc.constantFrom('2026-11-18T10:04:00.000Z', '', 'yesterday', '+275760-09-13T00:00:00.001Z'), word),
    document: fc.oneof(nastyDocument, bloatedDocument, arbitraryRecord()),
    bundle: fc.oneof(nastyText, fc.json()),
    view: fc.constant('attested' as const),
    subjectDigest: word,
  },
  { requiredKeys: ['recordId', 'phase', 'digest', 'time', 'document'] },
);

describe('an event of an entry', () => {
  it('is made and can be written as JSON when the entry is any at all', () => {
    fc.assert(
      fc.property(nastyEntry, fc.constantFrom(...everyEvent), (entry, [shape, detail]) => {
        const document = shaped(entry, shape, detail, SENT_AT);
        expect(Object.keys(JSON.parse(JSON.stringify(document)))).toEqual(Object.keys(document));
      }),
    );
  });

  it('has fewer bytes than a core may have when it is the core of any entry at all', () => {
    fc.assert(
      fc.property(nastyEntry, fc.constantFrom(...shapes), (entry, shape) => {
        const bytes = Buffer.byteLength(JSON.stringify(shaped(entry, shape, 'core', SENT_AT)));
        expect(bytes).toBeLessThan(MOST_CORE_BYTES);
      }),
      { numRuns: 300 },
    );
  });

  it('fits, or is the core, when there is room for so many bytes', () => {
    fc.assert(
      fc.property(nastyEntry, fc.constantFrom(...shapes), fc.nat(100_000), (entry, shape, maxBytes) => {
        const { text, document, omitted } = fitted(entry, { shape, maxBytes, sentAt: SENT_AT });
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(maxBytes, MOST_CORE_BYTES - 1));
        expect(ownPart(document, shape).omitted ?? []).toEqual(omitted);
      }),
    );
  });

  it.each(everyEvent)(
    'in %s says at %s what it leaves out and where the whole is when it was signed',
    (shape, detail) => {
      const entry = signedEntry(baseRecord({ set: { '/signing': { instance: 'github' } } }));
      const own = ownPart(shaped(entry, shape, detail, SENT_AT), shape);
      const missing = { whole: undefined, record: ['bundle'], core: ['bundle', 'record'] }[detail];
      const text = JSON.stringify(shaped(entry, shape, detail, SENT_AT));
      expect(own.omitted).toEqual(missing);
      expect(own.subjectDigest).toBe(entry.subjectDigest);
      expect(text).toContain(entry.digest);
      if (missing === undefined) return;
      expect(own.runUrl).toBe('https://github.com/octo-org/payments/actions/runs/17912345678/attempts/1');
      expect(own.attestations).toBe(
        `https://api.github.com/repos/octo-org/payments/attestations/sha256:${entry.subjectDigest}`,
      );
    },
  );

  it.each(shapes)('in %s is the fullest that fits when the room grows', (shape) => {
    const entry = signedEntry();
    const sizes = details.map((detail) => Buffer.byteLength(JSON.stringify(shaped(entry, shape, detail, SENT_AT))));
    const omittedAt = (maxBytes: number) => fitted(entry, { shape, maxBytes, sentAt: SENT_AT }).omitted;
    const [whole = 0, record = 0] = sizes;
    expect(omittedAt(whole)).toEqual([]);
    expect(omittedAt(whole - 1)).toEqual(['bundle']);
    expect(omittedAt(record)).toEqual(['bundle']);
    expect(omittedAt(record - 1)).toEqual(['bundle', 'record']);
  });

  it.each(shapes)('in %s leaves out no more than is wanted when less is asked for', (shape) => {
    const options = { shape, maxBytes: 1_000_000, sentAt: SENT_AT };
    const entry = signedEntry();
    expect(fitted(entry, { ...options, most: 'record' }).omitted).toEqual(['bundle']);
    expect(fitted(entry, { ...options, most: 'core' }).omitted).toEqual(['bundle', 'record']);
    const { bundle: _, ...unsigned } = entry;
    expect(fitted(unsigned, options).omitted).toEqual([]);
    expect(fitted(unsigned, { ...options, maxBytes: 1 }).omitted).toEqual(['record']);
  });

  it.each(shapes)('in %s is the core when the record is nested too deeply to be written', (shape) => {
    const document = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as LogEntry['document'];
    const { omitted } = fitted(signedEntry(baseRecord(), { document }), {
      shape,
      maxBytes: Number.MAX_SAFE_INTEGER,
      sentAt: SENT_AT,
    });
    expect(omitted).toEqual(['bundle', 'record']);
  });

  it.each(everyEvent)('in %s at %s is the same document when it is made again', (shape, detail) => {
    const entry = signedEntry();
    expect(shaped(entry, shape, detail, SENT_AT)).toEqual(shaped(entry, shape, detail, SENT_AT));
  });

  it.each(shapes)('in %s says which texts it cut when one is long', (shape) => {
    const entry = signedEntry(baseRecord({ set: { '/pipeline/workflow': `Deploy ${'ü'.repeat(900)}` } }));
    const document = shaped(entry, shape, 'core', SENT_AT);
    expect(ownPart(document, shape).cut).toEqual(['pipeline.workflow']);
    expect(JSON.stringify(document)).toMatch(/"Deploy ü{500,510}…"/);
  });

  it.each(shapes)('in %s cuts nothing when the record is a real one', (shape) => {
    expect(ownPart(shaped(signedEntry(), shape, 'core', SENT_AT), shape).cut).toBeUndefined();
  });

  it.each(shapes)('in %s can be told from a real one when it is a simulation', (shape) => {
    const simulated = signedEntry(baseRecord({ set: { '/simulation': true } }));
    expect(ownPart(shaped(simulated, shape, 'core', SENT_AT), shape).simulation).toBe(true);
    expect(ownPart(shaped(signedEntry(), shape, 'core', SENT_AT), shape).simulation).toBeUndefined();
  });

  it.each(shapes)('in %s says that it is the attested view when nothing else is left', (shape) => {
    const document = shaped(signedEntry(baseRecord(), { view: 'attested' }), shape, 'core', SENT_AT);
    expect({ ...document, ...ownPart(document, shape) }.view).toBe('attested');
  });
});

describe('the address of an attestation', () => {
  const addressFor = (changes: Record<string, unknown>, entry: Partial<LogEntry> = {}) =>
    ownPart(shaped(signedEntry(baseRecord({ set: changes }), entry), 'native', 'core', SENT_AT), 'native').attestations;

  it('is at the residence’s own API when the server is one with data residency', () => {
    expect(addressFor({ '/pipeline/server': 'https://octo.ghe.com' })).toBe(
      `https://api.octo.ghe.com/repos/octo-org/payments/attestations/sha256:${'c0'.repeat(32)}`,
    );
  });

  it.each([
    ['the server is an own one', { '/pipeline/server': 'https://github.example.org' }, {}],
    ['the job is a local one', { '/pipeline/provider': 'local' }, {}],
    ['the key is an own one', { '/signing': { instance: 'local-key' } }, {}],
    ['the repository is no name', { '/pipeline/repository': '../../evil' }, {}],
    ['the subject is not known', {}, { subjectDigest: 'no-digest' }],
  ])('is not guessed when %s', (_, changes, entry) => {
    expect(addressFor(changes, entry)).toBeUndefined();
  });
});

describe('the document of Elasticsearch', () => {
  it('holds the record as one text when its keys can’t be taken', () => {
    const entry = signedEntry();
    expect(ecsDocument(entry, 'text')).toMatchObject({ doorlog: { recordText: JSON.stringify(entry.document) } });
    expect(ecsDocument(entry, 'object')).toMatchObject({ doorlog: { record: entry.document, bundle: entry.bundle } });
  });
});
