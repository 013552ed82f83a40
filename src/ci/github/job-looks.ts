import * as z from 'zod/mini';
import { codeOf, DoorlogError } from '../../errors.ts';
import type { Http, JobLooks, Observed, RefKind, SetUpLog } from '../../ports.ts';
import { type GitHubClient, refusal } from './client.ts';
import { Annotations, interruptionIn } from './job-annotations.ts';
import { readSetUp } from './job-log.ts';
import { observed } from './observed.ts';
import { downloadUnaccompanied } from './unaccompanied.ts';

const LOGS = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs';
const REF = 'GET /repos/{owner}/{repo}/git/ref/{ref}';
/** A set-up is some kilobytes long; of the rest of a log nothing is believed, so that it is not read. */
const SET_UP_BYTES = 256 * 1024;
const SERVICE = 'The store of GitHub’s job logs';

/** Looks at jobs that are over by GitHub’s REST API: at most two requests each, and one beside the API. */
export function createJobLooks(client: GitHubClient, http: Http, repository: string): JobLooks {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async setUpLog(jobId) {
      const look = await observed('permissions: actions: read, and a log that GitHub still keeps', async () => {
        const parameters = { owner, repo, job_id: jobId };
        const options = { accept: 'application/vnd.github+json', maxBytes: SET_UP_BYTES };
        return logOf(await client.raw(LOGS, parameters, options), http);
      });
      return look.ok ? setUpIn(look.value) : look;
    },
    interruption: (jobId) =>
      observed('permissions: checks: read', async () =>
        interruptionIn(
          await client.rest(
            'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
            { owner, repo, check_run_id: jobId, per_page: 100 },
            Annotations,
          ),
        ),
      ),
    refKind: (name) =>
      observed('permissions: contents: read', async () => {
        const is = (ref: string) => isThere(client, { owner, repo, ref });
        const [branch, tag] = [await is(`heads/${name}`), await is(`tags/${name}`)];
        return kindOf(branch, tag);
      }),
  };
}

async function logOf(reply: Awaited<ReturnType<GitHubClient['raw']>>, http: Http): Promise<string> {
  const { location } = reply.headers;
  if (reply.status === 410) throw new DoorlogError('api-not-found', 'GitHub no longer keeps the log of a job.');
  if (reply.status >= 400) throw refusal(reply, LOGS);
  if (location === undefined || !URL.canParse(location)) {
    throw new DoorlogError('http-reply-invalid', 'GitHub’s API did not say where the log of a job is.');
  }
  const bytes = await downloadUnaccompanied(http, {
    service: SERVICE,
    url: location,
    maxBytes: SET_UP_BYTES * 2,
    firstBytes: SET_UP_BYTES,
  });
  return bytes.toString('utf8');
}

/** A job whose runner was lost at once has an empty log. */
function setUpIn(text: string): Observed<SetUpLog> {
  const found = readSetUp(text);
  if (found) return { ok: true, value: found };
  return { ok: false, reason: 'not-available', needed: 'a log that begins with what a runner writes first' };
}

function kindOf(branch: boolean, tag: boolean): RefKind {
  if (branch && tag) return 'both';
  return branch ? 'branch' : tag ? 'tag' : 'none';
}

async function isThere(client: GitHubClient, parameters: Record<string, string>): Promise<boolean> {
  try {
    await client.rest(REF, parameters, z.object({ ref: z.string() }));
    return true;
  } catch (error) {
    if (codeOf(error) === 'api-not-found') return false;
    throw error;
  }
}
