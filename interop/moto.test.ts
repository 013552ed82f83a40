import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { filesBelow } from '../__tests__/process/canaries.ts';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf, startOidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import { type HookResult, startJob } from '../__tests__/support/runner.ts';
import { deploymentWorld } from '../__tests__/support/world.ts';
import { digestOf } from '../src/core/canonical.ts';
import { AccessRecord } from '../src/model/access-record.ts';
import { DIST } from './built.ts';
import { type Moto, type MotoSession, startMoto } from './stack/moto.ts';

const ROLE = 'arn:aws:iam::123456789012:role/deployer';
const Line = z.object({ phase: z.string(), record: AccessRecord });
const TokenReply = z.object({ value: z.string() });

/** A whole job that logged in to AWS between its start and a checkpoint. */
interface CloudJob {
  readonly session: MotoSession;
  readonly webIdentityToken: string;
  readonly results: readonly HookResult[];
  readonly lines: readonly z.infer<typeof Line>[];
  /** The record that would be attested. */
  readonly attested: string;
  /** Every text that the job left anywhere. */
  readonly traces: readonly string[];
}

describe('a checkpoint against moto', () => {
  let moto: Moto;
  const folders: string[] = [];

  beforeAll(async () => {
    moto = await startMoto();
  });

  afterAll(async () => {
    await moto?.stop();
  });

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  async function play(change: (session: MotoSession) => Record<string, string> = () => ({})): Promise<CloudJob> {
    const root = mkdtempSync(join(tmpdir(), 'doorlog-moto-'));
    const outside = mkdtempSync(join(tmpdir(), 'doorlog-moto-login-'));
    folders.push(root, outside);
    const world = deploymentWorld();
    const github = await startGitHub(world);
    const issuer = await startOidcIssuer({ claims: claimsOf(world) });
    const log = join(root, 'log.jsonl');
    const inputs = { attest: 'none', sinks: JSON.stringify([{ type: 'file', path: log }]) };
    const job = startJob({ root, world, github, issuer, inputs, dist: DIST });
    try {
      const pre = await job.run('pre');
      const asked = await fetch(`${issuer.requestUrl}&audience=sts.amazonaws.com`, {
        headers: { authorization: `Bearer ${issuer.requestToken}` },
      });
      const { value: webIdentityToken } = TokenReply.parse(await asked.json());
      const session = await moto.assumeRole(ROLE, 'GitHubActions', webIdentityToken);
      const tokenFile = join(outside, 'token');
      writeFileSync(tokenFile, webIdentityToken);
      const login = {
        AWS_ACCESS_KEY_ID: session.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
        AWS_SESSION_TOKEN: session.sessionToken,
        AWS_REGION: 'eu-central-1',
        AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
        AWS_ENDPOINT_URL_STS: moto.url,
        ...change(session),
      };
      const checkpoint = await job.run('checkpoint', { env: login });
      const blank = Object.fromEntries(Object.keys(login).map((name) => [name, '']));
      const post = await job.run('post', { env: blank });
      const results = [pre, checkpoint, post];
      const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
      return {
        session,
        webIdentityToken,
        results,
        lines: lines.map((line) => Line.parse(JSON.parse(line))),
        attested: readFileSync(post.outputs['record-path'] ?? '', 'utf8'),
        traces: [
          ...filesBelow(root).map(([, text]) => text),
          ...results.map(({ folders: _, ...said }) => JSON.stringify(said)),
          ...github.requests.map(({ body, path }) => `${path} ${body.toString('utf8')}`),
        ],
      };
    } finally {
      await Promise.all([github.close(), issuer.close()]);
    }
  }

  it('holds role and key in the log view, neither in the attested one, and nothing secret anywhere', async () => {
    const { session, webIdentityToken, results, lines, attested, traces } = await play();
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(lines.map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
    for (const { record } of lines.slice(1)) {
      expect(record.access.cloud).toMatchObject([
        {
          provider: 'aws',
          kind: 'assumed-role',
          shortLived: true,
          source: 'cloud',
          roleArn: ROLE,
          principal: session.arn,
          account: '123456789012',
          accessKeyId: session.accessKeyId,
          auditLogKey: { field: 'responseElements.credentials.accessKeyId', value: session.accessKeyId },
        },
      ]);
    }
    const checkpoint = lines[1]?.record;
    expect(lines[2]?.record.links.checkpoints).toMatchObject([{ digest: digestOf(checkpoint) }]);

    const view = AccessRecord.parse(JSON.parse(attested));
    expect(view.pipeline.visibility).toBe('public');
    expect(view.access.cloud).toBeUndefined();
    for (const hidden of [session.accessKeyId, ROLE, session.arn, '123456789012', 'GitHubActions', moto.url]) {
      expect(attested).not.toContain(hidden);
    }

    for (const secret of [session.secretAccessKey, session.sessionToken, webIdentityToken]) {
      const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
      expect(traces.filter((text) => forms.some((form) => text.includes(form)))).toEqual([]);
    }
  });

  it('keeps the key’s id and says what is missing when AWS can’t be reached', async () => {
    const { results, lines } = await play(() => ({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' }));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    const end = lines.at(-1)?.record;
    expect(end?.access.cloud).toMatchObject([{ kind: 'temporary-credentials', shortLived: true, source: 'env' }]);
    expect(end?.gaps.find(({ pointer }) => pointer === '/access/cloud/0/principal')?.reason).toBe('service-failed');
  });
});
