import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { AttachedFile, Http, ReleaseAsset, ReleaseReader, ReleaseShelf, SeenRelease } from '../../ports.ts';
import { refusal } from './client.ts';

const SERVICE = 'GitHub’s store of releases';
const ROUTE = 'POST /repos/{owner}/{repo}/releases/{release_id}/assets';
const REMOVAL = 'DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}';
/** An upload and the reply to it; GitHub looks through the file first. */
const TIMEOUT = 60_000;

const Uploaded = z.object({
  name: z.string(),
  state: z.optional(z.string()),
  digest: z.optional(z.nullable(z.string())),
});

/** What files are attached with. */
export interface ReleaseShelfOptions {
  readonly http: Http;
  /** Address of the REST API, without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  /** `OWNER/REPO`. */
  readonly repository: string;
  /** Looks at the files that are there. */
  readonly reader: ReleaseReader;
}

/**
 * Attaches files to a release, replacing those of the same name in a draft
 * (https://docs.github.com/rest/releases/assets#delete-a-release-asset), each sent once (https://docs.github.com/rest/releases/assets#upload-a-release-asset). Where
 * to is worked out from the API’s own address: the token goes to no address that a reply names.
 */
export function createReleaseShelf({ http, apiUrl, token, repository, reader }: ReleaseShelfOptions): ReleaseShelf {
  const headers = {
    authorization: `token ${token}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'doorlog',
  };

  async function compare(
    release: SeenRelease,
    file: AttachedFile,
  ): Promise<'already-there' | ReleaseAsset | undefined> {
    const there = release.assets.find(({ name }) => name === file.name);
    if (!there) return undefined;
    return (await isSame(there, file, reader)) ? 'already-there' : there;
  }

  /** What nobody could download yet is a draft’s: of an earlier attempt, or put there by somebody else. */
  async function remove({ id }: ReleaseAsset): Promise<void> {
    const url = `${apiUrl}/repos/${repository}/releases/assets/${encodeURIComponent(id)}`;
    const reply = await http({ service: SERVICE, method: 'DELETE', url, headers, timeout: TIMEOUT, retries: 0 });
    if (reply.status !== 204 && reply.status !== 404) throw refusal(reply, REMOVAL);
  }

  return {
    async attach(release, file) {
      const there = await compare(release, file);
      if (there === 'already-there') return there;
      if (there && !release.draft) throw otherBytes(release, file);
      if (release.immutable === true && !release.draft) throw immutable(release);
      if (there) await remove(there);
      const reply = await http({
        service: SERVICE,
        method: 'POST',
        url: `${uploadAddress(apiUrl)}/repos/${repository}/releases/${encodeURIComponent(release.id)}/assets?name=${encodeURIComponent(file.name)}`,
        headers: { ...headers, 'content-type': file.mediaType },
        body: file.text,
        timeout: TIMEOUT,
        retries: 0,
      });
      if (reply.status === 422) return afterRefusal(release, file);
      if (reply.status !== 201) throw refusal(reply, ROUTE);
      checkUpload(reply.body.toString('utf8'), file);
      return 'attached';
    },
  };

  /** 422 is a name that is taken, also by whoever was faster, or a release that was published as immutable meanwhile. */
  async function afterRefusal(release: SeenRelease, file: AttachedFile): Promise<'already-there'> {
    const now = await reader.byTag(release.tag);
    const there = now.id === release.id ? await compare(now, file) : undefined;
    if (there === 'already-there') return there;
    if (there) throw otherBytes(now, file);
    if (now.immutable === true && !now.draft) throw immutable(now);
    throw new DoorlogError(
      'delivery-failed',
      `${SERVICE} refused the file ${file.name} with 422; see whether the release may still be changed.`,
    );
  }
}

function otherBytes({ tag }: SeenRelease, { name }: AttachedFile): DoorlogError {
  return new DoorlogError(
    'delivery-refused',
    `The release ${JSON.stringify(tag)} already has a file ${name} with other bytes, which is left as it is; delete it there if it is out of date, and run the job again.`,
  );
}

function immutable({ tag }: SeenRelease): DoorlogError {
  return new DoorlogError(
    'delivery-refused',
    `The release ${JSON.stringify(tag)} is immutable, so that nothing can be attached to it any more; make the report while the release is a draft, and publish it after that.`,
  );
}

async function isSame(there: ReleaseAsset, { text }: AttachedFile, reader: ReleaseReader): Promise<boolean> {
  const bytes = Buffer.from(text);
  if (there.size !== bytes.byteLength) return false;
  if (there.digest !== undefined) return there.digest === digestIn(bytes);
  return bytes.equals(await reader.asset(there, bytes.byteLength));
}

function digestIn(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function checkUpload(reply: string, { name, text }: AttachedFile): void {
  const { data } = Uploaded.safeParse(jsonOrNothing(reply));
  const isWhole = !data?.digest || data.digest === digestIn(Buffer.from(text));
  if (data?.name === name && isWhole && (data.state ?? 'uploaded') === 'uploaded') return;
  throw new DoorlogError('delivery-failed', `${SERVICE} took the file ${name}, but does not show it as it was sent.`);
}

/**
 * https://docs.github.com/rest/releases/assets for github.com and ghe.com, whose files go to `uploads.` where the API is
 * `api.`; a GitHub Enterprise Server has both below `/api` (docs.github.com/enterprise-server, the same page).
 */
export function uploadAddress(apiUrl: string): string {
  const url = new URL(apiUrl);
  if (url.hostname === 'api.github.com' || /^api\.[\w-]+\.ghe\.com$/.test(url.hostname)) {
    return `${url.protocol}//uploads${url.host.slice('api'.length)}`;
  }
  return apiUrl.replace(/\/api\/v3$/, '/api/uploads');
}
