import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leaveVerdict } from '../../src/compose/leave-verdict.ts';
import { commit } from '../../src/core/commitment.ts';
import { builtInPolicy } from '../../src/core/policy.ts';
import { verdictFor } from '../../src/core/verdict.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { EndPorts } from '../../src/pipeline/end.ts';
import { baseRecord } from '../support/base-record.ts';

const HOW = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } as const;

function judged() {
  const record = baseRecord({ set: { '/enforcement/continueOnError': 'yes' } });
  return {
    views: commit({ ...record, policy: verdictFor(record, { policy: builtInPolicy() }, HOW) }, 'a'.repeat(64)),
    refused: false,
  };
}

type Ports = Parameters<typeof leaveVerdict>[0];

function portsWith(signer: Partial<ReturnType<EndPorts['signer']>>, uploaded: string[] = []): Ports {
  return {
    redact: (value) => value,
    signer: () => ({ instance: 'mine', sign: async () => ({ json: '{}', instance: 'mine' }), ...signer }),
    attestations: {
      async upload(bundle) {
        uploaded.push(bundle);
        return { id: '1', url: 'https://github.example/1' };
      },
    },
  };
}

describe('leaveVerdict', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'doorlog-verdict-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves a Statement and SARIF, and signs nothing, when that is not asked for', async () => {
    const uploaded: string[] = [];
    const ports = portsWith({ signStatement: async () => ({ json: '{}', instance: 'mine' }) }, uploaded);
    const { files, problems } = await leaveVerdict(ports, { attestVerdict: false }, judged(), folder);
    expect(problems).toEqual([]);
    const statement = JSON.parse(readFileSync(files?.verdict ?? '', 'utf8'));
    expect(statement.predicate).toMatchObject({ result: 'WARNED', failedTests: ['audit-is-enforced'] });
    const sarif = JSON.parse(readFileSync(files?.sarif ?? '', 'utf8'));
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'audit-is-enforced' }]);
    expect(uploaded).toEqual([]);
  });

  it('signs and uploads exactly the Statement that it leaves when that is asked for', async () => {
    const uploaded: string[] = [];
    const signed: string[] = [];
    const ports = portsWith(
      {
        async signStatement(statement) {
          signed.push(Buffer.from(statement).toString());
          return { json: '{"bundle":1}', instance: 'mine' };
        },
      },
      uploaded,
    );
    const { files, problems } = await leaveVerdict(ports, { attestVerdict: true }, judged(), folder);
    expect(problems).toEqual([]);
    expect(signed).toEqual([readFileSync(join(folder, 'verdict.intoto.json'), 'utf8')]);
    expect(uploaded).toEqual(['{"bundle":1}']);
    expect(readFileSync(files?.verdict ?? '', 'utf8')).toBe('{"bundle":1}');
  });

  it('keeps the files and tells the problem when signing fails', async () => {
    const ports = portsWith({
      signStatement: () => Promise.reject(new DoorlogError('signing-failed', 'The authority is down.')),
    });
    const { files, problems } = await leaveVerdict(ports, { attestVerdict: true }, judged(), folder);
    expect(existsSync(files?.verdict ?? '')).toBe(true);
    expect(problems).toMatchObject([{ kind: 'service', code: 'signing-failed' }]);
  });

  it('tells a problem and nothing else when the folder is a file', async () => {
    const file = join(folder, 'taken');
    writeFileSync(file, '');
    const { files, problems } = await leaveVerdict(portsWith({}), { attestVerdict: false }, judged(), file);
    expect(files).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'file-unreadable' }]);
  });
});
