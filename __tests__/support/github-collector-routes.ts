import { DOWNLOADS } from './github-downloads.ts';
import { HISTORY_ROUTES } from './github-history-routes.ts';
import { Refusal, type Route, type RouteContext } from './github-route.ts';
import { runJson } from './github-run-routes.ts';
import { API, SITE } from './github-shapes.ts';
import { json, type LocalReply } from './local-server.ts';
import type { StoredArtifact, World } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const RUNS = `${REPOSITORY}/actions/runs`;

/** What only a collector asks for: logs, what is said at check runs, artifacts, and the list of runs of a world without history. */
export const COLLECTOR_ROUTES: readonly Route[] = [
  { method: 'GET', path: RUNS, needs: ['actions', 'read'], handle: listRuns },
  {
    method: 'GET',
    path: `${REPOSITORY}/actions/jobs/{job_id}/logs`,
    needs: ['actions', 'read'],
    handle(context) {
      const id = context.params.job_id ?? '';
      if (context.world.jobLogs?.[id] === undefined) throw new Refusal(404, 'Not Found');
      return sentTo(context, `logs/x/${id}.txt`, id);
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/check-runs/{check_run_id}/annotations`,
    needs: ['checks', 'read'],
    handle({ world, params }) {
      const found = world.annotations?.[params.check_run_id ?? ''] ?? [];
      return json(
        200,
        found.map(({ level, message }) => ({
          path: '.github',
          blob_href: `${SITE}/x/blob/main/.github`,
          start_line: 1,
          end_line: 1,
          start_column: null,
          end_column: null,
          annotation_level: level,
          title: '',
          message,
          raw_details: null,
        })),
      );
    },
  },
  {
    method: 'GET',
    path: `${RUNS}/{run_id}/artifacts`,
    needs: ['actions', 'read'],
    handle({ world, params, request }) {
      if (params.run_id !== world.run.id) throw new Refusal(404, 'Not Found');
      const name = request.url.searchParams.get('name');
      const found = world.artifacts.filter((each) => each.finalized && (name === null || each.name === name));
      return json(200, { total_count: found.length, artifacts: found.map((each) => artifactJson(world, each)) });
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/actions/artifacts/{artifact_id}/zip`,
    needs: ['actions', 'read'],
    handle(context) {
      const found = context.world.artifacts.find(({ id }) => id === context.params.artifact_id);
      if (found === undefined) throw new Refusal(404, 'Not Found');
      return sentTo(context, `artifacts/x/${found.id}.zip`, found.id);
    },
  },
];

function listRuns(context: RouteContext): LocalReply {
  const { world, request } = context;
  const ofHistory = HISTORY_ROUTES.find(({ path }) => path === RUNS);
  if (world.history !== undefined && ofHistory) return ofHistory.handle(context);
  const { searchParams } = request.url;
  const sha = searchParams.get('head_sha');
  const [, from = '', until = ''] = /^(\S+)\.\.(\S+)$/.exec(searchParams.get('created') ?? '') ?? [];
  const at = Date.parse(world.run.createdAt);
  const isWanted = (sha === null || sha === world.run.headSha) && !(at < Date.parse(from) || at > Date.parse(until));
  const isFirst = (searchParams.get('page') ?? '1') === '1';
  const runs = isWanted ? [runJson(world, world.run.runAttempt)] : [];
  return json(200, { total_count: runs.length, workflow_runs: isFirst ? runs : [] });
}

function sentTo({ request }: RouteContext, path: string, id: string): LocalReply {
  const site = `http://${request.headers.host ?? request.url.host}`;
  return { status: 302, headers: { location: `${site}${DOWNLOADS}/${path}?sig=${id}` } };
}

function artifactJson(
  { repository, run }: World,
  { id, name, content, hash }: StoredArtifact,
): Record<string, unknown> {
  const url = `${API}/repos/${repository.owner}/${repository.name}/actions/artifacts/${id}`;
  return {
    id: Number(id),
    node_id: `A_${id}`,
    name,
    size_in_bytes: content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: run.updatedAt,
    expires_at: null,
    updated_at: run.updatedAt,
    digest: hash,
  };
}
