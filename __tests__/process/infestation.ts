import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSts } from '../cloud/sts-server.ts';
import { objectId } from '../support/github-shapes.ts';
import { organizationRepository, POLICY_REF } from '../support/organization-world.ts';
import { deploymentWorld, rewriteWorkflow } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { Canaries, infested } from './canaries.ts';

/** What of an event is recorded, or decides what is asked. */
const ALLOWED_IN_EVENT =
  /^\/(action|before|pusher\/name|sender\/(login|type)|repository\/(full_name|visibility|default_branch))$/;

/** As many variables as a process can be started with; the rest stands in the event file. */
const IN_ENVIRONMENT = 4_000;
const WANTED = 10_000;

/** A job with secrets wherever one may stand by mistake. */
export interface Infestation {
  readonly canaries: Canaries;
  readonly world: World;
  readonly env: Record<string, string>;
  readonly inputs: Record<string, string>;
  /** A secret for certain: it comes by an input. */
  readonly known: string;
}

/**
 * Ten thousand values: in the environment and in the event; as an input that is a secret inside names and keys, and by
 * the names of their variables inside free text, in every section of the record.
 */
export function infest(): Infestation {
  const canaries = new Canaries();
  const secrets: string[] = [];
  const secret = (value: string) => {
    secrets.push(value);
    return value;
  };
  const known = canaries.name();
  const world = deploymentWorld();
  world.token = canaries.name();
  const organizationToken = canaries.name();
  Object.assign(world, organizationRepository(organizationToken));
  world.tokenPermissions = { ...world.tokenPermissions, 'pull-requests': 'read', deployments: 'read' };
  world.context.matrix = { region: secret(canaries.next()), [known]: { nested: [secret(canaries.next())] } };
  world.runner.name = `runner ${known}`;
  world.approvals = [
    { environments: ['production'], state: 'approved', user: 'carol', comment: `ok: ${secret(canaries.next())}` },
  ];
  world.collaborators.alice = { permission: 'write', roleName: known };
  infestCommit(world, canaries, secret, known);
  infestRepository(world, canaries, secret, known);
  for (const user of Object.values(world.users)) user.name = canaries.line();
  rewriteWorkflow(world, (text) =>
    text.replace(
      'runs-on: ubuntu-latest',
      `runs-on:\n      group: group ${known}\n      labels: [self-hosted, ${known}]`,
    ),
  );
  // The certificate shows what the identity token claims; here only the runner's own variables are infested.
  const variables = {
    GITHUB_REF: `refs/heads/feature/${known}`,
    GITHUB_WORKFLOW: `Deploy ${secret(canaries.line())}`,
    GITHUB_ACTION_REF: known,
    ASKED_REGION: `eu ${known}`,
    ASKED_TEXT: `a text with ${secret(canaries.next())} in it`,
  };
  const named = secrets.map((value, index) => [`CANARY_${index}_SECRET`, value]);
  const env: Record<string, string> = { ...variables, ...Object.fromEntries(named) };
  while (canaries.planted.length < IN_ENVIRONMENT) {
    env[`PLANTED_${canaries.planted.length}`] = canaries.next();
    env[`PLANTED_${canaries.planted.length}_TOKEN`] = canaries.next();
  }
  const event = infested(world.event, canaries, ALLOWED_IN_EVENT) as Record<string, unknown>;
  const more: Record<string, string>[] = [];
  while (canaries.planted.length < WANTED) more.push({ message: canaries.next(), [canaries.next()]: canaries.next() });
  world.event = { ...event, more };
  const inputs = {
    'elasticsearch-password': known,
    'environment-variables': 'ASKED_REGION, ASKED_TEXT',
    'shared-accounts': 'alice',
    'pseudonym-key': canaries.name(),
    'organization-policy': POLICY_REF,
    'organization-policy-token': organizationToken,
    subjects: 'out/*',
  };
  return { canaries, world, env, inputs, known };
}

type Secret = (value: string) => string;

function infestCommit(world: World, canaries: Canaries, secret: Secret, known: string): void {
  const head = world.commits[world.context.sha];
  if (!head) throw new Error('The world has no head commit');
  head.message = `${secret(canaries.line())} in the headline\n\n${canaries.next()}`;
  head.author.name = secret(canaries.line());
  head.author.email = `${known}@example.com`;
  head.verification.payload = `tree x\n${secret(canaries.next())}`;
  head.verification.signature = `-----BEGIN ${known}-----`;
}

/** Pull request, reviews, rules, deployments and releases; their texts and bodies come with canaries anyway. */
function infestRepository(world: World, canaries: Canaries, secret: Secret, known: string): void {
  const { sha } = world.context;
  const now = new Date().toISOString();
  const { owner, name, id } = world.repository;
  world.pulls = [
    {
      number: 41,
      id: '2100000041',
      nodeId: 'PR_kwDOKcvDh85mAAAB',
      title: canaries.line(),
      body: canaries.next(),
      state: 'closed',
      user: 'alice',
      mergedBy: 'carol',
      mergedAt: '2026-11-20T09:58:00Z',
      mergeCommitSha: sha,
      headRef: `feature/${known}`,
      headSha: objectId('head of 41'),
      headRepository: `${owner}/${name}`,
      headRepositoryId: id,
      baseRef: `main-${known}`,
      baseSha: objectId('commit parent'),
      createdAt: '2026-11-20T09:00:00Z',
      commits: [sha],
      reviews: [
        {
          id: '31',
          user: 'bob',
          state: 'APPROVED',
          commit: objectId('head of 41'),
          submittedAt: '2026-11-20T09:30:00Z',
          association: 'MEMBER',
          teams: [known],
        },
      ],
    },
  ];
  world.rulesets = [
    {
      id: '77',
      nodeId: 'RRS_1',
      name: `main ${known}`,
      enforcement: 'ACTIVE',
      source: 'Organization',
      updatedAt: '2026-01-01T00:00:00Z',
      bypassActors: [{ team: known, mode: 'ALWAYS' }],
      refs: ['refs/heads/main'],
      rules: [{ type: 'NON_FAST_FORWARD', parameters: null }],
    },
  ];
  const release = { nodeId: 'RE_1', author: 'alice', prerelease: false, createdAt: now, updatedAt: now };
  world.releases = [
    { ...release, id: '51', tag: `v1-${known}`, name: secret(canaries.line()), draft: false, publishedAt: now },
    { ...release, id: '52', tag: `v2-${known}`, name: secret(canaries.line()), draft: true, publishedAt: null },
  ];
  world.deployments = [
    { id: '61', nodeId: 'DE_1', environment: known, commit: sha, creator: 'alice', createdAt: now, state: 'SUCCESS' },
  ];
}

/** What logins to clouds leave to the steps after them: keys, tokens, files. */
export async function cloudLogins(
  canaries: Canaries,
): Promise<{ readonly env: Record<string, string>; readonly close: () => Promise<void> }> {
  const id = 'ASIAEXAMPLE000000001';
  const [key, session, identity] = [canaries.name(), canaries.name(), canaries.name()];
  const arn = `arn:aws:sts::123456789012:assumed-role/deployer/session`;
  const sts = await startSts({
    [id]: { secretAccessKey: key, sessionToken: session, arn, userId: 'AROAEXAMPLEEXAMPLE00:session' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-logins-'));
  writeFileSync(join(folder, 'token'), identity);
  const account = {
    type: 'service_account',
    client_email: 'deploy@acme-prod.iam.gserviceaccount.com',
    private_key_id: '0123456789abcdef0123456789abcdef01234567',
    private_key: `-----BEGIN PRIVATE KEY-----\n${canaries.name()}\n-----END PRIVATE KEY-----\n`,
    refresh_token: canaries.name(),
  };
  writeFileSync(join(folder, 'gcp.json'), JSON.stringify(account));
  return {
    env: {
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: key,
      AWS_SESSION_TOKEN: session,
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
      GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'gcp.json'),
      AZURE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
      AZURE_TENANT_ID: '00000000-0000-4000-8000-000000000002',
      AZURE_CLIENT_SECRET: canaries.name(),
      HOME: folder,
    },
    async close() {
      await sts.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A file that the job makes, with a secret for its name. */
export function makeFile(root: string, { world, known, canaries }: Infestation): void {
  const folder = join(root, 'work', world.repository.name, 'out');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${known}.bin`), canaries.next());
}
