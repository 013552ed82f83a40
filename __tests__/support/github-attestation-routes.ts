import { textOf } from './der.ts';
import { DOWNLOADS } from './github-downloads.ts';
import { Refusal, type Route, type RouteContext } from './github-route.ts';
import { SITE } from './github-shapes.ts';
import { json, type LocalReply } from './local-server.ts';
import { X509Certificate } from './x509.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

/** Fulcio's extensions for the source repository's address and id. */
const SOURCE_REPOSITORY_URI = '1.3.6.1.4.1.57264.1.12';
const SOURCE_REPOSITORY_ID = '1.3.6.1.4.1.57264.1.15';

interface Subject {
  digest?: Record<string, string>;
}

/** The attestation store; what is uploaded stays in `world.attestations`. */
export const ATTESTATION_ROUTES: readonly Route[] = [
  { method: 'POST', path: `${REPOSITORY}/attestations`, needs: ['attestations', 'write'], handle: store },
  ...['/repos/{owner}/{repo}', '/orgs/{org}', '/users/{username}'].map(
    (place): Route => ({
      method: 'GET',
      path: `${place}/attestations/{subject_digest}`,
      needs: ['attestations', 'read'],
      // The description has no null for a bundle, which GitHub answers all the same where it is too large.
      isUndescribed: true,
      handle: list,
    }),
  ),
];

function list({ world, params, request }: RouteContext): LocalReply {
  const account = world.users[world.repository.owner];
  const owner = params.org ?? params.username;
  if (owner !== undefined && owner !== world.repository.owner) throw new Refusal(404, 'Not Found');
  if (params.org !== undefined && account?.type !== 'Organization') throw new Refusal(404, 'Not Found');
  const query = request.url.searchParams;
  const wanted = query.get('predicate_type');
  const found = world.attestations.filter(
    ({ digests, predicateType }) =>
      digests.includes(params.subject_digest ?? '') && (wanted === null || wanted === predicateType),
  );
  // As GitHub does: nothing found is “Not Found”.
  if (found.length === 0) throw new Refusal(404, 'Not Found');
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100);
  const after = query.get('after');
  const first = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
  const next = first + perPage;
  const repositoryId = Number(world.repository.id);
  const site = world.downloadUrl ?? request.url.origin;
  const attestations = found.slice(first, next).map(({ bundle, id, shownAs }) => ({
    bundle: shownAs === 'address' ? null : bundle,
    repository_id: repositoryId,
    bundle_url: `${site}${DOWNLOADS}/attestations/${repositoryId}/${id}.json.sn?sig=${id}`,
    initiator: 'user',
  }));
  return json(200, { attestations }, next < found.length ? { link: nextPage(request.url, next) } : {});
}

function nextPage(from: URL, first: number): string {
  const url = new URL(from);
  url.searchParams.set('after', Buffer.from(String(first)).toString('base64url'));
  return `<${url.href}>; rel="next"`;
}

function store({ world, request }: RouteContext): LocalReply {
  const bundle = bundleOf(request.body);
  const statement = statementOf(bundle);
  const digests = (statement.subject ?? []).flatMap(({ digest }) =>
    Object.entries(digest ?? {}).map(([algorithm, hex]) => `${algorithm}:${hex}`),
  );
  if (digests.length === 0) throw new Refusal(422, 'Invalid request.\n\nThe attestation has no subjects.');
  if (new Set(digests).size !== digests.length) {
    throw new Refusal(422, 'Invalid request.\n\nThe attestation has duplicate subjects.');
  }
  checkCertificate(bundle, `${SITE}/${world.repository.owner}/${world.repository.name}`, world.repository.id);
  const id = 8_812_000 + world.attestations.length + 1;
  world.attestations.push({ id, digests, predicateType: statement.predicateType ?? '', bundle });
  return json(201, { id });
}

function bundleOf(body: Buffer): Record<string, unknown> {
  const parsed = parse(body.toString('utf8'), 'Problems parsing JSON', 400);
  const bundle = isObject(parsed) ? parsed.bundle : undefined;
  if (!isObject(bundle)) throw new Refusal(422, 'Invalid request.\n\n"bundle" wasn\'t supplied.');
  return bundle;
}

function statementOf(bundle: Record<string, unknown>): { subject?: Subject[]; predicateType?: string } {
  const envelope = bundle.dsseEnvelope;
  const payload = isObject(envelope) ? envelope.payload : undefined;
  if (typeof payload !== 'string') throw new Refusal(422, 'Invalid request.\n\nThe bundle has no DSSE envelope.');
  const statement = parse(Buffer.from(payload, 'base64').toString('utf8'), 'The payload is not JSON.', 422);
  if (!isObject(statement) || statement._type !== 'https://in-toto.io/Statement/v1') {
    throw new Refusal(422, 'Invalid request.\n\nThe payload is no in-toto statement.');
  }
  return statement;
}

function checkCertificate(bundle: Record<string, unknown>, uri: string, id: string): void {
  const material = bundle.verificationMaterial;
  const holder = isObject(material) ? material.certificate : undefined;
  const raw = isObject(holder) ? holder.rawBytes : undefined;
  if (typeof raw !== 'string') throw new Refusal(422, 'Invalid request.\n\nThe bundle has no certificate.');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(raw, 'base64'));
  } catch {
    throw new Refusal(422, 'Invalid request.\n\nThe certificate cannot be read.');
  }
  const claimed = { [SOURCE_REPOSITORY_URI]: uri, [SOURCE_REPOSITORY_ID]: id };
  for (const [oid, expected] of Object.entries(claimed)) {
    const found = extensionText(certificate, oid);
    if (found !== undefined && found !== expected) {
      throw new Refusal(422, `Invalid request.\n\nThe certificate was issued to ${found}, not to ${expected}.`);
    }
  }
}

function extensionText(certificate: X509Certificate, oid: string): string | undefined {
  const extension = certificate.getExtension(oid);
  return extension === null ? undefined : textOf(new Uint8Array(extension.value));
}

function parse(text: string, refusal: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(status, refusal);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
