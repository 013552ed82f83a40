import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError, sentenceOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import { givenUpAt } from '../../net/give-up.ts';
import type { ArtifactStore, Http, HttpRequest, HttpResponse } from '../../ports.ts';

/** What the runner hands to every step's process: ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL. */
export interface ArtifactStoreOptions {
  readonly token: string;
  readonly resultsUrl: string;
  readonly http: Http;
}

const SERVICE = 'GitHub’s artifact service';
const METHODS = 'twirp/github.actions.results.api.v1.ArtifactService';
/** The protocol's version for artifacts that are one zip. */
const VERSION = 4;
/** The status for a name that an artifact of the run has. */
const TAKEN = 409;
/** The name of the only block, Base64 as Azure's Put Block wants it. */
const BLOCK = Buffer.from('doorlog-0').toString('base64');

/** Both spellings that protobuf's JSON form allows: GitHub answers in the first, act and Gitea in the second. */
const Created = z.object({
  ok: z.literal(true),
  signed_upload_url: z.optional(z.string()),
  signedUploadUrl: z.optional(z.string()),
});
const Finalized = z.object({ ok: z.literal(true) });
const RuntimeToken = z.object({ scp: z.string() });

/** An artifact whose name is ours, and nothing else yet. */
export interface BegunArtifact {
  /** Raises `delivery-failed`. */
  fill(files: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * GitHub's artifact service, version 4, as the runner's own toolkit speaks it (github.com/actions/toolkit,
 * packages/artifact): create, upload one zip in a single block, finalize. `upload` raises `delivery-failed`; neither the
 * token nor the signed upload address is ever in the sentence.
 */
export function createArtifactStore(options: ArtifactStoreOptions): ArtifactStore {
  return {
    async upload(name, files, signal) {
      const http = signal ? givenUpAt(options.http, signal) : options.http;
      try {
        const artifact = await beginArtifact({ ...options, http }, name);
        if (!artifact) throw failure('another artifact of this run has that name (status 409).');
        await artifact.fill(files);
      } catch (cause) {
        throw failure(`The artifact “${name}” was not kept: ${sentenceOf(cause)}`, cause);
      }
    },
  };
}

/**
 * Takes a name for an artifact of this run; undefined where it is taken already, by any of its jobs: the service lets one
 * of several at once have it (status 409 for the others). Raises `delivery-failed` and what HTTP raises.
 */
export async function beginArtifact(
  { token, resultsUrl, http }: ArtifactStoreOptions,
  name: string,
): Promise<BegunArtifact | undefined> {
  const call = <T>(method: string, body: object, reply: z.ZodMiniType<T>, expected: readonly number[] = []) =>
    callService({ token, resultsUrl, http }, method, body, { reply, expected });
  const artifact = { ...backendIds(token), name };
  const created = await call('CreateArtifact', { ...artifact, version: VERSION }, Created, [TAKEN]);
  if (created === undefined) return undefined;
  return {
    async fill(files) {
      const address = created.signed_upload_url ?? created.signedUploadUrl;
      if (!address) throw failure(`${SERVICE} gave no address to upload to.`);
      const zip = await zipOf(files);
      await putZip(http, address, zip);
      const hash = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
      await call('FinalizeArtifact', { ...artifact, size: String(zip.byteLength), hash }, Finalized);
    },
  };
}

/** Undefined for a status that was expected. */
async function callService<T>(
  { token, resultsUrl, http }: ArtifactStoreOptions,
  method: string,
  body: object,
  { reply, expected }: { readonly reply: z.ZodMiniType<T>; readonly expected: readonly number[] },
): Promise<T | undefined> {
  const response = await http({
    service: SERVICE,
    method: 'POST',
    url: `${resultsUrl.replace(/\/+$/, '')}/${METHODS}/${method}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (expected.includes(response.status)) return undefined;
  const parsed = reply.safeParse(jsonOrNothing(fine(SERVICE, response).body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw failure(`${SERVICE} did not accept ${method} or its reply is not understood.`);
}

/** The scope `Actions.Results:<run>:<job>` of the runtime token; the service compares it with the token itself. */
function backendIds(token: string): { workflow_run_backend_id: string; workflow_job_run_backend_id: string } {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const claims = RuntimeToken.safeParse(jsonOrNothing(payload));
  const scopes = claims.success ? claims.data.scp.split(' ') : [];
  for (const scope of scopes) {
    const [name, run, job, ...more] = scope.split(':');
    if (name === 'Actions.Results' && run && job && more.length === 0) {
      return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
    }
  }
  throw failure('The runtime token names no run and job; it takes a runner that sets ACTIONS_RUNTIME_TOKEN itself.');
}

async function zipOf(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}

/**
 * Put Block and Put Block List, as the toolkit does: servers that stand in for GitHub's know no other way.
 * Source: https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
async function putZip(http: Http, address: string, zip: Uint8Array): Promise<void> {
  const list = `<?xml version="1.0" encoding="utf-8"?><BlockList><Latest>${BLOCK}</Latest></BlockList>`;
  await ask(http, {
    service: 'GitHub’s artifact storage',
    method: 'PUT',
    url: withQuery(address, { comp: 'block', blockid: BLOCK }),
    headers: { 'content-type': 'application/octet-stream' },
    body: zip,
  });
  await ask(http, {
    service: 'GitHub’s artifact storage',
    method: 'PUT',
    url: withQuery(address, { comp: 'blocklist' }),
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-ms-blob-content-type': 'application/zip',
    },
    body: list,
  });
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  if (!URL.canParse(address)) throw failure(`${SERVICE} gave an address to upload to that is none.`);
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

async function ask(http: Http, request: HttpRequest): Promise<HttpResponse> {
  return fine(request.service, await http(request));
}

function fine(service: string, response: HttpResponse): HttpResponse {
  if (response.status >= 200 && response.status < 300) return response;
  throw failure(`${service} answered with status ${response.status}.`);
}

function failure(sentence: string, cause?: unknown): DoorlogError {
  return new DoorlogError('delivery-failed', sentence, cause === undefined ? {} : { cause });
}
