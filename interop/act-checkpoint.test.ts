import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { startGitHub } from '../__tests__/support/github-server.ts';
import { claimsOf } from '../__tests__/support/oidc-claims.ts';
import { deploymentWorld } from '../__tests__/support/world.ts';
import { AccessRecord } from '../src/model/access-record.ts';
import { makeActionCheckout, makeWorkspace, runAct } from './act.ts';
import { type Moto, startMoto } from './stack/moto.ts';
import { type Sigstore, startSigstore } from './stack/sigstore.ts';

const WORKFLOW = `on: push
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: doorlog/doorlog@v1
        with:
          attest: none
          sinks: \${{ vars.DOORLOG_SINKS }}
      - name: Log in
        run: cat '%LOGIN%' >> "$GITHUB_ENV"
      - uses: doorlog/doorlog/checkpoint@v1
      - name: Clean up
        run: printf 'AWS_ACCESS_KEY_ID=\\nAWS_SECRET_ACCESS_KEY=\\nAWS_SESSION_TOKEN=\\n' >> "$GITHUB_ENV"
`;
const Line = z.object({ phase: z.string(), recordId: z.string(), record: AccessRecord });

describe('a checkpoint under act', () => {
  let folder = '';
  let sigstore: Sigstore;
  let moto: Moto;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-act-checkpoint-'));
    [sigstore, moto] = await Promise.all([startSigstore({}), startMoto()]);
  });

  afterAll(async () => {
    await moto?.stop();
    await sigstore?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('finds its job and leaves the identity to the end when it is a step of its own after a login', async () => {
    const action = await makeActionCheckout(join(folder, 'action'));
    const session = await moto.assumeRole('arn:aws:iam::123456789012:role/deployer', 'act', 'a token of the job');
    const login = join(folder, 'workspace', 'login');
    const workspace = await makeWorkspace(join(folder, 'workspace'), 'https://github.com/octo-org/payments.git', {
      '.github/workflows/deploy.yml': WORKFLOW.replace('%LOGIN%', login),
      login: [
        `AWS_ACCESS_KEY_ID=${session.accessKeyId}`,
        `AWS_SECRET_ACCESS_KEY=${session.secretAccessKey}`,
        `AWS_SESSION_TOKEN=${session.sessionToken}`,
        `AWS_ENDPOINT_URL_STS=${moto.url}`,
        'AWS_REGION=eu-central-1',
        '',
      ].join('\n'),
    });
    const github = await startGitHub(deploymentWorld());
    sigstore.issuer.setClaims(claimsOf(github.world));
    const log = join(folder, 'log.jsonl');
    const variables = { DOORLOG_SINKS: JSON.stringify([{ type: 'file', path: log }]) };
    try {
      const run = await runAct({ workspace, action, home: join(folder, 'act'), github, sigstore, variables });
      expect(run.succeeded ? 'succeeded' : run.output).toBe('succeeded');
      const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
      const phases = lines.map((line) => Line.parse(JSON.parse(line)));
      expect(phases.map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
      expect(new Set(phases.map(({ recordId }) => recordId)).size).toBe(1);
      for (const { record } of phases.slice(1)) {
        expect(record.access.cloud).toMatchObject([{ kind: 'assumed-role', accessKeyId: session.accessKeyId }]);
      }
      // act itself prints what steps write to GITHUB_ENV; a runner would mask it.
      const said = run.output.split('\n').filter((line) => !/::set-env::/.test(line));
      const text = [...lines, ...said].join('\n');
      expect([text.includes(session.secretAccessKey), text.includes(session.sessionToken)]).toEqual([false, false]);
    } finally {
      await github.close();
    }
  });
});
