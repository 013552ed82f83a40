import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programOf, TOOLS } from '../tools.ts';
import { LOG_ORIGIN } from './rekor.ts';

const execute = promisify(execFile);

/** What a verifier has to trust in one instance. */
export interface TrustedParts {
  readonly fulcio: { readonly url: string; readonly chainFile: string };
  readonly timestamps: { readonly url: string; readonly chainFile: string };
  readonly ctLog?: { readonly url: string; readonly publicKeyFile: string };
  readonly rekor?: { readonly url: string; readonly publicKeyFile: string };
}

/** Writes a trusted root (protobuf-specs' `TrustedRoot` as JSON) for one instance and answers its path. */
export async function writeTrustedRoot(file: string, parts: TrustedParts): Promise<string> {
  const start = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const { fulcio, timestamps, ctLog, rekor } = parts;
  await cosign([
    ['trusted-root', 'create', '--out', file],
    ['--fulcio', `url=${fulcio.url},certificate-chain=${fulcio.chainFile},start-time=${start}`],
    ['--tsa', `url=${timestamps.url}/api/v1/timestamp,certificate-chain=${timestamps.chainFile},start-time=${start}`],
    ctLog ? ['--ctfe', `url=${ctLog.url},public-key=${ctLog.publicKeyFile},start-time=${start}`] : [],
    rekor
      ? ['--rekor', `url=${rekor.url},public-key=${rekor.publicKeyFile},start-time=${start},origin=${LOG_ORIGIN}`]
      : [],
  ]);
  return file;
}

/** Writes roots one a line, each line ended, as gh reads them. */
export async function writeRootLines(file: string, rootFiles: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const rootFile of rootFiles) {
    lines.push(`${JSON.stringify(JSON.parse(await readFile(rootFile, 'utf8')))}\n`);
  }
  await writeFile(file, lines.join(''));
  return file;
}

/** Writes the client trust configuration that sigstore-python wants: a root and the services that sign. */
export async function writeTrustConfig(
  folder: string,
  rootFile: string,
  parts: TrustedParts & { readonly issuerUrl: string },
): Promise<string> {
  const start = new Date(Date.now() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const service = (url: string) => `url=${url},api-version=1,start-time=${start},operator=doorlog`;
  const signingConfigFile = join(folder, 'signing_config.json');
  await cosign([
    ['signing-config', 'create', '--out', signingConfigFile],
    ['--fulcio', service(parts.fulcio.url), '--oidc-provider', service(parts.issuerUrl)],
    parts.rekor
      ? ['--rekor', service(parts.rekor.url).replace('api-version=1', 'api-version=2'), '--rekor-config', 'ANY']
      : [],
    ['--tsa', service(`${parts.timestamps.url}/api/v1/timestamp`), '--tsa-config', 'ANY'],
  ]);
  const config = {
    mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
    trustedRoot: JSON.parse(await readFile(rootFile, 'utf8')),
    signingConfig: JSON.parse(await readFile(signingConfigFile, 'utf8')),
  };
  const file = join(folder, 'trust_config.json');
  await writeFile(file, JSON.stringify(config));
  return file;
}

async function cosign(args: readonly (readonly string[])[]): Promise<void> {
  await execute(programOf(TOOLS.cosign), args.flat());
}
