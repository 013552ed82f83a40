import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { exitCodeOf } from '../src/cli/exit-code.ts';
import { readBytes } from '../src/cli/large-file.ts';
import { DoorlogError, sentenceOf } from '../src/errors.ts';
import { type ArtifactQuestion, verifyArtifact } from '../src/pipeline/verify-artifact.ts';
import { parseTrustRoots, readPublicKey, readTrustRoots, type TrustRoots } from '../src/signing/trust-root.ts';
import { createBundleVerifier } from '../src/signing/verifier.ts';

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

/** What ships with Doorlog; nothing is asked for over the network. */
async function knownRoots(isStaging: boolean): Promise<TrustRoots> {
  if (isStaging) {
    const { default: root } = await import('./staging/trusted_root.json', { with: { type: 'json' } });
    return parseTrustRoots(JSON.stringify(root), 'the trust root of the staging instance');
  }
  const { shippedRoots } = await import('../src/signing/shipped-roots.ts');
  const shipped = shippedRoots().find(({ name }) => name === 'public-good');
  return parseTrustRoots(shipped?.text ?? '', 'the shipped trust root');
}

try {
  process.exitCode = await conform(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = exitCodeOf(error) || 1;
}
