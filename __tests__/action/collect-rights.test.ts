import { describe, expect, it } from '@jest/globals';
import { COLLECTOR_PERMISSIONS, endRun } from '../support/collector-world.ts';
import { replies } from '../support/faults.ts';
import { collectScenes, gapAt, only } from './collect-scenes.ts';

const AUDIT_TOKEN = 'ghp_CanaryOfTheAuditLog000000000000000000';
const IP = '203.0.113.77';

const scenes = collectScenes();
const { collect, recorded, unrecorded } = scenes;

describe('a collector that may not see everything', () => {
  it.each([
    ['checks', ['/outcome/interrupted']],
    ['deployments', ['/resources/deployments']],
    ['pull-requests', ['/source/pullRequests']],
  ])('leaves gaps when its token lacks %s', async (scope, pointers) => {
    await unrecorded((world) => endRun(world, 'failure'));
    const { [scope]: _, ...permissions } = COLLECTOR_PERMISSIONS;
    const collector = await scenes.now.collect({ permissions });
    const record = only(collector);
    for (const pointer of pointers) expect([pointer, gapAt(record, pointer)]).toEqual([pointer, 'not-permitted']);
  });

  it.each([
    ['the log', /\/logs/, '/runner/environment'],
    ['approvals', /\/approvals/, '/approvals'],
    ['refs', /\/git\/ref/, '/pipeline/ref'],
    ['roles', /\/collaborators\//, '/people/initiator/role'],
  ])('leaves a gap when %s can’t be read', async (_name, path, pointer) => {
    await unrecorded();
    const { record } = await collect({ faults: [[{ path }, replies(403)]] });
    expect(gapAt(record, pointer)).toMatch(/not-permitted|not-available/);
  });

  it.each([
    ['actions', 'it takes actions=read', 0],
    ['contents', 'give its token contents: read', 1],
  ])('collects nothing, and says why, when it may not read %s', async (scope, sentence, code) => {
    await unrecorded((world) => {
      world.repository.private = true;
      world.repository.visibility = 'private';
    });
    const { [scope]: _, ...permissions } = COLLECTOR_PERMISSIONS;
    const collector = await scenes.now.collect({ permissions });
    expect([collector.records, collector.code]).toEqual([[], code]);
    expect(collector.output).toContain(sentence);
  });
});

describe('a collector that is not to be trusted', () => {
  it.each([
    ['a pull request', 'pull_request', undefined, 'was started by pull_request'],
    ['a push', 'push', undefined, 'was started by push'],
    ['another branch', 'workflow_dispatch', 'refs/heads/evil', 'runs for refs/heads/evil'],
  ])('refuses in one sentence when it runs for %s', async (_name, event, ref, sentence) => {
    await recorded();
    const collector = await scenes.now.collect({
      event,
      inputs: { mode: 'audit' },
      own(own) {
        if (ref !== undefined) own.context.ref = ref;
      },
    });
    expect([collector.code, collector.records]).toEqual([1, []]);
    expect(collector.output).toContain(sentence);
    expect(collector.output.trim().split('\n')).toHaveLength(1);
  });

  it('refuses when its workflow file is of another branch than it runs for', async () => {
    await recorded();
    const collector = await scenes.now.collect({
      event: 'workflow_dispatch',
      own(own) {
        own.context.workflowRef = own.context.workflowRef.replace('main', 'evil');
      },
    });
    expect([collector.code, collector.records]).toEqual([1, []]);
  });
});

describe('a collector with a token for the audit log', () => {
  const event = (actor: string, id: number, more: object) => ({
    '@timestamp': Date.now() - 3 * 3_600_000,
    _document_id: `event-${actor}`,
    action: 'git.push',
    actor,
    actor_id: id,
    ...more,
  });

  it('tells where people came from in the log alone when it may', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: { 'organization-administration': 'read' } };
      world.auditLog = [
        event('alice', 1001, { actor_ip: IP, user_agent: 'git/2.50', external_identity_nameid: 'alice@corp.example' }),
      ];
    });
    const { collector, record } = await collect({ inputs: { 'audit-log-token': AUDIT_TOKEN } });
    expect(record.people.initiator).toMatchObject({
      ipAddress: IP,
      userAgent: 'git/2.50',
      ssoIdentity: 'alice@corp.example',
    });
    expect(record.sources['/people/initiator/ipAddress']).toBe('api');
    expect(gapAt(record, '/people/rerunner/ipAddress')).toBe('not-found');
    const shown = JSON.stringify(scenes.now.world.attestations) + collector.output + collector.summary;
    for (const secret of [IP, 'alice@corp.example', AUDIT_TOKEN]) expect(shown).not.toContain(secret);
    expect(JSON.stringify(scenes.now.log())).not.toContain(AUDIT_TOKEN);
    const payloads = scenes.now.world.attestations.map(({ bundle }) => JSON.stringify(bundle));
    for (const payload of payloads) expect(decoded(payload)).not.toContain(IP);
  });

  it('says which right is missing when the token may not read it', async () => {
    await recorded((world) => {
      world.gateTokens = { [AUDIT_TOKEN]: {} };
    });
    const { record } = await collect({ inputs: { 'audit-log-token': AUDIT_TOKEN } });
    expect(gapAt(record, '/people/initiator/ipAddress')).toBe('not-permitted');
  });
});

/** The text of a bundle with what is in Base64 there. */
function decoded(bundle: string): string {
  const [, payload = ''] = /"payload":"([^"]+)"/.exec(bundle) ?? [];
  return bundle + Buffer.from(payload, 'base64').toString('utf8');
}
