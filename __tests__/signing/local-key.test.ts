import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLocalKey } from '../../src/signing/local-key.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { readPublicKey } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';

const statement = createStatement({ subjects: [{ name: 'record', sha256: 'a'.repeat(64) }], predicate: {} });
const onPosix = process.platform === 'win32' ? it.skip : it;

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'doorlog-key-'));
  folder = join(parent, 'keys');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

describe('openLocalKey', () => {
  it('signs what its public key verifies when it is used for the first time, and with the same key later', async () => {
    const first = await openLocalKey(folder);
    const later = await openLocalKey(folder);
    const key = await readPublicKey(first.publicKeyPath);
    const { json } = await later.signer.sign(statement);

    expect(later.fingerprint).toBe(first.fingerprint);
    await expect(createBundleVerifier({ key }).verify(json)).resolves.toMatchObject({
      signer: { kind: 'key', fingerprint: first.fingerprint },
    });
    expect(JSON.parse(json)).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: first.fingerprint } },
    });
  });

  it('ends with one key when several first uses come at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => openLocalKey(folder)));

    expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(['key.pem', 'key.pub.pem']);
  });

  onPosix('makes key and folder for the owner alone when it is used for the first time', async () => {
    await openLocalKey(folder);

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600);
  });

  onPosix('raises file-invalid with one sentence when others can read the key', async () => {
    await openLocalKey(folder);
    await chmod(join(folder, 'key.pem'), 0o640);

    await expect(openLocalKey(folder)).rejects.toMatchObject({
      code: 'file-invalid',
      message: expect.stringMatching(/key\.pem can be read by others \(mode 0640\); run chmod 600/),
    });
    await chmod(join(folder, 'key.pem'), 0o600);
    await expect(openLocalKey(folder)).resolves.toBeDefined();
  });

  it('raises file-invalid without quoting the file when it holds no key', async () => {
    await openLocalKey(folder);
    const pem = await readFile(join(folder, 'key.pem'), 'utf8');
    const canary = pem.slice(40, 90).replace(/\n/g, '');
    await writeFile(join(folder, 'key.pem'), pem.replace('PRIVATE KEY', 'PRIVATE KEXY'));
    const error = await openLocalKey(folder).catch((thrown) => thrown);

    expect(error).toMatchObject({ code: 'file-invalid' });
    expect(`${error.stack} ${error.cause}`).not.toContain(canary);
  });

  it('raises file-unreadable when the folder is a file', async () => {
    await writeFile(folder, '');

    await expect(openLocalKey(folder)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('a bundle signed by a key', () => {
  it('is refused when another key is given, and needs a key at all', async () => {
    const { signer } = await openLocalKey(folder);
    const other = await openLocalKey(join(parent, 'other'));
    const { json } = await signer.sign(statement);
    const key = await readPublicKey(other.publicKeyPath);

    await expect(createBundleVerifier({ key }).verify(json)).rejects.toMatchObject({ code: 'verification-failed' });
    await expect(createBundleVerifier({}).verify(json)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/--key/),
    });
  });

  it('is not helped by a private key when one is given by mistake', async () => {
    await openLocalKey(folder);

    await expect(readPublicKey(join(folder, 'key.pem'))).rejects.toThrow(/holds a private key/);
  });
});
