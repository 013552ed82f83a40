import { afterEach, describe, expect, it } from '@jest/globals';
import { readAuditLog } from '../../../src/ci/github/audit-log.ts';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createHttp } from '../../../src/net/http.ts';
import { type Fault, rateLimited, replies } from '../../support/faults.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { deploymentWorld } from '../../support/world.ts';

let server: GitHubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const REPOSITORY = 'octo-org/payments';

async function read(events: Record<string, unknown>[], { fault, days = 30 }: { fault?: Fault; days?: number } = {}) {
  server = await startGitHub(
    deploymentWorld((world) => {
      world.tokenPermissions['organization-administration'] = 'read';
      world.auditLog = events;
    }),
  );
  if (fault) server.addFault({ path: /audit-log/, times: Number.POSITIVE_INFINITY }, fault);
  const { url: apiUrl, graphqlUrl, world } = server;
  const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token });
  return readAuditLog(client, { repository: REPOSITORY, now: new Date('2026-11-20T10:00:00Z'), days });
}

describe('the audit log of an organisation', () => {
  it('is of the repository and of roles, oldest first, when it is read', async () => {
    const log = await read([
      {
        '@timestamp': 1_795_168_800_000,
        _document_id: 'b',
        action: 'repo.update_member',
        actor: 'carol',
        actor_id: 1003,
        user: 'mallory',
        user_id: 1666,
        repo: REPOSITORY,
        old_repo_permission: 'write',
        new_repo_permission: 'admin',
        something: { new: true },
      },
      {
        '@timestamp': 1_795_168_700_000,
        _document_id: 'a',
        action: 'org.update_member',
        actor: 'robot',
        actor_is_bot: true,
        user: 'mallory',
        permission: 'admin',
        old_permission: 'read',
      },
      { '@timestamp': 1, action: 'git.clone', repo: REPOSITORY },
      { '@timestamp': 2, action: 'repo.create', repo: 'octo-org/other' },
    ]);
    expect(log).toEqual({
      ok: true,
      value: [
        {
          id: 'a',
          action: 'org.update_member',
          at: '2026-11-20T09:58:20.000Z',
          actor: { login: 'robot', type: 'bot' },
          user: { login: 'mallory', type: 'unknown' },
          permissionBefore: 'read',
          permissionAfter: 'admin',
        },
        {
          id: 'b',
          action: 'repo.update_member',
          at: '2026-11-20T10:00:00.000Z',
          actor: { login: 'carol', id: '1003', type: 'unknown' },
          user: { login: 'mallory', id: '1666', type: 'unknown' },
          repository: REPOSITORY,
          permissionBefore: 'write',
          permissionAfter: 'admin',
        },
      ],
    });
  });

  it('holds each event when they have no ids and happened at once', async () => {
    const event = { '@timestamp': 1_795_168_800_000, action: 'workflows.bypass_protection_rules', repo: REPOSITORY };
    const log = await read([
      { ...event, environment_name: 'staging' },
      { ...event, environment_name: 'production' },
    ]);
    expect(log.ok && log.value.map(({ environment }) => environment)).toEqual(['staging', 'production']);
  });

  it('is asked for as far back as was wanted, whole pages at once, when it is read', async () => {
    await read([], { days: 7 });
    const [first] = server?.requests ?? [];
    const query = new URLSearchParams(first?.path.split('?')[1]);
    expect(query.get('phrase')).toMatch(/^repo:octo-org\/payments created:>=2026-11-13 -action:git\.clone/);
    expect([query.get('include'), query.get('per_page')]).toEqual(['all', '100']);
    expect(server?.requests).toHaveLength(3);
  });

  it.each([
    ['not permitted when the token may not', replies(403, {}), 'not-permitted'],
    ['not permitted when GitHub hides it', replies(404, {}), 'not-permitted'],
    ['limited when the rate limit is used up', rateLimited(), 'rate-limited'],
    ['failed when the answer is something else', replies(200, { message: 'x' }), 'service-failed'],
    [
      'failed when there is a next page that nobody can ask for',
      replies(200, [], { link: '<https://ghes.example/orgs/x/audit-log?page=2>; rel="next"' }),
      'service-failed',
    ],
    ['failed when an event is none', replies(200, [{ action: 1 }]), 'service-failed'],
    ['failed when the service does', replies(500, 'x'), 'service-failed'],
  ])('is %s', async (_name, fault, reason) => {
    expect(await read([], { fault })).toMatchObject({
      ok: false,
      reason,
      needed: expect.stringContaining('audit-log-token'),
    });
  });
});
