import { beforeEach, describe, expect, it } from '@jest/globals';
import { localSnapshot } from '../../src/ci/local/local-snapshot.ts';
import { sha256Hex } from '../../src/core/canonical.ts';
import { commitmentHolds } from '../../src/core/commitment.ts';
import { parsePolicy } from '../../src/core/policy.ts';
import { DoorlogError } from '../../src/errors.ts';
import { AccessRecord, type Snapshot } from '../../src/model/access-record.ts';
import { type CommandEnd, type RunPorts, runAudited } from '../../src/pipeline/run.ts';
import type { Delivery, LogEntry } from '../../src/ports.ts';

const HEAD = { recordId: 'a'.repeat(64), recorder: { kind: 'local', version: '0.0.0' } } as const;
const PERSON = { name: 'Ada', email: 'ada@example.org', time: '2026-01-02T03:04:05.000Z' };

function snapshotAt(second: number, sha = 'c'.repeat(40)): Snapshot {
  const commit = { sha, tree: 'd'.repeat(40), parents: [], author: PERSON, committer: PERSON };
  return localSnapshot(
    {
      git: { root: '/r', commit, signature: { state: 'none' }, missing: [] },
      user: { login: 'ada', os: 'linux', arch: 'x64', missing: [] },
      ci: undefined,
      surroundings: { proxy: 'none', certificateAuthorities: 'none' },
      command: ['make'],
      directory: '/r',
    },
    new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
  );
}

describe('runAudited', () => {
  let happened: string[];
  let entries: LogEntry[];
  let logStatus: (phase: string) => Delivery['status'];

  beforeEach(() => {
    happened = [];
    entries = [];
    logStatus = () => 'delivered';
  });

  function portsWith(changes: Partial<RunPorts> = {}, command: CommandEnd = { exitCode: 0 }): RunPorts {
    let second = 0;
    return {
      observe: async () => snapshotAt(second++),
      async execute() {
        happened.push('command');
        return command;
      },
      log: {
        name: 'log',
        required: true,
        async deliver(entry) {
          happened.push(`log ${entry.phase}`);
          entries.push(entry);
          return { sink: 'log', status: logStatus(entry.phase), reason: 'the disk is full.' };
        },
      },
      signer: {
        instance: 'local-key',
        async sign(_, text) {
          happened.push('sign');
          return { json: JSON.stringify({ signed: sha256Hex(text) }), instance: 'local-key' };
        },
      },
      async keep({ bundle }) {
        happened.push('keep');
        return { record: 'record.json', ...(bundle && { bundle: 'bundle.json' }) };
      },
      salt: () => 'b'.repeat(64),
      redact: (value) => value,
      ...changes,
    };
  }

  const run = (ports: RunPorts) => runAudited(ports, { head: HEAD, policy: undefined });

  it('logs the start before the command and the end after it when all goes well', async () => {
    const result = await run(portsWith());
    expect(happened).toEqual(['log start', 'command', 'sign', 'keep', 'log end']);
    expect(result).toMatchObject({ refused: false, problems: [], paths: { record: 'record.json' } });
    const [start, end] = entries.map(({ document }) => AccessRecord.parse(document));
    expect(end?.links.startEvent).toEqual({ digest: entries[0]?.digest, announced: 'announced' });
    expect(start?.gaps).toContainEqual(expect.objectContaining({ pointer: '/outcome', reason: 'not-yet' }));
    expect(end?.gaps).toContainEqual(expect.objectContaining({ pointer: '/policy', reason: 'not-asked' }));
    expect(commitmentHolds(result.views.attested, result.views.log)).toBe(true);
  });

  it('shows neither user nor command in the attested view when it is signed', async () => {
    const { views } = await run(portsWith());
    expect(views.log).toMatchObject({ runner: { user: 'ada' }, pipeline: { command: ['make'] } });
    expect(JSON.stringify(views.attested)).not.toMatch(/ada|make|example\.org/);
  });

  it('runs nothing when the start can’t be logged', async () => {
    logStatus = () => 'failed';
    await expect(run(portsWith())).rejects.toMatchObject({
      code: 'delivery-failed',
      message: 'The start could not be logged, so nothing was run: the disk is full.',
    });
    expect(happened).toEqual(['log start']);
  });

  it('logs the record and tells the problem when it can’t be signed, kept or logged', async () => {
    logStatus = (phase) => (phase === 'start' ? 'delivered' : 'failed');
    const result = await run(
      portsWith({
        signer: {
          instance: 'local-key',
          sign: () => Promise.reject(new DoorlogError('signing-failed', 'No signature.')),
        },
        keep: () => Promise.reject(new DoorlogError('delivery-failed', 'No files.')),
      }),
    );
    expect(result.problems.map(({ message }) => message)).toEqual([
      'No signature.',
      'No files.',
      'The end could not be logged: the disk is full.',
    ]);
    expect(entries.map(({ phase }) => phase)).toEqual(['start', 'end']);
  });

  it('has a gap instead of a signature when none is wanted', async () => {
    const { views } = await run(portsWith({ signer: undefined }));
    expect(views.log.signing).toBeUndefined();
    expect(views.log.gaps).toContainEqual(expect.objectContaining({ pointer: '/signing', reason: 'not-asked' }));
    expect(happened).not.toContain('sign');
  });

  it.each([
    [{ exitCode: 0 }, { status: 'success', exitCode: 0 }],
    [{ exitCode: 3 }, { status: 'failure', exitCode: 3 }],
    [
      { exitCode: 130, signal: 'SIGINT' },
      { status: 'cancelled', exitCode: 130 },
    ],
    [
      { exitCode: 139, signal: 'SIGSEGV' },
      { status: 'failure', exitCode: 139 },
    ],
  ])('records the outcome when the command ends with %j', async (command, outcome) => {
    const { views } = await run(portsWith({}, command));
    expect(views.attested.outcome).toEqual(outcome);
  });

  it('records what changed when the command made another commit', async () => {
    let calls = 0;
    const observe = async () => snapshotAt(calls, 'ce'.charAt(calls++).repeat(40));
    const { views } = await run(portsWith({ observe }));
    expect(views.attested.drift).toEqual([
      { pointer: '/source/commit', from: 'start', to: 'end', before: 'c'.repeat(40), after: 'e'.repeat(40) },
    ]);
  });

  it('finds no change when a masked fact is the same at both ends', async () => {
    const redact = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('Ada', '***'));
    const { views } = await run(portsWith({ redact }));
    expect(views.log.drift).toEqual([]);
    expect(JSON.stringify(entries)).not.toContain('Ada');
  });

  it.each([
    ['fails', 'version: 1\nrules: [{ id: commit-is-verified }]', 'fail', true],
    ['only warns', 'version: 1\nrules: [{ id: roles-did-not-change }]', 'unknown', false],
    [
      'takes unknown as a failure',
      'version: 1\non-unknown: fail\nrules: [{ id: roles-did-not-change }]',
      'unknown',
      true,
    ],
    ['has no rules', 'version: 1\nrules: []', 'pass', false],
  ])('judges by the policy when it %s', async (_, text, verdict, refused) => {
    const policy = await parsePolicy(text, { origin: 'file', path: 'p.yml', digest: sha256Hex(text) });
    const result = await runAudited(portsWith(), { head: HEAD, policy });
    expect(result.refused).toBe(refused);
    expect(result.views.attested.policy).toMatchObject({ policy: { origin: 'file', path: 'p.yml' }, verdict });
    expect(happened).toContain('log end');
  });
});
