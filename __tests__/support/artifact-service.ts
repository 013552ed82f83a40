import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';
import type { StoredArtifact, World } from './world-types.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** Characters that no artifact's name may hold. */
const FORBIDDEN = /["<>|*?\r\n\\/:]/;

/** A running results service; what is uploaded is in `world.artifacts`. */
export interface ArtifactService extends LocalServer {
  /** For ACTIONS_RUNTIME_TOKEN. */
  readonly runtimeToken: string;
}

interface Upload {
  artifact: StoredArtifact;
  uploaded: boolean;
  /** Staged blocks by id, until a block list says which of them count. */
  blocks: Map<string, Buffer>;
}

type Fields = Record<string, unknown>;

/**
 * Plays the artifact API v4 of the results service with its blob store: CreateArtifact, PUT to the signed address (whole,
 * or as blocks and their list), FinalizeArtifact. Names of fields after actions/toolkit, packages/artifact, `results/api/v1/artifact.proto`.
 */
export async function startArtifactService(world: World, options: LocalServerOptions = {}): Promise<ArtifactService> {
  const run = randomUUID();
  const job = randomUUID();
  const runtimeToken = runtimeTokenOf(run, job);
  const uploads = new Map<string, Upload>();
  const signatures = new Map<string, Upload>();
  let url = '';

  function create(fields: Fields): LocalReply {
    const name = typeof fields.name === 'string' ? fields.name : '';
    if (name === '' || FORBIDDEN.test(name)) return refusal(400, 'invalid_argument', 'the artifact name is not valid');
    if (Number(fields.version) < 4) return refusal(400, 'invalid_argument', 'version must be 4 or later');
    if (uploads.has(name))
      return refusal(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    const signature = randomBytes(16).toString('hex');
    const expiresAt = typeof fields.expires_at === 'string' ? fields.expires_at : null;
    const artifact = { id: '', name, content: Buffer.alloc(0), hash: '', expiresAt, finalized: false };
    const upload = { artifact, uploaded: false, blocks: new Map<string, Buffer>() };
    uploads.set(name, upload);
    signatures.set(signature, upload);
    return json(200, { ok: true, signed_upload_url: `${url}/blob/${encodeURIComponent(name)}?sig=${signature}` });
  }

  function finalize(fields: Fields): LocalReply {
    const upload = uploads.get(String(fields.name));
    if (upload?.uploaded !== true) return refusal(404, 'not_found', 'the artifact was not uploaded');
    const { artifact } = upload;
    if (String(fields.size) !== String(artifact.content.length)) {
      return refusal(400, 'invalid_argument', `size is ${artifact.content.length}, not ${String(fields.size)}`);
    }
    const real = `sha256:${createHash('sha256').update(artifact.content).digest('hex')}`;
    if (fields.hash !== undefined && fields.hash !== real) return refusal(400, 'invalid_argument', 'hash does not fit');
    if (!artifact.finalized) world.artifacts.push(artifact);
    artifact.finalized = true;
    artifact.hash = real;
    artifact.id ||= String(3_141_000 + world.artifacts.length);
    return json(200, { ok: true, artifact_id: artifact.id });
  }

  function rpc(request: LocalRequest): LocalReply {
    if (request.method !== 'POST') return refusal(404, 'bad_route', 'unsupported method');
    if (request.headers.authorization !== `Bearer ${runtimeToken}`) {
      return refusal(401, 'unauthenticated', 'the runtime token is not valid');
    }
    if (request.headers['content-type']?.startsWith('application/json') !== true) {
      return refusal(404, 'bad_route', 'unexpected Content-Type');
    }
    const fields = snakeCased(JSON.parse(request.body.toString('utf8')));
    if (fields.workflow_run_backend_id !== run || fields.workflow_job_run_backend_id !== job) {
      return refusal(403, 'permission_denied', 'the ids are not those of the runtime token');
    }
    const method = request.url.pathname.slice(SERVICE.length);
    if (method === 'CreateArtifact') return create(fields);
    return method === 'FinalizeArtifact' ? finalize(fields) : refusal(404, 'bad_route', `no method ${method}`);
  }

  function put(request: LocalRequest): LocalReply {
    const upload = signatures.get(request.url.searchParams.get('sig') ?? '');
    if (upload === undefined) return blobRefusal(403, 'AuthenticationFailed');
    if (request.headers.authorization !== undefined) return blobRefusal(400, 'InvalidAuthenticationInfo');
    if (request.method !== 'PUT') return blobRefusal(405, 'UnsupportedHttpVerb');
    const comp = request.url.searchParams.get('comp');
    if (comp === 'block') return stage(upload, request);
    if (comp === 'blocklist') {
      const ids = [...request.body.toString('utf8').matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
      const blocks = ids.flatMap((id) => upload.blocks.get(id) ?? []);
      if (ids.length === 0 || blocks.length < ids.length) return blobRefusal(400, 'InvalidBlockList');
      upload.artifact.content = Buffer.concat(blocks);
    } else {
      if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return blobRefusal(400, 'MissingRequiredHeader');
      upload.artifact.content = request.body;
    }
    upload.uploaded = true;
    return { status: 201, headers: { etag: `"0x${randomBytes(8).toString('hex').toUpperCase()}"` } };
  }

  function stage(upload: Upload, request: LocalRequest): LocalReply {
    const id = request.url.searchParams.get('blockid') ?? '';
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(id)) return blobRefusal(400, 'InvalidQueryParameterValue');
    upload.blocks.set(id, request.body);
    return { status: 201 };
  }

  const server = await serve({
    ...options,
    handle(request) {
      if (request.url.pathname.startsWith(SERVICE)) return rpc(request);
      return request.url.pathname.startsWith('/blob/') ? put(request) : refusal(404, 'bad_route', 'Not Found');
    },
    operationOf: ({ url: asked }) =>
      asked.pathname.startsWith(SERVICE) ? asked.pathname.slice(SERVICE.length) : undefined,
  });
  url = server.url;
  return { ...server, runtimeToken };
}

function runtimeTokenOf(run: string, job: string): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const scp = `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${run}:${job}`;
  const exp = Math.floor(Date.now() / 1000) + 21_600;
  return `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode({ scp, exp })}.${randomBytes(32).toString('base64url')}`;
}

/** Twirp takes the fields' own names and their JSON names. */
function snakeCased(fields: Fields): Fields {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [snake(name), value]));
}

function refusal(status: number, code: string, msg: string): LocalReply {
  return json(status, { code, msg });
}

function blobRefusal(status: number, code: string): LocalReply {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
