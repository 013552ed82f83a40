import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf, TOOLS } from '../tools.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** A running MinIO: S3 as somebody else wrote it, with object lock in earnest. */
export interface Minio extends Program {
  readonly url: string;
  /** Keys that may do everything. */
  readonly root: { readonly awsAccessKeyId: string; readonly awsSecretAccessKey: string };
}

/** Starts MinIO over an empty folder on a port of 127.0.0.1; stopping it removes the folder. */
export async function startMinio(env: Readonly<Record<string, string>> = {}): Promise<Minio> {
  const [port, folder] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), 'doorlog-minio-'))]);
  const url = `http://127.0.0.1:${port}`;
  const root = { awsAccessKeyId: 'doorlog-root', awsSecretAccessKey: randomBytes(20).toString('hex') };
  const program = await startProgram({
    name: 'MinIO',
    command: programOf(TOOLS.minio),
    args: [
      ['server', folder],
      ['--address', `127.0.0.1:${port}`],
    ],
    env: {
      MINIO_ROOT_USER: root.awsAccessKeyId,
      MINIO_ROOT_PASSWORD: root.awsSecretAccessKey,
      MINIO_BROWSER: 'off',
      ...env,
    },
    ready: async () => (await fetch(`${url}/minio/health/ready`)).ok,
    patience: 60_000,
  });
  return {
    ...program,
    url,
    root,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
