import { describe, expect, it } from '@jest/globals';
import { fingerprintOf } from '../../src/core/fingerprint.ts';
import { replies, tooManyRequests } from '../support/faults.ts';
import { gateWorld, roster, setFile } from '../support/gate-world.ts';
import { type GatePlay, type PlayedGate, playGate } from '../support/in-process-gate.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import type { World } from '../support/world-types.ts';

const AUDIT_TOKEN = 'ghp_CanaryOfTheAuditLog000000000000000000';
const RESPONSES_TOKEN = 'ghs_CanaryOfTheResponses00000000000000000';
const ALL = 'open-issue, fail-deployment, disable-workflow, cancel-run';

const INPUTS = { environment: 'production', 'audit-log-token': AUDIT_TOKEN };

function world(change: (world: World) => void = () => undefined): World {
  return gateWorld((made) => {
    made.gateTokens = { [AUDIT_TOKEN]: { 'organization-administration': 'read' } };
    made.auditLog = [];
    change(made);
  });
}

function play(of: World, inputs: Record<string, string> = {}, more: GatePlay = {}): Promise<PlayedGate> {
  return playGate(of, { ...more, inputs: { ...INPUTS, roster: roster(), ...inputs } });
}

function resultOf({ record }: PlayedGate, rule: string) {
  return record.policy?.results.find((result) => result.rule === rule);
}

describe('a gate', () => {
  it('lets the run through and says what it knew when nothing is against it', async () => {
    const gate = await play(world());
    expect([gate.code, gate.outputs.verdict]).toEqual([0, 'pass']);
    expect(gate.record).toMatchObject({
      phase: 'end',
      recordId: gate.outputs['record-id'],
      recorder: { kind: 'gate' },
      pipeline: { job: 'gate', environment: 'production' },
      protections: { environment: { name: 'production', reviewersRequired: true } },
    });
    expect(gate.record.sources['/pipeline/environment']).toBe('input');
    expect(resultOf(gate, 'initiator-is-on-roster')?.result).toBe('pass');
    expect(resultOf(gate, 'no-bypass-in-audit-log')?.result).toBe('pass');
    expect(gate.deeds).toEqual([]);
    expect(gate.record.responses).toBeUndefined();
    expect(gate.record.gaps).toContainEqual(
      expect.objectContaining({ pointer: '/responses', reason: 'not-applicable' }),
    );
  });

  it('leaves nothing out in silence when it records', async () => {
    const gate = await play(world(), { responses: ALL });
    expect(silentAbsences(gate.record)).toEqual([]);
    expect(gate.record.responses).toEqual([]);
  });

  it('counts no approval as missing when the deployment has not begun to wait', async () => {
    const gate = await play(world(), { 'on-unknown': 'fail' });
    expect(resultOf(gate, 'approver-is-not-initiator')).toMatchObject({ result: 'unknown', reason: 'not-yet' });
    expect(gate.record.gaps).toContainEqual(expect.objectContaining({ pointer: '/approvals', reason: 'not-yet' }));
    expect(gate.requests.filter(({ path }) => path.includes('/approvals'))).toEqual([]);
    expect(gate.code).toBe(0);
  });

  it('refuses when whoever started the run has left', async () => {
    const gate = await play(world(), { roster: roster('alice') });
    expect(resultOf(gate, 'initiator-is-on-roster')?.result).toBe('fail');
    expect(gate.code).toBe(1);
    expect(gate.output).toContain('This run is refused at its gate');
  });

  it('refuses all the same, and cancels, when it can tell nobody', async () => {
    const made = refused();
    const gate = await play(made, { ...LEFT, responses: 'cancel-run' }, { withoutCommandFiles: true });
    expect(gate.code).toBe(1);
    expect(made.responses?.cancelledRuns).toHaveLength(1);
    expect(gate.output).toContain('This run is refused at its gate');
  });

  it('refuses when the audit log names a bypass in this run on a later page', async () => {
    const gate = await play(
      world((made) => {
        const event = (index: number) => ({
          '@timestamp': Date.parse('2026-11-20T10:00:00Z') - index * 1_000,
          _document_id: `event-${index}`,
          action: 'repo.rename',
          actor: 'carol',
          actor_id: 1003,
          repo: 'octo-org/payments',
        });
        made.auditLog = Array.from({ length: 250 }, (_, index) => event(index));
        made.auditLog[249] = {
          ...event(249),
          action: 'workflows.bypass_protection_rules',
          workflow_run_id: Number(made.run.id),
          environment_name: 'production',
        };
      }),
    );
    expect(resultOf(gate, 'no-bypass-in-audit-log')?.result).toBe('fail');
    expect(gate.code).toBe(1);
    expect(gate.requests.filter(({ path }) => path.startsWith('/orgs/octo-org/audit-log'))).toHaveLength(5);
  });

  it('is not certain and says which right is missing when the token may not read the audit log', async () => {
    const gate = await play(
      world((made) => {
        made.gateTokens = { [AUDIT_TOKEN]: {} };
      }),
    );
    expect(resultOf(gate, 'no-bypass-in-audit-log')).toMatchObject({ result: 'unknown', reason: 'no-audit-log' });
    expect(gate.output).toContain('read:audit_log');
    expect(gate.code).toBe(0);
  });

  it('takes no part of the audit log for all of it when it is longer than is read', async () => {
    const gate = await play(
      world((made) => {
        made.auditLog = Array.from({ length: 1_001 }, (_, index) => ({
          '@timestamp': index,
          _document_id: String(index),
          action: 'repo.rename',
          repo: 'octo-org/payments',
        }));
      }),
    );
    expect(resultOf(gate, 'no-bypass-in-audit-log')).toMatchObject({ result: 'unknown', reason: 'no-audit-log' });
    expect(gate.output).toContain('audit-log-days');
  });

  it.each([
    ['a key that it does not know', '{"version": 1, "people": [],\n "persons": []}', 'The input “roster”, line 2'],
    ['an id as a number', 'version: 1\npeople:\n  - login: alice\n    id: 1001\n', 'line 4, column 9'],
  ])('fails with a place when the roster has %s', async (_name, text, place) => {
    const gate = await play(world(), { roster: text });
    expect(gate.output).toContain(place);
    expect(resultOf(gate, 'initiator-is-on-roster')).toMatchObject({ result: 'unknown', reason: 'no-roster' });
    expect(gate.code).toBe(1);
  });

  it('reads the roster from a file when it is given a path', async () => {
    const gate = await play(world(), { roster: 'roster.json' }, { files: { 'roster.json': roster('alice') } });
    expect(resultOf(gate, 'initiator-is-on-roster')?.result).toBe('fail');
    const missing = await play(world(), { roster: 'nowhere.yml' });
    expect(missing.output).toContain('The roster nowhere.yml could not be read (ENOENT)');
    expect(missing.code).toBe(1);
  });

  it('does not repeat what it was given for a roster when that is no path', async () => {
    const gate = await play(world(), { roster: 'people: alice-canary, bob-canary' });
    expect(gate.code).toBe(1);
    expect(gate.output).toContain('The roster that the input “roster” names could not be read');
    expect(gate.output + gate.summary).not.toContain('canary');
  });

  it('reads no device when a link in the checkout leads there for a roster', async () => {
    const gate = await play(world(), { roster: '/dev/zero' });
    expect(gate.output).toContain('is no file; name a YAML or JSON file');
    expect(gate.code).toBe(1);
  });

  it('can’t tell what belongs to an environment when it is not told which the run is going to', async () => {
    const gate = await play(world(), { environment: '' });
    expect(gate.record.pipeline.environment).toBeUndefined();
    expect(gate.record.gaps).toContainEqual(
      expect.objectContaining({ pointer: '/pipeline/environment', reason: 'not-asked' }),
    );
    expect(resultOf(gate, 'approver-is-not-initiator')?.result).toBe('unknown');
  });

  it.each(['staging', 'prodution'])(
    'fails when jobs of its file go elsewhere than it is told (%s)',
    async (environment) => {
      const gate = await play(world(), { environment });
      expect(gate.code).toBe(1);
      expect(gate.output).toContain('they go to “production”: give the gate one of these');
    },
  );

  it.each([
    ['in capitals', 'PRODUCTION', 'production'],
    ['though it can’t be told where jobs go', 'staging', ['$', '{{ inputs.where }}'].join('')],
  ])('lets the run through when it is told the environment %s', async (_name, environment, written) => {
    const made = world((each) => {
      const text = each.commits[each.context.sha]?.files['.github/workflows/deploy.yml'] ?? '';
      setFile(
        each,
        '.github/workflows/deploy.yml',
        text.replace(/^ {4}environment: production$/m, () => `    environment: ${written}`),
      );
    });
    const gate = await play(made, { environment });
    expect([gate.code, gate.output]).toEqual([0, expect.not.stringContaining('give the gate one of these')]);
  });

  it('knows that nothing is deployed when no other job of the file can have an environment', async () => {
    const gate = await play(
      world((made) => {
        const text = made.commits[made.context.sha]?.files['.github/workflows/deploy.yml'] ?? '';
        setFile(made, '.github/workflows/deploy.yml', text.replace(/^ {4}environment: production\n/m, ''));
      }),
      { environment: '' },
    );
    expect(resultOf(gate, 'approver-is-not-initiator')?.result).toBe('pass');
  });

  it.each(['true', ['$', '{{ inputs.lenient }}'].join('')])(
    'is not enforced when its job goes on after an error (%s), and the jobs that need it with it',
    async (value) => {
      const gate = await play(
        world((made) => {
          const text = made.commits[made.context.sha]?.files['.github/workflows/deploy.yml'] ?? '';
          const lenient = text.replace('  gate:\n', `  gate:\n    continue-on-error: ${value}\n`);
          setFile(made, '.github/workflows/deploy.yml', lenient);
        }),
      );
      expect(resultOf(gate, 'audit-is-enforced')?.result).not.toBe('pass');
      expect(gate.record.enforcement).toMatchObject({
        line: 8,
        continueOnError: value === 'true' ? 'yes' : 'expression',
      });
    },
  );

  it('says which environment its own job is in when it is in another than the run is going to', async () => {
    const gate = await play(
      world((made) => {
        made.context.environment = 'gate';
      }),
    );
    expect(gate.record.recorder.environment).toBe('gate');
    expect(gate.record.pipeline.environment).toBe('production');
  });
});

/** A run that is refused, with everything that a gate could do about it. */
function refused(change: (made: World) => void = () => undefined): World {
  return world((made) => {
    made.deployments = [
      deployment('501', made.context.sha, 'pending'),
      deployment('502', made.context.sha, 'success'),
      deployment('503', '0'.repeat(40), 'pending'),
    ];
    change(made);
  });
}

function deployment(id: string, commit: string, state: string) {
  return {
    id,
    nodeId: `DE_${id}`,
    environment: 'production',
    commit,
    creator: 'alice',
    createdAt: '2026-11-20T10:00:00Z',
    state,
  };
}

/** Whoever has left starts it, and by hand. */
const TWO_FINDINGS = `version: 1
rules:
  - id: initiator-is-on-roster
custom:
  - id: runs-by-the-clock
    title: Runs by the clock
    severity: high
    expression: record.pipeline.event == "schedule"
`;

const LEFT = { roster: roster('alice') };

describe('the responses of a gate', () => {
  it('are done in their order, recorded before the run is cancelled, when all are asked for', async () => {
    const made = refused();
    const gate = await play(made, { ...LEFT, responses: ALL });
    expect(gate.code).toBe(1);
    expect(gate.summary).toContain('deployment 501');
    expect(gate.deeds).toEqual([
      'POST /issues',
      'POST /deployments/501/statuses',
      'PUT /actions/workflows/deploy.yml/disable',
      `POST /actions/runs/${made.run.id}/cancel`,
    ]);
    expect(gate.record.responses).toEqual([
      { kind: 'open-issue', dryRun: false, status: 'done', target: '#1', reason: 'opened for initiator-is-on-roster' },
      { kind: 'fail-deployment', dryRun: false, status: 'done', target: 'deployment 501' },
      { kind: 'disable-workflow', dryRun: false, status: 'done', target: '.github/workflows/deploy.yml' },
      expect.objectContaining({ kind: 'cancel-run', status: 'asked', target: `run ${made.run.id}` }),
    ]);
    expect(gate.record.gaps.filter(({ pointer }) => pointer === '/responses')).toEqual([]);
    expect(made.deployments.map(({ state }) => state)).toEqual(['failure', 'success', 'pending']);
    expect(made.responses?.cancelledRuns).toEqual([made.run.id]);
  });

  it.each([
    ['open-issue', 'POST /issues'],
    ['fail-deployment', 'POST /deployments/501/statuses'],
    ['disable-workflow', 'PUT /actions/workflows/deploy.yml/disable'],
    ['cancel-run', 'POST /actions/runs/17912345678/cancel'],
  ])('are %s alone when nothing else is asked for', async (responses, deed) => {
    const gate = await play(refused(), { ...LEFT, responses });
    expect(gate.deeds).toEqual([deed]);
    expect(new Set(gate.record.responses?.map(({ kind }) => kind))).toEqual(new Set([responses]));
  });

  it('are only told and recorded when it is a dry run', async () => {
    const made = refused();
    const gate = await play(made, { ...LEFT, responses: ALL, 'dry-run': 'true' });
    expect(gate.code).toBe(1);
    expect(gate.deeds).toEqual([]);
    expect(gate.record.responses?.map(({ kind, dryRun, status }) => [kind, dryRun, status])).toEqual([
      ['open-issue', true, 'would'],
      ['fail-deployment', true, 'would'],
      ['disable-workflow', true, 'would'],
      ['cancel-run', true, 'would'],
    ]);
    expect(gate.output).toContain('disable-workflow .github/workflows/deploy.yml: would have been done (dry run)');
  });

  it('are only told when nobody can say whether it is a dry run', async () => {
    const gate = await play(refused(), { ...LEFT, responses: ALL, 'dry-run': 'yes' });
    expect(gate.deeds).toEqual([]);
    expect(gate.output).toContain('The input “dry-run” must be `true` or `false`');
  });

  it('are none when the run is let through, or the policy only warns', async () => {
    expect((await play(refused(), { responses: ALL })).deeds).toEqual([]);
    const audit = await play(refused(), { ...LEFT, responses: 'cancel-run disable-workflow', mode: 'audit' });
    expect([audit.code, audit.deeds, audit.record.responses]).toEqual([0, [], []]);
  });

  it('are left out with a hint when a name is misspelt', async () => {
    const gate = await play(refused(), { ...LEFT, responses: 'cancel-runs' });
    expect(gate.output).toContain('Name 1 in the input “responses” is no response, so it is left out. Did you mean');
    expect(gate.deeds).toEqual([]);
  });

  it('name the permission and hide no refusal when the token may not', async () => {
    const made = refused((each) => {
      each.tokenPermissions = { ...each.tokenPermissions, actions: 'read', issues: 'none', deployments: 'none' };
    });
    const gate = await play(made, { ...LEFT, responses: ALL });
    expect(gate.code).toBe(1);
    for (const permission of ['issues: write', 'deployments: write', 'actions: write']) {
      expect(gate.output).toContain(`It takes permissions: ${permission}`);
    }
    expect(gate.record.responses?.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'asked']);
    expect(gate.record.responses?.[0]?.reason).toBe('GitHub refused it: it takes permissions: issues: write');
  });

  it('use a token of their own when one is given', async () => {
    const made = refused((each) => {
      each.tokenPermissions = { ...each.tokenPermissions, actions: 'read' };
      each.gateTokens = { ...each.gateTokens, [RESPONSES_TOKEN]: { actions: 'write' } };
    });
    const gate = await play(made, { ...LEFT, responses: 'cancel-run', 'responses-token': RESPONSES_TOKEN });
    expect(made.responses?.cancelledRuns).toHaveLength(1);
    expect(gate.output).not.toContain('failed');
  });

  it('switch no workflow off when nothing was found and only what could not be seen refuses', async () => {
    const inputs = { roster: '', 'on-unknown': 'fail', 'audit-log-token': '' };
    const made = refused((each) =>
      setFile(each, '.github/doorlog.yml', 'version: 1\nrules:\n  - id: initiator-is-on-roster\n'),
    );
    const gate = await play(made, { ...inputs, responses: 'disable-workflow' });
    expect([gate.code, gate.record.policy?.verdict, gate.deeds]).toEqual([1, 'unknown', []]);
    expect(gate.record.responses?.[0]?.reason).toContain('no rule fails');
  });

  it('never switch a workflow off when somebody from outside caused the run', async () => {
    const made = refused((each) => {
      each.run.event = 'issue_comment';
      each.event = { ...each.event, action: 'created', comment: { author_association: 'NONE' } };
    });
    const gate = await play(made, { ...LEFT, responses: 'disable-workflow' });
    expect(gate.deeds).toEqual([]);
    expect(gate.record.responses).toMatchObject([{ kind: 'disable-workflow', status: 'failed' }]);
  });
});

describe('the responses of a gate to somebody from outside', () => {
  const strangers = (each: World) => {
    each.run.event = 'issue_comment';
    each.event = { ...each.event, action: 'created', comment: { author_association: 'NONE' } };
  };

  it('fail nobody else’s deployment of the same commit when a stranger’s comment caused the run', async () => {
    const made = refused(strangers);
    const gate = await play(made, { ...LEFT, responses: 'fail-deployment' });
    expect([gate.code, gate.deeds]).toEqual([1, []]);
    expect(gate.record.responses).toMatchObject([{ kind: 'fail-deployment', status: 'failed' }]);
  });

  it('close no issue when a stranger’s comment caused the run', async () => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    strangers(made);
    await play(made, { responses: 'open-issue' });
    expect(made.responses?.issues).toMatchObject([{ state: 'open' }]);
  });
});

describe('responses that GitHub answers oddly', () => {
  it.each([301, 307])('are not taken for done when the answer is %s, as after a rename', async (status) => {
    const moved = replies(status, { message: 'Moved Permanently', url: 'https://api.github.com/repositories/1' });
    const gate = await play(
      refused(),
      { ...LEFT, responses: 'disable-workflow, cancel-run' },
      { faults: [[{ path: /\/(disable|cancel)$/ }, moved]] },
    );
    expect(gate.record.responses).toMatchObject([{ kind: 'disable-workflow', status: 'failed' }, { status: 'asked' }]);
    expect(gate.output).toContain('The response cancel-run failed');
    expect(gate.output).toContain('it has moved, as when a repository is renamed');
  });

  it('are done to the other deployments when one can’t be changed', async () => {
    const made = refused((each) => each.deployments.push(deployment('504', each.context.sha, 'pending')));
    const gate = await play(
      made,
      { ...LEFT, responses: 'fail-deployment' },
      { faults: [[{ method: 'POST', path: /deployments\/501/ }, replies(422, { message: 'Validation Failed' })]] },
    );
    expect(gate.record.responses).toMatchObject([
      { status: 'failed', target: 'deployment 501' },
      { status: 'done', target: 'deployment 504' },
    ]);
    expect(gate.code).toBe(1);
  });

  it('say why when issues are switched off', async () => {
    const gone = replies(410, { message: 'Issues are disabled for this repo' });
    const gate = await play(
      refused(),
      { ...LEFT, responses: 'open-issue' },
      { faults: [[{ path: /\/issues/ }, gone]] },
    );
    expect(gate.output).toContain('switched off here');
    expect(gate.code).toBe(1);
  });
});

describe('the workflow of another repository', () => {
  it('is not taken for one of the same name here when it is to be disabled', async () => {
    const made = refused((each) => {
      each.context.workflowRef = 'octo-org/required/.github/workflows/deploy.yml@refs/heads/main';
    });
    const gate = await play(made, { ...LEFT, responses: 'disable-workflow' });
    expect(gate.deeds).toEqual([]);
    expect(gate.record.responses?.[0]?.reason).toBe('the workflow file lies in another repository');
  });
});

describe('the issues of a gate', () => {
  const issues = (made: World) => made.responses?.issues ?? [];

  it('are one for each finding when it is found again, and closed when its rule passes for the same person', async () => {
    const made = refused();
    const inputs = { responses: 'open-issue' };
    await play(made, { ...LEFT, ...inputs });
    made.run.runNumber = 315;
    made.event = { ...made.event };
    const again = await play(made, { ...LEFT, ...inputs });
    expect(issues(made)).toHaveLength(1);
    expect(again.deeds).toEqual(['PATCH /issues/1']);
    expect(issues(made)[0]?.body).toContain('<!-- doorlog:');
    expect(issues(made)[0]?.body.match(/doorlog-seen -->/g)).toHaveLength(2);
    expect(issues(made)[0]).toMatchObject({ labels: ['doorlog'], state: 'open' });
    const passed = await play(made, inputs);
    expect(passed.code).toBe(0);
    expect(issues(made)).toMatchObject([{ state: 'closed' }]);
    expect(passed.record.responses).toMatchObject([{ status: 'done', target: '#1' }]);
  });

  it.each([
    ['the roster is not known', { roster: '' }, () => undefined],
    ['the environment is another', { environment: 'staging' }, () => undefined],
    [
      'the rule is in force no more',
      {},
      (made: World) => setFile(made, '.github/doorlog.yml', 'version: 1\nrules:\n  - id: audit-is-first\n'),
    ],
    [
      'somebody else started the run',
      {},
      (made: World) => {
        made.run.actor = 'carol';
        made.run.triggeringActor = 'carol';
      },
    ],
  ])('stay open when %s', async (_name, inputs: Record<string, string>, change: (made: World) => void) => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    change(made);
    await play(made, { responses: 'open-issue', ...inputs });
    expect(issues(made)).toMatchObject([{ state: 'open' }]);
  });

  it('keep what people wrote into them when they are updated', async () => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    const [issue] = issues(made);
    if (issue) issue.body += '\n\nAsked HR.';
    await play(made, { ...LEFT, responses: 'open-issue' });
    expect(issues(made)[0]?.body).toContain('Asked HR.');
  });

  it('are opened though another one can’t be changed', async () => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    setFile(made, '.github/doorlog.yml', TWO_FINDINGS);
    const gate = await play(
      made,
      { ...LEFT, responses: 'open-issue' },
      { faults: [[{ method: 'PATCH', path: /\/issues\/1/ }, replies(422, { message: 'Validation Failed' })]] },
    );
    expect(gate.deeds).toEqual(['PATCH /issues/1', 'POST /issues']);
    expect(gate.record.responses).toMatchObject([
      { status: 'failed', target: '#1' },
      { status: 'done', target: '#2' },
    ]);
    expect(gate.output).toContain('The response open-issue failed');
  });

  it('are not tried one after the other when GitHub refuses them all', async () => {
    const made = refused();
    setFile(made, '.github/doorlog.yml', TWO_FINDINGS);
    const gate = await play(
      made,
      { ...LEFT, responses: 'open-issue' },
      { faults: [[{ method: 'POST', path: /\/issues/ }, tooManyRequests(60)]] },
    );
    expect(gate.deeds).toEqual(['POST /issues']);
    expect(gate.record.responses).toMatchObject([
      { status: 'failed', reason: 'the rate limit of GitHub’s API is used up' },
      { status: 'failed', reason: 'not tried for the other 1 issues' },
    ]);
  });

  it('are closed only when the rule passed in every place where it failed', async () => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    await play(made, { ...LEFT, responses: 'open-issue', environment: 'staging' });
    expect(issues(made)).toHaveLength(1);
    const half = await play(made, { responses: 'open-issue' });
    expect(issues(made)).toMatchObject([{ state: 'open' }]);
    expect(issues(made)[0]?.body).toContain('not yet in all workflows');
    expect(half.deeds).toEqual(['PATCH /issues/1']);
    expect((await play(made, { responses: 'open-issue' })).deeds).toEqual([]);
    await play(made, { responses: 'open-issue', environment: 'staging' });
    expect(issues(made)).toMatchObject([{ state: 'closed' }]);
  });

  it('are left alone when there are more than can be looked through', async () => {
    const made = refused((each) => {
      const one = { title: 'x', body: 'x', labels: ['doorlog'], state: 'open' as const };
      const full = Array.from({ length: 1_000 }, (_, index) => ({ ...one, number: index + 1 }));
      each.responses = { cancelledRuns: [], disabledWorkflows: [], issues: full };
    });
    const gate = await play(made, { ...LEFT, responses: 'open-issue' });
    expect([gate.code, gate.deeds]).toEqual([1, []]);
    expect(gate.output).toContain('More than 1000 open issues have the label “doorlog”');
  });

  it('are not opened one by one when the token may not set their label', async () => {
    const made = refused();
    setFile(made, '.github/doorlog.yml', TWO_FINDINGS);
    const gate = await play(
      made,
      { ...LEFT, responses: 'open-issue' },
      { faults: [[{ method: 'POST', path: /\/issues/ }, replies(201, { number: 7, labels: [] })]] },
    );
    expect(gate.deeds).toEqual(['POST /issues']);
    expect(gate.output).toContain('Issue #7 was opened without the label “doorlog”');
  });

  it('are not a stranger’s when that bears the label and the mark', async () => {
    const made = refused();
    await play(made, { ...LEFT, responses: 'open-issue' });
    const [first] = issues(made);
    const { alice } = made.users;
    if (first && alice) {
      first.user = alice;
      first.association = 'NONE';
    }
    await play(made, { ...LEFT, responses: 'open-issue' });
    expect(issues(made)).toHaveLength(2);
  });

  it('mention nobody and hold no markup when a name has some in it', async () => {
    const made = refused((each) => {
      each.context.ref = 'refs/heads/@octocat<img src=x>';
      each.context.refName = '@octocat<img src=x>';
    });
    await play(made, { ...LEFT, responses: 'open-issue' });
    const text = issues(made)
      .map(({ title, body }) => title + body)
      .join('');
    expect(text).not.toMatch(/@\w|<img/);
  });
});

describe('the secrets of a gate', () => {
  it('stand nowhere when GitHub sends them back and everything fails', async () => {
    const made = refused((each) => {
      each.gateTokens = { ...each.gateTokens, [RESPONSES_TOKEN]: {} };
    });
    const body = JSON.stringify({ message: `${AUDIT_TOKEN} ${RESPONSES_TOKEN}` });
    const reply = replies(500, body);
    const gate = await play(
      made,
      { ...LEFT, responses: ALL, 'responses-token': RESPONSES_TOKEN, 'on-error': 'fail' },
      {
        faults: [
          [{ path: /audit-log/ }, reply],
          [{ path: /\/(issues|deployments|disable|cancel)/ }, reply],
        ],
      },
    );
    expect(gate.code).toBe(1);
    const told = [gate.output, gate.summary, JSON.stringify(gate.outputs), JSON.stringify(gate.record)].join('\n');
    for (const secret of [AUDIT_TOKEN, RESPONSES_TOKEN, made.token]) expect(told).not.toContain(secret);
    expect(JSON.stringify(made.responses)).not.toContain('Canary');
  });

  it('tell nobody’s name in an issue when people have pseudonyms', async () => {
    const made = refused();
    const inputs = { ...LEFT, responses: 'open-issue', 'pseudonym-key': 'a-long-and-random-key' };
    const { record } = await play(made, inputs);
    const [issue] = made.responses?.issues ?? [];
    const about = /doorlog-about:([\w-]+)/.exec(issue?.body ?? '')?.[1] ?? '';
    const told = `${issue?.title}${issue?.body}${Buffer.from(about, 'base64url')}`;
    expect(told).not.toMatch(/alice|1001/);
    expect(told).not.toContain(fingerprintOf('initiator-is-on-roster', record, '1001'));
    await play(made, { ...inputs, roster: roster() });
    expect(made.responses?.issues).toMatchObject([{ state: 'closed' }]);
  });

  it('stand nowhere when a roster that can’t be read is one', async () => {
    const gate = await play(world(), { roster: `version: 1\npeople:\n  - ${AUDIT_TOKEN}\n` });
    expect(gate.output).not.toContain(AUDIT_TOKEN);
    expect(gate.code).toBe(1);
  });
});
