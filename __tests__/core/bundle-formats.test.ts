import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bundlesIn } from '../../src/core/bundle-formats.ts';

const BUNDLE = { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json' };
const PYTHON = {
  version: 1,
  verification_material: { certificate: 'AAAA', transparency_entries: [{ logIndex: '1' }] },
  envelope: { statement: 'e30=', signature: 'AQID' },
};
const CONVERTED = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: 'AAAA' }, tlogEntries: [{ logIndex: '1' }] },
  dsseEnvelope: { payload: 'e30=', payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: 'AQID' }] },
};

function read(value: unknown): unknown[] {
  return bundlesIn(JSON.stringify(value)).map((text) => JSON.parse(text));
}

describe('bundlesIn', () => {
  it('finds each bundle when they are lines of a file', () => {
    const line = JSON.stringify(BUNDLE);
    expect(bundlesIn(`${line}\n\n${line}\n`)).toEqual([line, line]);
    expect(bundlesIn(line)).toEqual([line]);
  });

  it('finds each bundle when GitHub or npm answered, without those that are elsewhere', () => {
    const attestations = [
      { predicateType: 'x', bundle: BUNDLE },
      { bundle: null, bundle_url: 'https://example.org' },
    ];
    expect(read({ attestations })).toEqual([BUNDLE]);
    expect(read({ attestations: [] })).toEqual([]);
  });

  it('makes bundles of Python’s attestations when one is given, or what PyPI answers', () => {
    expect(read(PYTHON)).toEqual([CONVERTED]);
    const provenance = { version: 1, attestation_bundles: [{ publisher: {}, attestations: [PYTHON, PYTHON] }] };
    expect(read(provenance)).toEqual([CONVERTED, CONVERTED]);
  });

  it('finds the bundle of each line when a log file is given', () => {
    const line = { recordId: 'a', phase: 'end', digest: 'b', record: { recorder: {} } };
    expect(read({ ...line, bundle: BUNDLE })).toEqual([BUNDLE]);
    expect(read({ ...line, bundle: JSON.stringify(BUNDLE) })).toEqual([BUNDLE]);
    expect(read(line)).toEqual([line]);
  });

  it('gives back what it does not know when it is anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 50 }).filter((text) => !text.includes('\n')),
          fc.json(),
        ),
        (text) => {
          expect(bundlesIn(text).length).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(bundlesIn('no JSON')).toEqual(['no JSON']);
  });
});
