import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { readMark } from '../../src/report/issue-text.ts';
import { type ArtifactService, startArtifactService } from '../support/artifact-service.ts';
import {
  cutShort,
  dropped,
  endless,
  type Fault,
  html,
  replies,
  serverError,
  tooManyRequests,
} from '../support/faults.ts';
import { gateWorld, roster } from '../support/gate-world.ts';
import { playGate } from '../support/in-process-gate.ts';
import { type PlayedJob, type PlayOptions, playJob } from '../support/in-process-job.ts';
import { type SlackServer, startSlack, textsOf } from '../support/slack-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import type { World } from '../support/world-types.ts';
import { forkPullRequestWorld, selfApprovedWorld } from '../support/world-variants.ts';

const RULE = 'approver-is-not-initiator';
const ALWAYS = { times: Number.POSITIVE_INFINITY };
/** Times in milliseconds: long enough for servers on this machine, short enough for those that never answer. */
const HASTE = { 'announce-wait': '1500', 'delivery-timeout': '1500' };

let slack: SlackServer;
let artifacts: ArtifactService;
let world: World;
beforeEach(async () => {
  world = selfApprovedWorld();
  slack = await startSlack();
  artifacts = await startArtifactService(world);
});
afterEach(async () => {
  await Promise.all([slack.close(), artifacts.close()]);
});

function play(inputs: Record<string, string> = {}, more: PlayOptions = {}): Promise<PlayedJob> {
  const env = { ACTIONS_RESULTS_URL: artifacts.url, ACTIONS_RUNTIME_TOKEN: artifacts.runtimeToken };
  const alerts = { alerts: '- type: slack', 'slack-webhook-url': slack.webhookUrl };
  return playJob(world, { env, ...more, inputs: { ...HASTE, ...alerts, ...inputs } });
}

function rulesTold(): string[] {
  return slack.messages.map((message) => /Doorlog: (\S+)/.exec(textsOf(message)[0] ?? '')?.[1] ?? '');
}

function warningsOf({ output }: PlayedJob, pattern: RegExp): string[] {
  return output.split('\n').filter((line) => /^::(warning|error)/.test(line) && pattern.test(line));
}

describe('a job with alerts', () => {
  it('tells of a finding once, at its start, and says so in its summary', async () => {
    const job = await play();
    expect(rulesTold()).toEqual([RULE]);
    expect(textsOf(slack.messages[0] ?? {}).join(' ')).toContain('seen at the start');
    expect(job.summary).toContain('| **Alerts** | slack: 1 told |');
    expect(warningsOf(job, /slack/)).toEqual([]);
  });

  it('tells at its end what its start could not, and fails no more for that', async () => {
    const disarm = slack.addFault(ALWAYS, endless());
    const job = await play({ mode: 'audit', 'announce-wait': '300' }, { meanwhile: disarm });
    expect(rulesTold()).toEqual([RULE]);
    expect(job.codes).toEqual({ start: 0, end: 0 });
    expect(warningsOf(job, /slack/)).toEqual([]);
    expect(world.artifacts).toHaveLength(1);
  });

  it('tells nothing when the finding is lighter than what a channel wants, another rule’s or elsewhere', async () => {
    const alerts = [
      { type: 'slack', name: 'a', rules: ['commit-is-verified'] },
      { type: 'slack', name: 'b', environments: ['staging'] },
    ];
    const job = await play({ alerts: JSON.stringify(alerts) });
    expect(rulesTold()).toEqual([]);
    expect(job.summary).not.toContain('**Alerts**');
  });

  it.each([
    ['warn', { start: 0, end: 0 }],
    ['fail', { start: 0, end: 1 }],
  ])('ends with its own result when Slack takes nothing and on-error is %s', async (onError, codes) => {
    slack.setTrouble('no_service');
    const job = await play({ 'on-violation': 'warn', 'on-error': onError });
    expect(job.codes).toEqual(codes);
    expect(warningsOf(job, /did not get through to “slack”/)).toHaveLength(1);
    expect(job.summary).toContain('slack: **1 not told**');
    expect(job.end.phase).toBe('end');
  });

  it('says what was missed at the start already when the start is refused, because its end may never come', async () => {
    slack.setTrouble('channel_is_archived');
    const job = await play();
    const started = job.output.slice(0, job.output.indexOf('The start of this job is refused'));
    expect(started).toMatch(/did not get through to “slack”: the webhook’s channel is archived/);
  });

  it('is not told of again by another job of the run, and what was told is an artifact', async () => {
    await play();
    const { jobKey } = world.context;
    world.context.jobKey = 'second';
    const second = await play();
    world.context.jobKey = jobKey;
    expect(rulesTold()).toEqual([RULE]);
    expect(second.summary).toContain('| **Alerts** | slack: 1 told |');
    const [artifact, ...more] = world.artifacts;
    expect([artifact?.name, more.length]).toEqual([expect.stringMatching(/^doorlog-alert-[0-9a-f]{16}$/), 0]);
    const files = unzipSync(new Uint8Array(artifact?.content ?? Buffer.alloc(0)));
    expect(JSON.parse(strFromU8(files['alert.json'] ?? new Uint8Array()))).toMatchObject({
      rule: RULE,
      severity: 'critical',
    });
  });

  it.each([
    ['is out of order', serverError(503)],
    ['never answers', endless()],
    ['has lost its reply', cutShort()],
  ])('tells all the same when the artifact service %s', async (_, fault) => {
    artifacts.addFault(ALWAYS, fault);
    await play();
    expect(rulesTold()).toEqual([RULE]);
  });

  it('tells all the same when there is no artifact service', async () => {
    await play({}, { env: {} });
    expect(rulesTold()).toEqual([RULE]);
  });

  it('is not silenced when another step takes names of artifacts beforehand', async () => {
    const fetched = await fetch(`${artifacts.url}/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact`, {
      method: 'POST',
      headers: { authorization: `Bearer ${artifacts.runtimeToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...backendIds(), name: `doorlog-alert-${'0'.repeat(16)}`, version: 4 }),
    });
    expect(fetched.status).toBe(200);
    await play();
    expect(rulesTold()).toEqual([RULE]);
  });

  it('is not silenced when another step writes into the state what the start did not find', async () => {
    slack.setTrouble('no_service');
    const forge = (state: Record<string, string>) => {
      slack.setTrouble(undefined);
      const { alerted, ...rest } = JSON.parse(state.doorlog ?? '');
      const forged = { ...alerted[0], fingerprint: 'e'.repeat(64), sent: true };
      return { ...state, doorlog: JSON.stringify({ ...rest, alerted: [forged, ...alerted] }) };
    };
    await play({}, { alterState: forge, env: {} });
    expect(rulesTold()).toEqual([RULE]);
  });

  it('asks nobody again who is to tell when its end tries what its start could not', async () => {
    slack.setTrouble('no_service');
    const mend = (state: Record<string, string>) => {
      slack.setTrouble(undefined);
      expect(JSON.parse(state.doorlog ?? '').alerted).toEqual([expect.objectContaining({ sent: false })]);
      return state;
    };
    const job = await play({ mode: 'audit' }, { alterState: mend });
    expect([rulesTold(), world.artifacts.length]).toEqual([[RULE], 1]);
    expect(job.summary).toContain('slack: 1 told');
  });

  it('leaves the channel out without a word of warning when it is a fork’s', async () => {
    await artifacts.close();
    world = forkPullRequestWorld();
    artifacts = await startArtifactService(world);
    const list = '[{type: slack, severity: low}, {type: github-issue, severity: low}]';
    const job = await play({ alerts: list, 'slack-webhook-url': '' });
    expect(warningsOf(job, /slack|github-issue|alert/)).toEqual([]);
    expect(job.output).toMatch(/The alert channel “slack” is left out/);
    expect(job.output).toMatch(/The alert channel “github-issue” is left out/);
  });

  it('says what is wrong, once, and keeps nothing of it when the list can’t be used', async () => {
    const job = await play({ alerts: '- type: slack\n  token: xoxb-cnry-of-the-list' });
    expect(warningsOf(job, /Input alerts: alerts\[0\] has the unknown key/)).toHaveLength(1);
    expect(`${job.output}${JSON.stringify(job.state)}${[...job.files.values()].join('')}`).not.toContain(
      'cnry-of-the-list',
    );
  });

  it('uses the channels that it can when one lacks its secret', async () => {
    const list = JSON.stringify([{ type: 'webhook', url: 'https://alerts.example.org/' }, { type: 'slack' }]);
    const job = await play({ alerts: list });
    expect(rulesTold()).toEqual([RULE]);
    expect(warningsOf(job, /webhook-secret, which is missing/).length).toBeGreaterThan(0);
  });
});

describe('a job that alerts by issues', () => {
  const ISSUES = { alerts: '- type: github-issue' };

  it('opens one issue for a finding, and says who closes it', async () => {
    world.tokenPermissions.issues = 'write';
    await play(ISSUES);
    await play({ ...ISSUES, alerts: '- type: github-issue\n  name: other' });
    const issues = world.responses?.issues ?? [];
    expect(issues.map(({ title, state }) => [title, state])).toEqual([[`Doorlog: ${RULE}`, 'open']]);
    expect(issues[0]?.body).toContain('opened and updated by the jobs of this repository');
    expect(readMark(issues[0]?.body ?? '')?.about.rule).toBe(RULE);
  });

  it('ends in time when GitHub never answers about issues', async () => {
    const job = await play(
      { ...ISSUES, mode: 'audit', 'announce-wait': '300', 'delivery-timeout': '500' },
      { faults: [[{ path: /\/issues/ }, endless()]] },
    );
    expect(warningsOf(job, /“github-issue”: it was not through in time/)).toHaveLength(1);
  });

  it('says which permission it takes when the token has it not', async () => {
    const job = await play({ ...ISSUES, mode: 'audit' });
    expect(warningsOf(job, /“github-issue”: GitHub refused it: it takes permissions: issues: write/)).toHaveLength(1);
    expect(job.codes).toEqual({ start: 0, end: 0 });
  });
});

describe('a gate with alerts', () => {
  it('tells of what it found, as the whole run’s', async () => {
    const inputs = { environment: 'production', roster: roster('alice'), 'slack-webhook-url': slack.webhookUrl };
    const gate = await playGate(gateWorld(), { inputs: { ...HASTE, ...inputs, alerts: '- type: slack' } });
    expect(rulesTold()).toContain('initiator-is-on-roster');
    expect(textsOf(slack.messages[0] ?? {}).join(' ')).toMatch(/this run is refused.*seen at the gate/);
    expect(gate.summary).toMatch(/\*\*Alerts\*\* \| slack: \d told/);
  });
});

describe('secrets of alerts', () => {
  const HOOK = 'cnryHookOfSlack0000000000';
  const KEY = randomBytes(32).toString('base64');
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    receiver = await startWebhookReceiver({ secret: `whsec_${KEY}` });
  });
  afterEach(() => receiver.close());

  const faults: [string, Fault | undefined][] = [
    ['all is well', undefined],
    ['the channels refuse', replies(403, `invalid_token ${HOOK} ${KEY}`)],
    ['the channels answer with pages', html()],
    ['the channels point elsewhere', replies(302, '', { location: `https://evil.example/${HOOK}` })],
    ['the channels break connections', dropped()],
    ['the channels ask to wait', tooManyRequests(60)],
    ['the channels never end', endless()],
  ];

  it.each(faults)('appear nowhere when %s', async (_, fault) => {
    if (fault) for (const server of [slack, receiver]) server.addFault(ALWAYS, fault);
    const alerts = JSON.stringify([{ type: 'slack' }, { type: 'webhook', url: receiver.url }]);
    const job = await play({
      alerts,
      'webhook-secret': `whsec_${KEY}`,
      'announce-wait': '400',
      'delivery-timeout': '600',
    });
    const kept = world.artifacts.map(({ name, content }) =>
      [name, ...Object.values(unzipSync(new Uint8Array(content))).map((bytes) => strFromU8(bytes))].join('\n'),
    );
    const told = [JSON.stringify(slack.messages), JSON.stringify([...receiver.taken.values()])];
    const traces = [job.output, job.summary, JSON.stringify([job.start, job.end, job.state]), ...job.files.values()];
    for (const text of [...traces, ...kept, ...told]) {
      expect(text.includes(HOOK) || text.includes(KEY)).toBe(false);
    }
  });
});

function backendIds() {
  const { scp } = JSON.parse(Buffer.from(artifacts.runtimeToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const [, run, job] = /Actions\.Results:([^:]+):(\S+)/.exec(scp) ?? [];
  return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
}
