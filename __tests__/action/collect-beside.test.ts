import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { revealed } from '../../src/core/pseudonyms.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { endRun } from '../support/collector-world.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { TRIGGERS } from '../support/world.ts';
import { collectScenes } from './collect-scenes.ts';

const AUDIT_TOKEN = 'ghp_CanaryOfTheAuditLog000000000000000000';
const IP = '203.0.113.77';

const scenes = collectScenes();
const { collect, recorded } = scenes;

describe('a collector beside other records', () => {
  const historical = 'version: 1\nrules:\n  - id: records-are-complete\n';

  it('judges by what the stores hold of the last days when a rule compares with it', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = historical;
    });
    const [start] = scenes.now.log();
    if (!start) throw new Error('there is no start');
    const lost = { ...start.record, recordId: 'b'.repeat(64), observedAt: { start: hoursAgo(30) } };
    const older = { ...lost, recordId: 'c'.repeat(64), observedAt: { start: hoursAgo(24 * 9) } };
    scenes.now.write([lost, older].map(lineOf));
    const { record } = await collect({ inputs: { 'history-days': '7' } });
    const [result] = record.policy?.results ?? [];
    expect(result).toMatchObject({ rule: 'records-are-complete', result: 'fail' });
    expect(result?.message).toContain(lost.observedAt.start);
  });

  it('does not read what was altered when it reads the history', async () => {
    await recorded((world) => {
      for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = historical;
    });
    const [start] = scenes.now.log();
    if (!start) throw new Error('there is no start');
    const planted = { ...start.record, recordId: 'b'.repeat(64), observedAt: { start: hoursAgo(30) } };
    scenes.now.write([{ ...lineOf(planted), digest: 'd'.repeat(64) }]);
    const { record } = await collect();
    expect(record.policy?.results[0]?.result).toBe('pass');
  });

  it('tells people at once when a rule fails', async () => {
    await recorded((world) => {
      for (const approval of world.approvals) approval.user = 'bob';
    });
    const receiver = await startWebhookReceiver({ secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` });
    try {
      const alerts = JSON.stringify([{ type: 'webhook', url: receiver.url }]);
      const { collector } = await collect({
        inputs: { alerts, 'webhook-secret': `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
      });
      expect(collector.output).not.toContain('did not get through');
      expect([...receiver.taken.values()].map(({ data }) => data)).toContainEqual(
        expect.objectContaining({ rule: 'approver-is-not-initiator' }),
      );
    } finally {
      await receiver.close();
    }
  });

  it('knows a job in a called workflow by its file when GitHub shows both names', async () => {
    const world = TRIGGERS.workflow_call?.();
    if (!world) throw new Error('there is no such world');
    endRun(world);
    await scenes.open(world);
    const { record } = await collect();
    expect(record.pipeline).toMatchObject({ job: 'deploy', jobWorkflowRef: world.context.jobWorkflowRef });
    expect(record.enforcement?.file).toBe('.github/workflows/release.yml');
  });

  it('hides who it was when it has a key for pseudonyms', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: { 'organization-administration': 'read' } };
      world.auditLog = [
        { '@timestamp': Date.now() - 3 * 3_600_000, action: 'x', actor: 'alice', actor_id: 1001, actor_ip: IP },
      ];
    });
    const { record } = await collect({
      inputs: { 'audit-log-token': AUDIT_TOKEN, 'pseudonym-key': 'CanaryOfTheKeyForPseudonyms' },
    });
    const { pseudonyms, ...rest } = record;
    expect(JSON.stringify(rest)).not.toMatch(/"alice"|203\.0\.113/);
    expect(Object.values(pseudonyms ?? {})).toContainEqual({ ipAddress: IP });
    expect(record.disagreements).toEqual([]);
  });

  it('hides who it was where the record says another one, too, when it has a key for pseudonyms', async () => {
    await recorded((world) => {
      world.run.actor = 'bob';
    });
    const { record } = await collect({ inputs: { 'pseudonym-key': 'CanaryOfTheKeyForPseudonyms' } });
    const { pseudonyms } = record;
    const [found, ...others] = record.disagreements ?? [];
    expect([found?.pointer, others]).toEqual(['/people/initiator/id', []]);
    for (const [side, id] of [
      [found?.said, '1001'],
      [found?.seen, '1002'],
    ]) {
      expect(side).toMatch(/^~[0-9a-f]{20}$/);
      expect(pseudonyms?.[String(side)]).toMatchObject({ id });
    }
    expect(revealed(record).disagreements).toMatchObject([{ said: '1001', seen: '1002' }]);
  });
});

/** RFC 3339. */
function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

/** A line of the log that nobody signed. */
function lineOf(record: AccessRecord) {
  return { recordId: record.recordId, phase: record.phase, digest: digestOf(record), record };
}
