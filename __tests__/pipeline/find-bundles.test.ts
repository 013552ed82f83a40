import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isAbout, tellBundle, tellBundles } from '../../src/core/told-bundle.ts';
import { DoorlogError } from '../../src/errors.ts';
import { PREDICATE_TYPE } from '../../src/model/predicate-type.ts';
import { storeOfBundles } from '../../src/pipeline/bundle-store.ts';
import { type EvidenceSource, findBundles } from '../../src/pipeline/find-bundles.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const signal = AbortSignal.timeout(60_000);

function bundleAbout(sha256: string, predicate: object = {}, predicateType = PREDICATE_TYPE): string {
  const statement = { _type: 'x', subject: [{ name: 'file', digest: { sha256 } }], predicateType, predicate };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {},
    dsseEnvelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: '' }] },
  });
}

function source(name: string, bundles: readonly string[], failure?: Error): EvidenceSource {
  return {
    name,
    async *find() {
      yield* bundles;
      if (failure) throw failure;
    },
  };
}

describe('bundles that are looked for', () => {
  it('are each there once, with every place, when several places have them', async () => {
    const one = bundleAbout(A);
    const spaced = JSON.stringify(JSON.parse(one), null, 2);
    const { bundles, looked } = await findBundles(
      { sha256: A },
      [source('log', [one]), source('API', [spaced])],
      signal,
    );
    expect(bundles).toMatchObject([{ from: ['log', 'API'], predicateType: PREDICATE_TYPE }]);
    expect(looked).toEqual([
      { source: 'log', bundles: 1 },
      { source: 'API', bundles: 1 },
    ]);
  });

  it('are both there when one place has the same envelope with other proof, which may be none', async () => {
    const genuine = bundleAbout(A);
    const spoilt = JSON.stringify({ ...JSON.parse(genuine), verificationMaterial: { publicKey: { hint: '' } } });
    const places = [source('API', [spoilt]), source('log', [genuine])];
    const { bundles } = await findBundles({ sha256: A }, places, signal);
    expect(bundles.map(({ from }) => from)).toEqual([['API'], ['log']]);
  });

  it('are left out when they are about something else, or are none', async () => {
    const { bundles } = await findBundles({ sha256: A }, [source('log', [bundleAbout(B), '{}', 'no JSON'])], signal);
    expect(bundles).toEqual([]);
  });

  it('are found when another place, or the same one after them, fails', async () => {
    const failure = new DoorlogError('http-timeout', 'It took too long.');
    const places = [source('log', [bundleAbout(A)], failure), source('API', [bundleAbout(A, { other: true })])];
    const { bundles, looked } = await findBundles({ sha256: A }, places, signal);
    expect(bundles).toHaveLength(2);
    expect(looked).toEqual([
      { source: 'log', bundles: 1, problem: { code: 'http-timeout', sentence: 'It took too long.' } },
      { source: 'API', bundles: 1 },
    ]);
  });

  it('hide no fault of our own when looking raises one', async () => {
    const broken = source('log', [], new TypeError('of ours'));
    await expect(findBundles({ sha256: A }, [broken], signal)).rejects.toThrow('of ours');
  });

  it('are no more than a thousand of one place when somebody uploaded more there', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => bundleAbout(A, { index }));
    const places = [source('API', many), source('log', [bundleAbout(A, { honest: true })])];
    const { bundles, looked } = await findBundles({ sha256: A }, places, signal);
    expect(bundles).toHaveLength(1_001);
    expect(looked).toEqual([
      { source: 'API', bundles: 1_000, more: true },
      { source: 'log', bundles: 1 },
    ]);
  });
});

describe('what a bundle says', () => {
  it('is nothing when the text is anything but a bundle', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(tellBundle(text)).toBeUndefined();
        expect(tellBundles(text)).toEqual([]);
      }),
    );
  });

  it('is what it is about, in JSON Lines too, when other lines are none', () => {
    const told = tellBundles(`${bundleAbout(A)}\nnothing\n${bundleAbout(B)}\n`);
    expect(told.map((each) => [isAbout(each, A), isAbout(each, B)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe('bundles as a store', () => {
  it('are attested views of their records when they are access records', async () => {
    const record = { recordId: A, phase: 'end' };
    const told = [bundleAbout(A, record), bundleAbout(A, record, 'https://other.example'), bundleAbout(A, {})];
    const store = storeOfBundles('a folder', async function* () {
      for (const json of told) yield* tellBundles(json).map((each) => ({ told: each, location: 'one.json' }));
    });
    const found: unknown[] = [];
    for await (const entry of store.reader.read(A, signal)) found.push(entry);
    expect(found).toMatchObject([
      { location: 'one.json', recordId: A, phase: 'end', view: 'attested', document: record },
    ]);
    for await (const entry of store.reader.read(B, signal)) found.push(entry);
    const listing = { from: new Date(0), until: new Date(), read: 'whole' } as const;
    for await (const entry of store.reader.list(listing, signal)) found.push(entry);
    expect(found).toHaveLength(2);
  });
});
