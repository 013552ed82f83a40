import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { folderOf, TOOLS } from '../tools.ts';
import { makeServerCertificate } from './certificates.ts';
import { freePort, startProgram } from './program.ts';

const execute = promisify(execFile);

/** The account that Elasticsearch runs as when the tests run as root, whom it refuses; `nobody` on every Linux. */
const UNPRIVILEGED = 65_534;

/** A user of the store. */
export interface StoreUser {
  readonly name: string;
  readonly password: string;
}

/** What the store answered. */
export interface StoreReply {
  readonly status: number;
  readonly body: string;
}

/** A running Elasticsearch with TLS and its security on. */
export interface Elasticsearch {
  readonly url: string;
  /** For `NODE_EXTRA_CA_CERTS`; it is its own authority. */
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly admin: StoreUser;
  ask(user: StoreUser, method: string, path: string, body?: string): Promise<StoreReply>;
  stop(): Promise<void>;
}

/** Starts one node on 127.0.0.1 in a folder of its own, with an admin and nothing in it. */
export async function startElasticsearch(): Promise<Elasticsearch> {
  const folder = await mkdtemp(join(tmpdir(), 'doorlog-elasticsearch-'));
  try {
    return await startIn(folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string): Promise<Elasticsearch> {
  const home = join(folder, 'home');
  const config = join(home, 'config');
  // A copy, because the cache folder may be out of the unprivileged account's reach.
  await cp(folderOf(TOOLS.elasticsearch), home, { recursive: true });
  await addMissingParts(home, 'elasticsearch-module');
  const { certificateFile, keyFile } = await makeServerCertificate(config);
  const port = await freePort();
  const settings = {
    'cluster.name': 'doorlog-interop',
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': await freePort(),
    'discovery.type': 'single-node',
    'xpack.security.enabled': true,
    'xpack.security.http.ssl.enabled': true,
    'xpack.security.http.ssl.key': keyFile,
    'xpack.security.http.ssl.certificate': certificateFile,
    // A nearly full disk would make every index read-only.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  await writeFile(join(config, 'elasticsearch.yml'), JSON.stringify(settings));

  const account = unprivilegedAccount();
  const env = {
    ES_JAVA_HOME: await javaHome(),
    ES_JAVA_OPTS: '-Xms512m -Xmx512m',
    ES_TMPDIR: join(folder, 'tmp'),
    HOME: folder,
  };
  await mkdir(env.ES_TMPDIR);
  const admin: StoreUser = { name: 'admin', password: randomBytes(12).toString('hex') };
  await execute(
    join(home, 'bin', 'elasticsearch-users'),
    ['useradd', admin.name, '-p', admin.password, '-r', 'superuser'],
    { env: { ...process.env, ...env } },
  );
  if (account !== undefined) {
    await own(folder, account);
  }
  const certificate = await readFile(certificateFile, 'utf8');
  const ask = (user: StoreUser, method: string, path: string, body?: string) =>
    askStore({ port, certificate, user, method, path, ...(body === undefined ? {} : { body }) });
  const program = await startProgram({
    name: 'elasticsearch',
    command: join(home, 'bin', 'elasticsearch'),
    args: [],
    cwd: home,
    env,
    ...account,
    patience: 180_000,
    ready: async () => (await ask(admin, 'GET', '/_cluster/health')).status === 200,
  });
  return {
    url: `https://127.0.0.1:${port}`,
    certificateFile,
    keyFile,
    admin,
    ask,
    stop: async () => {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Compiles the plug-in that stands in for what a test package leaves out; its source file says more. */
export async function addMissingParts(home: string, folder: string): Promise<void> {
  const source = fileURLToPath(new URL(`./${folder}/`, import.meta.url));
  const target = join(home, 'plugins', 'doorlog-missing-parts');
  const classes = join(target, 'classes');
  await mkdir(classes, { recursive: true });
  await execute('javac', ['-cp', join(home, 'lib', '*'), '-d', classes, join(source, 'MissingParts.java')]);
  await execute('jar', ['--create', '--file', join(target, 'missing-parts.jar'), '-C', classes, '.']);
  await rm(classes, { recursive: true });
  await cp(join(source, 'plugin-descriptor.properties'), join(target, 'plugin-descriptor.properties'));
}

/** Whom to run a store as; undefined where the tests themselves don't run as root, whom it would refuse. */
export function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : undefined;
}

/** The folder of the `java` that stands first in PATH: the package brings none of its own. */
export async function javaHome(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const program = await realpath(join(folder, 'java')).catch(() => undefined);
    if (program !== undefined) {
      return dirname(dirname(program));
    }
  }
  throw new Error('Elasticsearch and OpenSearch need Java 17 or newer: no java in PATH');
}

/** Gives a folder and all that is in it to an account. */
export async function own(path: string, account: { uid: number; gid: number }): Promise<void> {
  await chown(path, account.uid, account.gid);
  for (const entry of await readdir(path, { recursive: true })) {
    await chown(join(path, entry), account.uid, account.gid);
  }
}

function askStore(question: {
  port: number;
  certificate: string;
  user: StoreUser;
  method: string;
  path: string;
  body?: string;
}): Promise<StoreReply> {
  return new Promise((resolve, reject) => {
    const { port, certificate, user, method, path, body } = question;
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        ca: certificate,
        method,
        path,
        auth: `${user.name}:${user.password}`,
        agent: false,
        headers: body === undefined ? {} : { 'content-type': contentType(path) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

function contentType(path: string): string {
  return path.endsWith('/_bulk') ? 'application/x-ndjson' : 'application/json';
}
