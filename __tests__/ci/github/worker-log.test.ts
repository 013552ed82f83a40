import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type LogFolder, readWorkerLogPermissions } from '../../../src/ci/github/worker-log.ts';

const QUERY = {
  execPath: '/home/runner/actions-runner/cached/externals/node24/bin/node',
  runId: '4711',
  runAttempt: '2',
  jobKey: 'deploy',
};
const PERMISSIONS = '{"Contents":"read","IdToken":"write","PullRequests":"write","Statuses":"none","NewThing":"read"}';
const GRANTED = { contents: 'read', 'id-token': 'write', 'new-thing': 'read', 'pull-requests': 'write' };

interface MessageParts {
  runId?: string;
  runAttempt?: string;
  jobKey?: string;
  permissions?: string;
  checkRunId?: number;
  eventText?: string;
  secret?: string;
}

function pairs(values: object): object {
  return { t: 2, d: Object.entries(values).map(([k, v]) => ({ k, v })) };
}

function message(parts: MessageParts = {}): string {
  const permissions = parts.permissions ?? PERMISSIONS;
  return JSON.stringify(
    {
      messageType: 'RunnerJobRequest',
      jobDisplayName: 'Deploy',
      steps: [{ inputs: { script: parts.eventText ?? 'make' }, contextName: '__run' }],
      mask: [{ type: 'regex', value: parts.secret ?? 's3cret' }],
      variables: {
        'system.github.token': { value: parts.secret ?? '***', isSecret: true },
        'system.github.job': { value: parts.jobKey ?? 'deploy' },
        ...(permissions === 'absent' ? {} : { 'system.github.token.permissions': { value: permissions } }),
      },
      contextData: {
        github: pairs({
          ref: parts.eventText ?? 'refs/heads/main',
          event: pairs({ client_payload: pairs({ run_id: '1', job: 'x', text: parts.eventText ?? '' }) }),
          run_id: parts.runId ?? '4711',
          run_attempt: parts.runAttempt ?? '2',
        }),
        job: pairs({ check_run_id: parts.checkRunId ?? 99 }),
      },
    },
    null,
    2,
  );
}

function log(text: string, after = '[2026-08-01 10:00:01Z INFO JobRunner] Job ID 1\n'): string {
  return `[2026-08-01 10:00:00Z INFO Worker] Message received.\n[2026-08-01 10:00:00Z INFO Worker] Job message:\n ${text}\n${after}`;
}

function folderOf(files: Record<string, string | Error>, pieceSize = 1000): LogFolder & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    list: async (folder) => {
      asked.push(folder);
      return Object.keys(files);
    },
    async *read(path) {
      asked.push(path);
      const content = files[path.split(/[/\\]/).at(-1) ?? ''];
      if (content instanceof Error) {
        throw content;
      }
      const bytes = Buffer.from(content ?? '');
      for (let start = 0; start < bytes.length; start += pieceSize) {
        yield bytes.subarray(start, start + pieceSize);
      }
    },
  };
}

const NAME = 'Worker_20260801-100000-utc.log';

describe('readWorkerLogPermissions', () => {
  it('gives the permissions in the spelling of workflow files when run, attempt and job match', async () => {
    const fs = folderOf({ [NAME]: log(message()), 'Runner_20260801-100000-utc.log': 'x', 'notes.txt': 'y' });
    expect(await readWorkerLogPermissions({ ...QUERY, fs })).toEqual({ permissions: GRANTED, source: 'worker-log' });
    expect(fs.asked).toEqual([
      '/home/runner/actions-runner/cached/_diag',
      `/home/runner/actions-runner/cached/_diag/${NAME}`,
    ]);
  });

  it('reads the same when lines end as on Windows, in one-byte pieces, from a Windows path', async () => {
    const fs = folderOf({ [NAME]: log(message()).replaceAll('\n', '\r\n') }, 1);
    const execPath = 'C:\\actions-runner\\cached\\externals\\node24\\bin\\node.exe';
    expect(await readWorkerLogPermissions({ ...QUERY, execPath, fs })).toMatchObject({ permissions: GRANTED });
    expect(fs.asked[1]).toBe(`C:\\actions-runner\\cached\\_diag\\${NAME}`);
  });

  it('still reads them when a JSON secret has all brackets masked', async () => {
    for (const masked of [log(message()).replaceAll('{', '***'), log(message()).replaceAll(/[{}]/g, '***')]) {
      const fs = folderOf({ [NAME]: masked });
      expect(await readWorkerLogPermissions({ ...QUERY, fs })).toMatchObject({ permissions: GRANTED });
    }
  });

  it('takes the newest log of this job when a self-hosted runner has several', async () => {
    const fs = folderOf({
      'Worker_20260801-090000-utc.log': log(message({ permissions: '{"Contents":"write"}' })),
      'Worker_20260801-100000-utc.log': log(message()),
      'Worker_20260801-110000-utc.log': log(message({ runId: '4712' })),
      'Worker_20260801-120000-utc.log': '[2026-08-01 12:00:00Z INFO Worker] a later page without a message\n',
      'Worker_20260801-130000-utc.log': Object.assign(new Error('no'), { code: 'EACCES' }),
    });
    expect(await readWorkerLogPermissions({ ...QUERY, fs })).toMatchObject({ permissions: GRANTED });
  });

  it.each([
    ['another run', message({ runId: '4712' }), /of this run, attempt and job/],
    ['another attempt', message({ runAttempt: '1' }), /of this run, attempt and job/],
    ['another job', message({ jobKey: 'build' }), /of this run, attempt and job/],
    ['no permissions', message({ permissions: 'absent' }), /does not name/],
    ['masked permissions', message({ permissions: '{"Contents":"***"}' }), /masked/],
    ['permissions of an unknown level', message({ permissions: '{"Contents":"admin"}' }), /not known/],
    ['permissions that are no JSON', message({ permissions: '{Contents}' }), /not known/],
  ])('gives a reason when the log is of %s', async (_what, text, reason) => {
    const answer = await readWorkerLogPermissions({ ...QUERY, fs: folderOf({ [NAME]: log(text) }) });
    expect(answer).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('tells the legs of a matrix apart when both sides know the check run', async () => {
    const fs = folderOf({ [NAME]: log(message({ checkRunId: 7 })) });
    expect(await readWorkerLogPermissions({ ...QUERY, checkRunId: '8', fs })).toHaveProperty('reason');
    expect(await readWorkerLogPermissions({ ...QUERY, checkRunId: '7', fs })).toHaveProperty('permissions');
  });

  it('gives a reason when the log ends in the middle of the message', async () => {
    const whole = log(message(), '').trimEnd();
    for (let end = 0; end < whole.length; end += 37) {
      const fs = folderOf({ [NAME]: whole.slice(0, end) });
      expect(await readWorkerLogPermissions({ ...QUERY, fs })).toHaveProperty('reason');
    }
    const fs = folderOf({ [NAME]: whole });
    expect(await readWorkerLogPermissions({ ...QUERY, fs })).toHaveProperty('permissions');
  });

  it('is not fooled when a payload, a later line or a script imitates the message', async () => {
    const fake = log(message({ permissions: '{"Contents":"write"}' }));
    const fs = folderOf({ [NAME]: log(message({ eventText: fake }), fake) });
    expect(await readWorkerLogPermissions({ ...QUERY, fs })).toMatchObject({ permissions: GRANTED });
    const other = folderOf({ [NAME]: log(message({ runId: '1', eventText: fake }), fake) });
    expect(await readWorkerLogPermissions({ ...QUERY, fs: other })).toHaveProperty('reason');
  });

  it('stops reading when the message ended, when none comes, and at 8 MiB', async () => {
    const line = `${'x'.repeat(999)}\n`;
    for (const [start, atMost] of [
      [log(message()), 20_000],
      ['', 1_100_000],
      [log(message()).split('"contextData"')[0] ?? '', 8 * 1024 * 1024 + 1000],
    ] as const) {
      let given = 0;
      const fs: LogFolder = {
        list: async () => [NAME],
        async *read() {
          yield Buffer.from(start);
          given = start.length;
          for (let times = 0; times < 20_000; times += 1) {
            yield Buffer.from(line);
            given += line.length;
          }
        },
      };
      await readWorkerLogPermissions({ ...QUERY, fs });
      expect(given).toBeLessThan(atMost);
    }
  });

  it.each([
    ['in a job container', '/__e/node24/bin/node'],
    ['from any other Node', '/usr/bin/node'],
  ])('reads nothing when it runs %s', async (_where, execPath) => {
    const fs = folderOf({ [NAME]: log(message()) });
    expect(await readWorkerLogPermissions({ ...QUERY, execPath, fs })).toEqual({
      reason: expect.stringMatching(/externals/),
    });
    expect(fs.asked).toEqual([]);
  });

  it('lets nothing else of the log out when it answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 12, maxLength: 40 }),
        fc.constantFrom('4711', '1'),
        fc.constantFrom(PERMISSIONS, 'absent', 'broken'),
        async (random, runId, form) => {
          const secret = `canary-${random}`;
          const permissions = form === 'broken' ? `{"${secret}":"${secret}"}` : form;
          const text = log(message({ secret, runId, permissions, eventText: secret }), `${secret}\n`);
          const answer = await readWorkerLogPermissions({ ...QUERY, fs: folderOf({ [NAME]: text }) });
          expect(JSON.stringify(answer)).not.toContain('canary');
        },
      ),
    );
    const failing = folderOf({ [NAME]: Object.assign(new Error('canary'), { code: 'canary text' }) });
    expect(JSON.stringify(await readWorkerLogPermissions({ ...QUERY, fs: failing }))).not.toContain('canary');
  });

  it('answers when the log is anything at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const fs: LogFolder = {
          list: async () => [NAME],
          async *read() {
            yield Buffer.from('[x] Job message:\n');
            yield bytes;
          },
        };
        expect(await readWorkerLogPermissions({ ...QUERY, fs })).toHaveProperty('reason');
      }),
    );
  });
});

describe('readWorkerLogPermissions on a disk', () => {
  let root = '';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'doorlog-worker-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it('finds the log when the runner’s folders are laid out as usual, and says so when they are not', async () => {
    const execPath = join(root, 'externals', 'node24', 'bin', 'node');
    expect(await readWorkerLogPermissions({ ...QUERY, execPath })).toEqual({
      reason: expect.stringMatching(/can’t be listed \(ENOENT\)/),
    });
    await mkdir(join(root, '_diag'));
    expect(await readWorkerLogPermissions({ ...QUERY, execPath })).toEqual({
      reason: expect.stringMatching(/no worker log/),
    });
    await mkdir(join(root, '_diag', NAME));
    expect(await readWorkerLogPermissions({ ...QUERY, execPath })).toEqual({
      reason: expect.stringMatching(/can’t be read/),
    });
    await rm(join(root, '_diag', NAME), { recursive: true });
    await writeFile(join(root, '_diag', NAME), log(message({ eventText: 'é'.repeat(100_000) })));
    expect(await readWorkerLogPermissions({ ...QUERY, execPath })).toMatchObject({ permissions: GRANTED });
  });
});
