import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf, TOOLS } from '../tools.ts';
import { addMissingParts, javaHome, own, type StoreReply, unprivilegedAccount } from './elasticsearch.ts';
import { freePort, startProgram } from './program.ts';

/** A running OpenSearch: its core only, so plain HTTP and nobody to sign in. */
export interface OpenSearch {
  readonly url: string;
  ask(method: string, path: string, body?: string): Promise<StoreReply>;
  stop(): Promise<void>;
}

/** Starts one node on 127.0.0.1 in a folder of its own, with nothing in it. */
export async function startOpenSearch(): Promise<OpenSearch> {
  const folder = await mkdtemp(join(tmpdir(), 'doorlog-opensearch-'));
  try {
    return await startIn(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string): Promise<OpenSearch> {
  const home = join(folder, 'home');
  // A copy, because the cache folder may be out of the unprivileged account's reach.
  await cp(folderOf(TOOLS.opensearch), home, { recursive: true });
  await addMissingParts(home, 'opensearch-module');
  const port = await freePort();
  const settings = {
    'cluster.name': 'doorlog-interop',
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': await freePort(),
    'discovery.type': 'single-node',
    // A nearly full disk would make every index read-only.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  await writeFile(join(home, 'config', 'opensearch.yml'), JSON.stringify(settings));
  const env = {
    OPENSEARCH_JAVA_HOME: await javaHome(),
    OPENSEARCH_JAVA_OPTS: '-Xms512m -Xmx512m',
    OPENSEARCH_TMPDIR: join(folder, 'tmp'),
    HOME: folder,
  };
  await mkdir(env.OPENSEARCH_TMPDIR);
  const account = unprivilegedAccount();
  if (account !== undefined) await own(folder, account);
  const url = `http://127.0.0.1:${port}`;
  const ask = async (method: string, path: string, body?: string): Promise<StoreReply> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, ...(body !== undefined && { body, headers }) });
    return { status: response.status, body: await response.text() };
  };
  const program = await startProgram({
    name: 'opensearch',
    command: join(home, 'bin', 'opensearch'),
    args: [],
    cwd: home,
    env,
    ...account,
    patience: 180_000,
    ready: async () => (await ask('GET', '/_cluster/health')).status === 200,
  });
  return {
    url,
    ask,
    stop: async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
