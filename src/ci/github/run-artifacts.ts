import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { Http, RunArtifacts, UnsignedRecord } from '../../ports.ts';
import { type GitHubClient, refusal } from './client.ts';
import { observed } from './observed.ts';
import { downloadUnaccompanied } from './unaccompanied.ts';

const ZIP = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/zip';
const FILE = 'access-record.json';
const SERVICE = 'The store of GitHub’s artifacts';

/** A record has some ten kilobytes; a stranger may have packed what he likes. */
const LARGEST_ZIP = 2 * 1024 * 1024;
const LARGEST_RECORD = 8 * 1024 * 1024;

const Listed = z.object({
  artifacts: z.array(z.object({ id: z.number(), expired: z.boolean(), size_in_bytes: z.number() })),
});

/**
 * Finds the record that a job without an identity left as an artifact. Its run made it, and in a fork’s run that is a
 * stranger: what comes back is bounded, and nothing of it is believed.
 * https://docs.github.com/rest/actions/artifacts
 */
export function createRunArtifacts(client: GitHubClient, http: Http, repository: string): RunArtifacts {
  const [owner = '', repo = ''] = repository.split('/');

  async function zipOf(id: number): Promise<Uint8Array> {
    const options = { accept: 'application/vnd.github+json', maxBytes: LARGEST_ZIP };
    const reply = await client.raw(ZIP, { owner, repo, artifact_id: id }, options);
    const { location } = reply.headers;
    if (reply.status >= 400) throw refusal(reply, ZIP);
    if (location === undefined || !URL.canParse(location)) {
      throw new DoorlogError('http-reply-invalid', 'GitHub’s API did not say where an artifact is.');
    }
    return downloadUnaccompanied(http, { service: SERVICE, url: location, maxBytes: LARGEST_ZIP });
  }

  return {
    unsignedRecord: (runId, recordId) =>
      observed('permissions: actions: read, and an artifact with a record', async () => {
        const { artifacts } = await client.rest(
          'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
          { owner, repo, run_id: runId, name: `doorlog-unsigned-record-${recordId.slice(0, 16)}`, per_page: 100 },
          Listed,
        );
        const [first] = artifacts.filter(({ expired }) => !expired);
        if (!first) return undefined;
        if (first.size_in_bytes > LARGEST_ZIP) {
          throw new DoorlogError('http-too-large', 'An artifact that calls itself a record is too large for one.');
        }
        return recordIn(await zipOf(first.id));
      }),
  };
}

/** Only the one file is unpacked, into memory, and only where it is as small as it says. */
async function recordIn(zip: Uint8Array): Promise<UnsignedRecord> {
  const { unzipSync } = await import('fflate');
  try {
    let found = 0;
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => name === FILE && originalSize <= LARGEST_RECORD && ++found === 1,
    });
    const bytes = files[FILE];
    if (bytes && bytes.length <= LARGEST_RECORD) {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    }
  } catch (cause) {
    throw new DoorlogError('http-reply-invalid', 'An artifact that calls itself a record can’t be unpacked.', {
      cause,
    });
  }
  throw new DoorlogError('http-reply-invalid', 'An artifact that calls itself a record holds none.');
}
