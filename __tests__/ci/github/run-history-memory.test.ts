import { describe, expect, it } from '@jest/globals';
import { type KeptReply, rememberReplies } from '../../../src/ci/github/run-history-memory.ts';
import type { Http, HttpRequest } from '../../../src/ports.ts';

const JOBS = 'https://api.github.com/repos/o/r/actions/runs/1/attempts/1/jobs?page=1';
const step = { name: 'Set up job', status: 'completed', conclusion: 'success', number: 1 };
const job = {
  id: 1,
  run_id: 1,
  name: 'a',
  status: 'completed',
  head_sha: 's',
  labels: [],
  url: 'u',
  steps: [step, step],
};

function connect(answer: (request: HttpRequest) => { status: number; body?: unknown; etag?: string }) {
  const kept = new Map<string, KeptReply>();
  const seen: HttpRequest[] = [];
  const http: Http = async (request) => {
    seen.push(request);
    const { status, body = '', etag } = answer(request);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { status, headers: etag === undefined ? {} : { etag }, body: Buffer.from(text) };
  };
  const memory = {
    recall: (address: string) => kept.get(address),
    keep: (address: string, reply: KeptReply) => void kept.set(address, reply),
  };
  return { ask: rememberReplies(http, memory), kept, seen };
}

function get(url: string, method: HttpRequest['method'] = 'GET'): HttpRequest {
  return { service: 'GitHub’s API', method, url };
}

describe('Remembered replies', () => {
  it('are given again when GitHub says that nothing changed', async () => {
    const { ask, seen } = connect(({ headers }) =>
      headers?.['if-none-match'] === '"1"'
        ? { status: 304 }
        : { status: 200, etag: '"1"', body: { total_count: 1, jobs: [job] } },
    );

    await ask(get(JOBS));
    const again = await ask(get(JOBS));

    expect(again.status).toBe(200);
    expect(JSON.parse(again.body.toString('utf8'))).toMatchObject({
      total_count: 1,
      jobs: [{ id: 1, steps: [{ name: 'Set up job' }] }],
    });
    expect(seen[0]?.headers?.['if-none-match']).toBeUndefined();
  });

  it('hold no more of a job than is read of it', async () => {
    const { ask, kept } = connect(() => ({
      status: 200,
      etag: '"1"',
      body: { total_count: 1, jobs: [{ ...job, more: 'x' }] },
    }));

    await ask(get(JOBS));

    const [reply] = kept.values();
    expect(reply?.body).not.toContain('more');
    expect(JSON.parse(reply?.body ?? '').jobs[0].steps).toHaveLength(1);
  });

  it('are replaced when GitHub answers anew', async () => {
    let version = 0;
    const { ask, kept } = connect(() => ({ status: 200, etag: `"${++version}"`, body: { id: version } }));

    await ask(get('https://api.github.com/repos/o/r'));
    await ask(get('https://api.github.com/repos/o/r'));

    expect([...kept]).toEqual([['/repos/o/r', { etag: '"2"', body: '{"id":2}' }]]);
  });

  it.each([
    ['an attestation is asked for', get('https://api.github.com/repos/o/r/attestations/sha256:1')],
    ['something is sent', get('https://api.github.com/repos/o/r', 'POST')],
  ])('are not kept when %s', async (_, request) => {
    const { ask, kept } = connect(() => ({ status: 200, etag: '"1"', body: {} }));

    await ask(request);

    expect(kept.size).toBe(0);
  });

  it.each([
    ['it has no tag', { status: 200, body: {} }],
    ['it is a refusal', { status: 403, etag: '"1"', body: {} }],
    ['it is no JSON', { status: 200, etag: '"1"', body: '<html>' }],
    ['it is no list of jobs', { status: 200, etag: '"1"', body: { jobs: 1 } }],
    [
      'it is very large',
      { status: 200, etag: '"1"', body: { total_count: 1, jobs: [{ ...job, name: 'x'.repeat(2 ** 20) }] } },
    ],
  ])('do not hold a reply when %s', async (_, reply) => {
    const { ask, kept } = connect(() => reply);

    expect((await ask(get(JOBS))).status).toBe(reply.status);
    expect(kept.size).toBe(0);
  });
});
