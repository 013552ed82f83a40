import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JOBS_OF_RUN } from './reconcile-cost.ts';
import {
  createdAt,
  jobId,
  REPOSITORY,
  REPOSITORY_ID,
  runId,
  runsBetween,
  stamp,
  WORKFLOW,
} from './reconcile-history.ts';

// A process of its own, so that playing GitHub counts for nobody; replies are as large as the real ones, and made when
// they are asked for.
const beginning = Number(process.argv[2]);
const API = `https://api.github.com/repos/${REPOSITORY}`;
const SITE = `https://github.com/${REPOSITORY}`;
const SHA = 'c'.repeat(40);
const STEPS = [
  'Set up job',
  'Audit',
  'Check out',
  'Set up Node',
  'Install',
  'Build',
  'Test',
  'Deploy',
  'Post Audit',
  'Complete job',
];
const FILE = `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: doorlog/doorlog@v1
      - run: make
`;
const counted = { requests: 0, unchanged: 0 };

const user = {
  login: 'alice',
  id: 1001,
  node_id: 'U_1001',
  avatar_url: 'https://avatars.githubusercontent.com/u/1001?v=4',
  url: 'https://api.github.com/users/alice',
  html_url: 'https://github.com/alice',
  type: 'User',
  site_admin: false,
};
const repository = {
  id: Number(REPOSITORY_ID),
  full_name: REPOSITORY,
  html_url: SITE,
  default_branch: 'main',
  ...Object.fromEntries(
    [
      'archive',
      'assignees',
      'blobs',
      'branches',
      'comments',
      'commits',
      'compare',
      'contents',
      'deployments',
      'events',
      'forks',
      'hooks',
      'issues',
      'keys',
      'labels',
      'merges',
      'milestones',
      'pulls',
      'releases',
      'stargazers',
      'statuses',
      'subscribers',
      'tags',
      'teams',
      'trees',
    ].map((name) => [`${name}_url`, `${API}/${name}{/sha}`]),
  ),
};

function runOf(run: number): unknown {
  const at = stamp(createdAt(beginning, run));
  const id = runId(run);
  return {
    id,
    name: 'Deploy',
    node_id: `WFR_${id}`,
    head_branch: 'main',
    head_sha: SHA,
    path: WORKFLOW,
    run_number: run + 1,
    run_attempt: 1,
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    created_at: at,
    run_started_at: at,
    updated_at: at,
    actor: user,
    triggering_actor: user,
    url: `${API}/actions/runs/${id}`,
    html_url: `${SITE}/actions/runs/${id}`,
    repository,
    head_repository: repository,
  };
}

function jobOf(run: number, job: number): unknown {
  const at = createdAt(beginning, run) + 10_000;
  const id = jobId(run, job);
  const times = { started_at: stamp(at), completed_at: stamp(at + 120_000) };
  return {
    id,
    run_id: runId(run),
    run_attempt: 1,
    workflow_name: 'Deploy',
    head_branch: 'main',
    run_url: `${API}/actions/runs/${runId(run)}`,
    node_id: `CR_${id}`,
    head_sha: SHA,
    url: `${API}/actions/jobs/${id}`,
    html_url: `${SITE}/actions/runs/${runId(run)}/job/${id}`,
    status: 'completed',
    conclusion: 'success',
    created_at: stamp(at),
    ...times,
    name: `deploy (${job})`,
    steps: STEPS.map((name, index) => ({
      name,
      status: 'completed',
      conclusion: 'success',
      number: index + 1,
      ...times,
    })),
    check_run_url: `${API}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: `GitHub Actions ${job}`,
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
  };
}

function answer(url: URL): unknown {
  const path = url.pathname.replace(`/repos/${REPOSITORY}`, '');
  const ofRun = /^\/actions\/runs\/(\d+)\/attempts\/1\/jobs$/.exec(path)?.[1];
  if (ofRun !== undefined) {
    const run = Number(ofRun) - runId(0);
    return { total_count: JOBS_OF_RUN, jobs: Array.from({ length: JOBS_OF_RUN }, (_, job) => jobOf(run, job)) };
  }
  if (path === '/actions/runs') {
    const [from = '', until = ''] = (url.searchParams.get('created') ?? '').split('..');
    const runs = runsBetween(beginning, Date.parse(from), Date.parse(until));
    const page = Number(url.searchParams.get('page') ?? 1);
    const shown = runs.slice(0, 1_000).slice((page - 1) * 100, page * 100);
    return { total_count: runs.length, workflow_runs: shown.map(runOf) };
  }
  if (path === '/actions/workflows') return { total_count: 1, workflows: [{ path: WORKFLOW, state: 'active' }] };
  if (path.startsWith('/contents/'))
    return { type: 'file', encoding: 'base64', content: Buffer.from(FILE).toString('base64') };
  return path === '' ? repository : undefined;
}

const server = createServer((request, response) => {
  counted.requests++;
  const value = answer(new URL(request.url ?? '/', 'http://127.0.0.1'));
  const body = JSON.stringify(value ?? { message: 'Not Found' });
  const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`;
  const isKept = request.headers['if-none-match'] === etag;
  if (isKept) counted.unchanged++;
  response.writeHead(isKept ? 304 : value === undefined ? 404 : 200, { 'content-type': 'application/json', etag });
  response.end(isKept ? undefined : body);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => process.send?.(counted));
process.on('disconnect', () => process.exit());
