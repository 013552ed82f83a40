import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DIST } from './built.ts';
import { programOf, TOOLS } from './tools.ts';

/** What a verifier is asked to believe. */
export interface Claim {
  readonly recordFile: string;
  readonly bundleFile: string;
  /** A file that the job is to have made; what others than ourselves then look at in place of the record. */
  readonly artifactFile?: string | undefined;
  readonly predicateType: string;
  /** `owner/name` that the record has to come from. */
  readonly repository: string;
  /** The workflow that has to have signed, as the certificate's subject alternative name. */
  readonly identity: string;
  readonly issuer: string;
}

/** What a verifier has to believe it by. */
export interface Trust {
  /** One trusted root. */
  readonly rootFile: string;
  /** Trusted roots, one a line. */
  readonly rootLinesFile: string;
  /** sigstore-python's own kind of root. */
  readonly trustConfigFile: string;
  /** Whether signatures have to be in a transparency log; without, a signed timestamp has to do. */
  readonly logged: boolean;
}

/** What became of it; decided by the exit status alone, because the words of most refusals are the same. */
export interface Answer {
  readonly accepted: boolean;
  readonly exitCode: number;
  readonly output: string;
}

/** A program that believes a claim or refuses it. */
export type Verifier = (claim: Claim, trust: Trust) => Promise<Answer>;

/** `gh attestation verify`, offline. */
export function verifyByGh(claim: Claim, trust: Trust): Promise<Answer> {
  return answerOf(
    programOf(TOOLS.gh),
    [
      ['attestation', 'verify', fileOf(claim), '--bundle', claim.bundleFile],
      ['--custom-trusted-root', trust.rootLinesFile, '--repo', claim.repository],
      ['--predicate-type', claim.predicateType, '--cert-oidc-issuer', claim.issuer],
    ],
    // An account of the person at the machine must not decide what is accepted.
    { GH_CONFIG_DIR: '/nonexistent', GH_TOKEN: '', GITHUB_TOKEN: '', GH_NO_UPDATE_NOTIFIER: '1' },
  );
}

/** `cosign verify-blob-attestation`. */
export function verifyByCosign(claim: Claim, trust: Trust): Promise<Answer> {
  return answerOf(programOf(TOOLS.cosign), [
    ['verify-blob-attestation', '--bundle', claim.bundleFile, '--trusted-root', trust.rootFile],
    ['--certificate-identity', claim.identity, '--certificate-oidc-issuer', claim.issuer],
    ['--type', claim.predicateType],
    trust.logged ? [] : ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct'],
    fileOf(claim),
  ]);
}

/** `sigstore verify identity` of sigstore-python; it always wants a log entry. */
export function verifyBySigstorePython(claim: Claim, trust: Trust): Promise<Answer> {
  return answerOf(programOf(TOOLS.sigstorePython), [
    ['-m', 'sigstore', '--trust-config', trust.trustConfigFile, 'verify', 'identity'],
    ['--bundle', claim.bundleFile, '--cert-identity', claim.identity, '--cert-oidc-issuer', claim.issuer],
    fileOf(claim),
  ]);
}

/** `doorlog verify`, from the built command line. */
export function verifyByDoorlog(claim: Claim, trust: Trust): Promise<Answer> {
  return answerOf(process.execPath, [
    join(DIST, 'cli.js'),
    ['verify', claim.recordFile, '--bundle', claim.bundleFile, '--trust-root', trust.rootFile],
    ['--repo', claim.repository, '--identity', claim.identity, '--issuer', claim.issuer],
    claim.artifactFile === undefined ? [] : ['--artifact', claim.artifactFile],
  ]);
}

/** Every verifier by its name. */
export const VERIFIERS = {
  gh: verifyByGh,
  cosign: verifyByCosign,
  'sigstore-python': verifyBySigstorePython,
  doorlog: verifyByDoorlog,
} as const satisfies Record<string, Verifier>;

function fileOf({ artifactFile, recordFile }: Claim): string {
  return artifactFile ?? recordFile;
}

function answerOf(
  command: string,
  args: readonly (string | readonly string[])[],
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...env }, timeout: 60_000 };
    execFile(command, args.flat(), options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') {
        reject(new Error(`${command} did not answer: ${error.message}`));
        return;
      }
      resolve({ accepted: error === null, exitCode: Number(error?.code ?? 0), output: `${stdout}${stderr}` });
    });
  });
}
