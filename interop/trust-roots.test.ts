import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authoritiesOf } from '../src/signing/root-authorities.ts';
import { shippedRoots } from '../src/signing/shipped-roots.ts';
import { parseTrustRoots } from '../src/signing/trust-root.ts';
import { createBundleVerifier } from '../src/signing/verifier.ts';
import { DIST } from './built.ts';
import { verifyByGh } from './verifiers.ts';

const FOLDER = new URL('../../shared/data/bundles/', import.meta.url);
const BEACON = 'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon';
const run = promisify(execFile);

const isThere = existsSync(new URL('roots/github.json', FOLDER));
if (!isThere) {
  process.stderr.write('Skipped: the bundles of other projects are not on this machine (../shared/data/bundles).\n');
}

const textOf = (path: string) => readFileSync(new URL(path, FOLDER), 'utf8');

/** All that ship, as one verifier. */
function shippedVerifier() {
  const roots = shippedRoots().flatMap(({ name, text }) => parseTrustRoots(text, name).roots);
  return createBundleVerifier({ roots: async () => ({ origin: 'what ships', roots }) });
}

(isThere ? describe : describe.skip)('the trust roots that ship', () => {
  it.each(shippedRoots().map((each) => [each.name, each.text]))(
    'believe the same keys as another copy when %s is compared',
    (name = '', text = '') => {
      const [own, other] = [text, textOf(`roots/${name}.json`)].map((each) =>
        parseTrustRoots(each, name).roots.flatMap(authoritiesOf),
      );
      expect(own).toEqual(other);
    },
  );

  it.each([
    'conformance/happy-path-intoto-in-dsse-v3/bundle.sigstore.json',
    'github/github-private-attestation.sigstore.json',
    'github/github_provenance_demo-0.0.12-py3-none-any-bundle.jsonl',
    'github/custom-issuer.sigstore.json',
  ])('prove a real bundle, whichever Sigstore signed it, when it is %s', async (path) => {
    const [line = ''] = textOf(path).split(/\n(?=\{)/);
    expect(await shippedVerifier().verify(line)).toHaveProperty('signer.kind');
  });
});

describe('doorlog trust export', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-export-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  (isThere ? it : it.skip)('writes a file that gh believes when it verifies a real attestation', async () => {
    const rootLinesFile = join(folder, 'roots.jsonl');
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
    await run(process.execPath, [join(DIST, 'cli.js'), 'trust', 'export', '--output', rootLinesFile], { env });
    const claim = {
      recordFile: new URL('conformance/a.txt', FOLDER).pathname,
      bundleFile: new URL('conformance/happy-path-intoto-in-dsse-v3/bundle.sigstore.json', FOLDER).pathname,
      predicateType: 'https://slsa.dev/provenance/v1',
      repository: BEACON.replace('https://github.com/', ''),
      identity: `${BEACON}/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main`,
      issuer: 'https://token.actions.githubusercontent.com',
    };
    const trust = { rootFile: '', rootLinesFile, trustConfigFile: '', logged: true };
    expect(await verifyByGh(claim, trust)).toMatchObject({ accepted: true });
    expect(await verifyByGh({ ...claim, repository: 'octo-org/payments' }, trust)).toMatchObject({ accepted: false });
  });
});
