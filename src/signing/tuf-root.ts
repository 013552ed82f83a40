import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { DoorlogError, systemCodeOf } from '../errors.ts';
import type { Http } from '../ports.ts';

const TIMEOUT = 20_000;

/** A repository that publishes a file by TUF (theupdateframework.github.io/specification). */
export interface TufRepository {
  /** Its address, without a slash at the end; the files are under `/targets`. */
  readonly mirror: string;
  /** The root metadata that it is trusted by from the beginning, as JSON text. */
  readonly anchor: string;
  /** Name of the file that is wanted. */
  readonly target: string;
}

/** How a file is fetched. */
export interface TufOptions {
  readonly http: Http;
  /** Folder that keeps the metadata: what it has seen once can’t be rolled back, and only what changed is asked for. */
  readonly folder: string;
  readonly repository: TufRepository;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Fetches one file by TUF and gives its text. tuf-js is used directly, because @sigstore/tuf has no way to hand in our
 * HTTP module. Raises the codes of HTTP, `http-reply-invalid` for metadata that does not verify, is older than what is
 * kept or has expired, `file-unreadable` for the folder.
 */
export async function fetchByTuf({ http, folder, repository, signal }: TufOptions): Promise<string> {
  const { mirror, anchor, target: name } = repository;
  const targets = join(folder, 'targets');
  await plantAnchor(folder, targets, anchor);
  const { Updater } = await import('tuf-js');
  let failure: unknown;
  const fetcher = await createFetcher(http, signal, (error) => {
    failure = error;
  });
  try {
    const updater = new Updater({
      metadataDir: folder,
      metadataBaseUrl: mirror,
      targetDir: targets,
      targetBaseUrl: `${mirror}/targets`,
      fetcher,
    });
    const target = await updater.getTargetInfo(name);
    if (!target) throw new Error(`no target ${name}`);
    const path = (await updater.findCachedTarget(target)) ?? (await updater.downloadTarget(target));
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (failure instanceof DoorlogError) throw failure;
    throw new DoorlogError(
      'http-reply-invalid',
      `The trust root at ${mirror} could not be verified: it is altered, expired or older than the one that is known.`,
      { cause },
    );
  }
}

const RootMetadata = z.object({ signed: z.object({ _type: z.literal('root'), version: z.number() }) });

/**
 * What TUF fetched later must not fall back to the first root: the anchor is written where there is none, where what
 * there is can’t be read any more, and where it is the newer one, whose keys may have been changed for a reason. Newer
 * timestamps and snapshots in the folder stay and keep their say.
 */
async function plantAnchor(folder: string, targets: string, anchor: string): Promise<void> {
  const file = join(folder, 'root.json');
  try {
    await mkdir(targets, { recursive: true });
    const kept = await readFile(file, 'utf8').catch((error: unknown) => {
      if (systemCodeOf(error) === 'ENOENT') return '';
      throw error;
    });
    if ((versionOf(kept) ?? -1) < (versionOf(anchor) ?? 0)) await writeFile(file, anchor);
  } catch (cause) {
    throw new DoorlogError('file-unreadable', `The folder ${folder} for trust roots can’t be used.`, { cause });
  }
}

/** Whether a text is root metadata of TUF, unproven. */
export function isRoot(text: string): boolean {
  return versionOf(text) !== undefined;
}

function versionOf(text: string): number | undefined {
  try {
    return RootMetadata.parse(JSON.parse(text)).signed.version;
  } catch {
    return undefined;
  }
}

/** tuf-js tells "there is no newer root" by its own error class, which it does not export at its front. */
async function createFetcher(http: Http, signal: AbortSignal | undefined, onFailure: (error: unknown) => void) {
  const { BaseFetcher } = await import('tuf-js');
  const { DownloadHTTPError } = await import('tuf-js/dist/error.js');
  const service = 'The trust root repository';
  class HttpFetcher extends BaseFetcher {
    async fetch(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      const request = { service, method: 'GET', url, timeout: TIMEOUT, ...(signal && { signal }) } as const;
      const reply = await http(request).catch((error) => {
        onFailure(error);
        throw error;
      });
      if (reply.status >= 500) {
        const { host } = new URL(url);
        onFailure(new DoorlogError('http-status', `${service} at ${host} answered ${reply.status}.`));
      }
      if (reply.status !== 200) throw new DownloadHTTPError('Failed to download', reply.status);
      const bytes = new Uint8Array(reply.body);
      return new ReadableStream({
        start(controller) {
          controller.enqueue(bytes);
          controller.close();
        },
      });
    }
  }
  return new HttpFetcher();
}
