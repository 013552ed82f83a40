import { describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { endRun } from '../support/collector-world.ts';
import { playJob } from '../support/in-process-job.ts';
import { forkPullRequestWorld } from '../support/world.ts';
import { collectScenes, gapAt } from './collect-scenes.ts';

const scenes = collectScenes();
const { collect } = scenes;

describe('a collector of a fork’s run', () => {
  async function fork(files: Record<string, Uint8Array> | ((end: AccessRecord) => Record<string, Uint8Array>)) {
    const world = forkPullRequestWorld();
    world.run.headRepository = { id: '801234567', name: 'mallory/payments' };
    const { end } = await playJob(world);
    endRun(world);
    const content = Buffer.from(zipSync(typeof files === 'function' ? files(end) : files));
    const name = `doorlog-unsigned-record-${end.recordId.slice(0, 16)}`;
    world.artifacts.push({ id: '71', name, content, hash: '', expiresAt: null, finalized: true });
    await scenes.open(world);
    return { end, ...(await collect()) };
  }

  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('signs a record when the job could not, and says what the job left', async () => {
    const { record } = await fork((end) => ({ 'access-record.json': bytes(end) }));
    expect(record).toMatchObject({
      pipeline: { event: 'pull_request', ref: 'refs/pull/42/merge', pullRequest: { number: '42', fromFork: true } },
      people: { initiator: { login: 'mallory' } },
      access: { oidc: { available: false } },
      disagreements: [],
    });
    expect(record.links.records).toEqual([expect.objectContaining({ phase: 'end', proof: 'unsigned' })]);
    expect(gapAt(record, '/pipeline/sha')).toBe('not-available');
    expect(scenes.now.log().at(-1)?.bundle).toBeDefined();
  });

  it('copies nothing when a planted record has other words in it', async () => {
    const words = '<img src=x onerror=alert(1)> CanaryOfTheArtifact';
    const { collector, record } = await fork((end) => ({
      'access-record.json': bytes({
        ...end,
        people: { ...end.people, initiator: { login: 'alice', id: '1001' } },
        source: { ...end.source, headline: words },
      }),
    }));
    expect(record.disagreements).toMatchObject([{ pointer: '/people/initiator/id', said: '1001', seen: '6666' }]);
    expect(JSON.stringify(record) + collector.summary + collector.output).not.toContain('CanaryOfTheArtifact');
  });

  it.each([
    ['is no record', { 'access-record.json': bytes({ hello: 'world' }) }],
    ['has no such file', { '../../access-record.json': bytes({}) }],
    ['is a bomb', { 'access-record.json': new Uint8Array(9 * 1024 * 1024) }],
  ])('finds no record when the artifact %s', async (_name, files) => {
    const { record } = await fork(files);
    expect(record.links.records).toEqual([]);
  });

  it.each([
    ['is nested deeper than any record', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['has half a character in it', '"\\ud800"'],
    ['has keys of every object', '{"__proto__":{"polluted":1},"constructor":1}'],
  ])('records the job all the same when the artifact %s', async (_name, value) => {
    const { record } = await fork((end) => {
      const pointer = '/access/oidc';
      const planted = JSON.stringify({ ...end, disagreements: [{ pointer, record: 'a'.repeat(64), said: 'HERE' }] });
      return { 'access-record.json': new TextEncoder().encode(planted.replace('"HERE"', value)) };
    });
    expect(record.pipeline.event).toBe('pull_request');
    expect('polluted' in {}).toBe(false);
  });

  it('finds no record when the artifact is about another job', async () => {
    const { record } = await fork((end) => ({ 'access-record.json': bytes({ ...end, recordId: 'a'.repeat(64) }) }));
    expect(record.links.records).toEqual([]);
  });

  it('shows names of branches and jobs as text when a stranger chose them', async () => {
    const world = forkPullRequestWorld();
    endRun(world);
    world.run.headBranch = '`$(curl evil)`|<script>';
    for (const job of world.jobs) job.name = '[x](https://evil.example)|<b>';
    await scenes.open(world);
    const { collector } = await collect();
    expect(collector.summary).not.toMatch(/<script>|<b>|\[x\]\(https:\/\/evil/);
  });
});
