import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { bindingOf } from '../../src/core/commitment.ts';
import { pseudonymizer } from '../../src/core/pseudonyms.ts';
import { createRedactor } from '../../src/core/redaction.ts';
import { DoorlogError } from '../../src/errors.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { CheckpointNote, type CloudSighting } from '../../src/model/checkpoint-note.ts';
import { type CheckpointPorts, checkpoint } from '../../src/pipeline/checkpoint.ts';
import type { JobFacts, LogEntry, Sink, Spool } from '../../src/ports.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const SECRET = 'the-session-token-itself';
const FACTS: JobFacts = {
  pipeline: { provider: 'github-actions', repository: 'acme/shop', job: 'deploy' },
  runner: {},
  people: { initiator: { login: 'alice', id: '1001' } },
  gaps: [],
  sources: { '/pipeline': 'env' },
};
const INPUT = {
  head: { recordId: 'a'.repeat(64), recorder: { kind: 'job', version: '0' } },
  facts: FACTS,
  announceWait: 1_000,
  problems: [],
} as const;
const SEEN: CloudSighting = {
  identities: [
    {
      identity: {
        provider: 'aws',
        kind: 'assumed-role',
        shortLived: true,
        source: 'cloud',
        observedAt: now.toISOString(),
        principal: `arn:aws:sts::1:assumed-role/a/${SECRET}`,
      },
      missing: [],
    },
  ],
  unseen: [],
};

/** Ports that remember what they were given; what is handed in goes over them. */
function portsWith(more: Partial<CheckpointPorts> = {}) {
  const spooled: LogEntry[] = [];
  const delivered: LogEntry[] = [];
  const notes: CheckpointNote[] = [];
  const redactor = createRedactor({ known: [SECRET], guessed: [] });
  const spool: Spool = {
    folder: 'none',
    put: async (entry) => {
      spooled.push(entry);
      return { entry, keys: new Map(), done: [] };
    },
    list: async () => ({ entries: [], broken: [] }),
    markKey: async () => undefined,
    markDone: async () => undefined,
  };
  const sink: Sink = {
    name: 'log',
    required: true,
    deliver: async (entry) => {
      delivered.push(entry);
      return { sink: 'log', status: 'delivered' };
    },
  };
  const ports: CheckpointPorts = {
    clock: { now: () => now },
    logger: { info: () => undefined, warn: () => undefined },
    clouds: async () => SEEN,
    sinks: async () => ({ sinks: [sink], problems: [] }),
    spool,
    redact: (value) => value,
    pseudonyms: pseudonymizer(undefined, () => '0'.repeat(64)),
    salt: () => 'b'.repeat(64),
    cloudRedaction: { names: redactor.text, sentences: redactor.text },
    keep: (note) => void notes.push(note),
    ...more,
  };
  return { ports, spooled, delivered, notes };
}

describe('checkpoint', () => {
  it('commits to the attested view that it hands on beside the record when a sink keeps that apart', async () => {
    const handed: LogEntry[] = [];
    const deliver: Sink['deliver'] = async (entry) => {
      handed.push(entry);
      return { sink: 'bucket', status: 'delivered' };
    };
    const bucket: Sink = { name: 'bucket', required: false, needsAttested: true, deliver };
    const { ports } = portsWith({ sinks: async () => ({ sinks: [bucket], problems: [] }) });
    const { record } = await checkpoint(ports, INPUT);
    expect(AccessRecord.safeParse(record).error).toBeUndefined();
    expect(handed).toEqual([expect.objectContaining({ digest: digestOf(record), document: record })]);
    expect(bindingOf(handed[0]?.attested, record)).toBe('holds');
    expect(JSON.stringify(handed[0]?.attested)).not.toContain(record.commitment?.salt);
  });

  it('makes a valid record, logs it, spools it and leaves its digest to the end when all is well', async () => {
    const { ports, spooled, delivered, notes } = portsWith();
    const { record, entry, problems } = await checkpoint(ports, INPUT);
    expect(AccessRecord.safeParse(record).error).toBeUndefined();
    expect(record).toMatchObject({
      phase: 'checkpoint',
      recordId: INPUT.head.recordId,
      observedAt: { checkpoints: [now.toISOString()] },
      access: { cloud: [{ kind: 'assumed-role', principal: 'arn:aws:sts::1:assumed-role/a/***' }] },
      sources: { '/access/cloud': 'cloud' },
    });
    expect(record.gaps.find(({ pointer }) => pointer === '/source')).toMatchObject({ reason: 'not-asked' });
    expect(problems).toEqual([]);
    expect(delivered).toEqual([entry]);
    expect(spooled[0]).toEqual(entry);
    expect(CheckpointNote.parse(notes[0])).toMatchObject({ digest: digestOf(record), recordId: record.recordId });
    expect(JSON.stringify([record, notes])).not.toContain(SECRET);
  });

  it('spools its record for the end when there is no store', async () => {
    const { ports, spooled, delivered } = portsWith({ sinks: async () => ({ sinks: [], problems: [] }) });
    await checkpoint(ports, INPUT);
    expect([spooled.length, delivered.length]).toEqual([1, 0]);
  });

  it('logs its record all the same, and tells, when nothing can be left to the end', async () => {
    const { ports, delivered } = portsWith({
      keep: () => {
        throw new DoorlogError('file-unreadable', `No place for ${SECRET}.`);
      },
      redact: createRedactor({ known: [SECRET], guessed: [] }).value,
    });
    const { problems } = await checkpoint(ports, INPUT);
    expect(delivered).toHaveLength(1);
    expect(problems).toEqual([{ kind: 'service', code: 'file-unreadable', message: 'No place for ***.' }]);
  });

  it('tells once, in our words, when a cloud fails', async () => {
    const identity = { ...SEEN.identities[0]?.identity, kind: 'temporary-credentials', source: 'env' } as const;
    const failing = {
      identities: [{ identity, missing: [{ field: 'principal', reason: 'service-failed', detail: `said ${SECRET}` }] }],
      unseen: [],
    } as unknown as CloudSighting;
    const { ports } = portsWith({ clouds: async () => failing });
    const { record, problems } = await checkpoint(ports, INPUT);
    expect(problems.map(({ message }) => message)).toEqual([
      'AWS could not be asked whose identity the job uses; only what variables tell is recorded.',
    ]);
    expect(record.gaps.find(({ pointer }) => pointer === '/access/cloud/0/principal')).toMatchObject({
      reason: 'service-failed',
      detail: 'said ***',
    });
  });
});
