import { Refusal, type Route, type RouteContext } from './github-route.ts';
import { API, SITE, simpleUser } from './github-shapes.ts';
import { json, type LocalReply } from './local-server.ts';
import type { World, WorldIssue, WorldUser } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const ISSUES = `${REPOSITORY}/issues`;
const DEPLOYMENTS = `${REPOSITORY}/deployments`;

const APP: WorldUser = {
  id: '41898282',
  nodeId: 'BOT_kgDOAn9Nag',
  login: 'github-actions[bot]',
  type: 'Bot',
  siteAdmin: false,
  name: null,
  email: null,
};

/** What a gate does: runs cancelled, workflows disabled, deployments failed, issues; and the organisation's audit log. */
export const RESPONSE_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: `${REPOSITORY}/actions/runs/{run_id}/cancel`,
    needs: ['actions', 'write'],
    handle({ world, params }) {
      if (params.run_id !== world.run.id) throw new Refusal(404, 'Not Found');
      did(world).cancelledRuns.push(world.run.id);
      return json(202, {});
    },
  },
  {
    method: 'PUT',
    path: `${REPOSITORY}/actions/workflows/{workflow_id}/disable`,
    needs: ['actions', 'write'],
    handle({ world, params }) {
      if (world.run.path.split('/').at(-1) !== params.workflow_id) throw new Refusal(404, 'Not Found');
      did(world).disabledWorkflows.push(params.workflow_id ?? '');
      return { status: 204 };
    },
  },
  { method: 'GET', path: DEPLOYMENTS, needs: ['deployments', 'read'], handle: listDeployments },
  {
    method: 'GET',
    path: `${DEPLOYMENTS}/{deployment_id}/statuses`,
    needs: ['deployments', 'read'],
    handle(context) {
      const { state } = deploymentOf(context);
      return json(200, state === null ? [] : [statusJson(context, state)]);
    },
  },
  {
    method: 'POST',
    path: `${DEPLOYMENTS}/{deployment_id}/statuses`,
    needs: ['deployments', 'write'],
    handle(context) {
      const deployment = deploymentOf(context);
      const { state } = JSON.parse(context.request.body.toString('utf8'));
      deployment.state = state;
      return json(201, statusJson(context, state));
    },
  },
  { method: 'GET', path: ISSUES, needs: ['issues', 'read'], handle: listIssues },
  {
    method: 'POST',
    path: ISSUES,
    needs: ['issues', 'write'],
    handle({ world, request }) {
      const { title, body = '', labels = [] } = JSON.parse(request.body.toString('utf8'));
      const { issues } = did(world);
      const issue: WorldIssue = { number: issues.length + 1, title, body, labels, state: 'open' };
      issues.push(issue);
      return json(201, issueJson(world, issue));
    },
  },
  {
    method: 'PATCH',
    path: `${ISSUES}/{issue_number}`,
    needs: ['issues', 'write'],
    // Described as an issue and more, which closed schemas can't say.
    isUndescribed: true,
    handle({ world, params, request }) {
      const issue = did(world).issues.find(({ number }) => String(number) === params.issue_number);
      if (!issue) throw new Refusal(404, 'Not Found');
      const { body = issue.body, state = issue.state } = JSON.parse(request.body.toString('utf8'));
      Object.assign(issue, { body, state });
      return json(200, issueJson(world, issue));
    },
  },
  // GitHub describes it for Enterprise Cloud alone.
  {
    method: 'GET',
    path: '/orgs/{org}/audit-log',
    needs: ['organization-administration', 'read'],
    isUndescribed: true,
    handle: auditLog,
  },
];

function did(world: World): NonNullable<World['responses']> {
  world.responses ??= { cancelledRuns: [], disabledWorkflows: [], issues: [] };
  return world.responses;
}

function listDeployments({ world, request }: RouteContext): LocalReply {
  const { searchParams } = request.url;
  const found = world.deployments.filter(
    ({ commit, environment }) => commit === searchParams.get('sha') && environment === searchParams.get('environment'),
  );
  return json(
    200,
    found.map(({ id, nodeId, commit, environment, createdAt }) => ({
      id: Number(id),
      node_id: nodeId,
      url: `${API}/deployments/${id}`,
      sha: commit,
      ref: 'main',
      task: 'deploy',
      payload: {},
      environment: environment ?? '',
      description: null,
      creator: null,
      created_at: createdAt,
      updated_at: createdAt,
      statuses_url: `${API}/deployments/${id}/statuses`,
      repository_url: `${API}/repos/x`,
    })),
  );
}

function deploymentOf({ world, params }: RouteContext) {
  const found = world.deployments.find(({ id }) => id === params.deployment_id);
  if (!found) throw new Refusal(404, 'Not Found');
  return found;
}

function statusJson({ params }: RouteContext, state: string): Record<string, unknown> {
  const url = `${API}/deployments/${params.deployment_id}`;
  const time = '2026-11-20T10:00:00Z';
  return {
    id: 1,
    node_id: 'DS_1',
    url: `${url}/statuses/1`,
    state: state.toLowerCase(),
    creator: null,
    description: '',
    target_url: `${SITE}/octo-org/payments/actions`,
    deployment_url: url,
    repository_url: `${API}/repos/x`,
    created_at: time,
    updated_at: time,
  };
}

function listIssues({ world, request }: RouteContext): LocalReply {
  const { searchParams } = request.url;
  const size = Number(searchParams.get('per_page') ?? 30);
  const page = Number(searchParams.get('page') ?? 1);
  const label = searchParams.get('labels') ?? '';
  const found = did(world).issues.filter(
    ({ state, labels }) => state === (searchParams.get('state') ?? 'open') && labels.includes(label),
  );
  return json(
    200,
    found.slice((page - 1) * size, page * size).map((issue) => issueJson(world, issue)),
  );
}

function issueJson({ repository }: World, issue: WorldIssue): Record<string, unknown> {
  const path = `repos/${repository.owner}/${repository.name}`;
  const url = `${API}/${path}/issues/${issue.number}`;
  const time = '2026-11-20T10:00:00Z';
  return {
    id: 90_000 + issue.number,
    node_id: `I_${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: issue.labels.map((name) => ({ name })),
    locked: false,
    user: simpleUser(issue.user ?? APP),
    author_association: issue.association ?? 'NONE',
    assignee: null,
    milestone: null,
    comments: 0,
    created_at: time,
    updated_at: time,
    closed_at: issue.state === 'closed' ? time : null,
    url,
    repository_url: `${API}/${path}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${SITE}/${repository.owner}/${repository.name}/issues/${issue.number}`,
  };
}

/** Pages by a cursor in the Link header; of the phrase it understands `repo:`, `action:` and `-action:`. */
function auditLog({ world, params, request }: RouteContext): LocalReply {
  if (params.org !== world.repository.owner) throw new Refusal(404, 'Not Found');
  const { searchParams } = request.url;
  const words = (searchParams.get('phrase') ?? '').split(' ');
  const of = (prefix: string) =>
    words.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));
  const [repositories, actions, without] = [of('repo:'), of('action:'), of('-action:')];
  const found = (world.auditLog ?? []).filter(
    ({ repo, action }) =>
      (repositories.length === 0 || repositories.includes(String(repo))) &&
      (actions.length === 0 || actions.includes(String(action))) &&
      !without.includes(String(action)),
  );
  const size = Number(searchParams.get('per_page') ?? 30);
  const from = Number(searchParams.get('after') ?? 0);
  const next = from + size;
  const address = new URL(request.url);
  address.searchParams.set('after', String(next));
  const link = next < found.length ? { link: `<${address}>; rel="next", <${request.url}>; rel="first"` } : undefined;
  return json(200, found.slice(from, next), link);
}
