import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type ArtifactQuestion, verifyArtifact } from '../pipeline/verify-artifact.ts';
import { readPublicKey, readTrustRoots, type TrustRoots } from '../signing/trust-root.ts';
import { createBundleVerifier } from '../signing/verifier.ts';
import { exitCodeOf } from './exit-code.ts';
import { readBytes } from './large-file.ts';

/**
 * Speaks the protocol by which the Sigstore conformance suite asks a client to verify
 * (github.com/sigstore/sigstore-conformance, docs/cli_protocol.md): 0 for accepted, anything else for refused.
 */
async function conform([command, ...args]: readonly string[]): Promise<number> {
  if (command !== 'verify-bundle') throw new DoorlogError('usage', 'Only verify-bundle is known here.');
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      staging: { type: 'boolean', default: false },
      bundle: { type: 'string' },
      'certificate-identity': { type: 'string' },
      'certificate-oidc-issuer': { type: 'string' },
      key: { type: 'string' },
      'trusted-root': { type: 'string' },
    },
  });
  const [subject, ...more] = positionals;
  const { bundle, key, 'trusted-root': rootFile } = values;
  if (bundle === undefined || subject === undefined || more.length > 0) {
    throw new DoorlogError('usage', 'Give --bundle and one file or digest.');
  }
  const roots = rootFile === undefined ? () => knownRoots(values.staging) : () => readTrustRoots(rootFile);
  const verifier = createBundleVerifier({ roots, ...(key !== undefined && { key: await readPublicKey(key) }) });
  const { verdict, checks } = await verifyArtifact(
    {
      artifact: await artifactOf(subject),
      bundles: (await readBytes(bundle, 'the bundle')).toString('utf8'),
      expected: expectedOf(values),
    },
    verifier,
  );
  for (const { status, detail } of checks) if (status === 'failed') process.stderr.write(`${detail}\n`);
  return verdict === 'verified' ? 0 : 1;
}

function expectedOf(values: {
  'certificate-identity'?: string;
  'certificate-oidc-issuer'?: string;
  key?: string;
}): ArtifactQuestion['expected'] {
  const { 'certificate-identity': identity, 'certificate-oidc-issuer': issuer, key } = values;
  if (key !== undefined) return 'key';
  if (identity !== undefined && issuer !== undefined) return { identity, issuer };
  throw new DoorlogError('usage', 'Give --key, or --certificate-identity and --certificate-oidc-issuer.');
}

async function artifactOf(subject: string): Promise<ArtifactQuestion['artifact']> {
  if (/^sha256:[0-9a-f]{64}$/i.test(subject) && !existsSync(subject)) {
    return { name: subject, digest: subject.toLowerCase() };
  }
  const bytes = await readBytes(subject, 'the artifact');
  return { name: subject, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

async function knownRoots(_isStaging: boolean): Promise<TrustRoots> {
  throw new DoorlogError('trust-root-invalid', 'No trust root is known; give one by --trusted-root.');
}

try {
  process.exitCode = await conform(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = exitCodeOf(error) || 1;
}
