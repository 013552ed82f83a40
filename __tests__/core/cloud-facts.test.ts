import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanSighting, cloudFacts, withCloud } from '../../src/core/cloud-facts.ts';
import { AccessRecord, Gap, type Snapshot } from '../../src/model/access-record.ts';
import { CloudSighting, type SeenIdentity } from '../../src/model/checkpoint-note.ts';
import { CloudIdentity } from '../../src/model/cloud-identity.ts';
import { arbitraryOf, recordOfSeed } from '../support/arbitrary-record.ts';

const EARLY = '2026-11-21T12:00:00.000Z';
const LATE = '2026-11-21T12:30:00.000Z';

function seen(more: Partial<CloudIdentity> = {}, missing: SeenIdentity['missing'] = []): SeenIdentity {
  const identity: CloudIdentity = {
    provider: 'aws',
    kind: 'assumed-role',
    shortLived: true,
    source: 'cloud',
    observedAt: EARLY,
    accessKeyId: 'ASIAEXAMPLE000000001',
    ...more,
  };
  return { identity, missing };
}

const sighting = (...identities: SeenIdentity[]): CloudSighting => ({ identities, unseen: [] });
const anySighting = () => arbitraryOf(CloudSighting).map((value) => CloudSighting.parse(value));

describe('cloudFacts', () => {
  it('holds an identity once, with its first time, when it was seen twice', () => {
    const { identities, gaps } = cloudFacts([sighting(seen({ observedAt: LATE })), sighting(seen())]);
    expect(identities).toEqual([seen().identity]);
    expect(gaps).toEqual([]);
  });

  it('believes the cloud rather than the variables when both spoke', () => {
    const guess = seen({ kind: 'temporary-credentials', source: 'env' }, [{ field: 'principal', reason: 'not-asked' }]);
    const known = seen({ observedAt: LATE, principal: 'arn:aws:sts::1:assumed-role/a/b' });
    for (const order of [
      [guess, known],
      [known, guess],
    ]) {
      const { identities, gaps } = cloudFacts(order.map((each) => sighting(each)));
      expect(identities).toEqual([{ ...known.identity, observedAt: EARLY }]);
      expect(gaps).toEqual([]);
    }
  });

  it('keeps two roles of one job apart when their keys differ', () => {
    const other = seen({ accessKeyId: 'ASIAEXAMPLE000000002' });
    expect(cloudFacts([sighting(seen(), other)]).identities).toHaveLength(2);
  });

  it('says nothing of a cloud that could not be read once when it was seen at another moment', () => {
    const unseen = { identities: [], unseen: [{ provider: 'aws', reason: 'not-found' } as const] };
    expect(cloudFacts([unseen]).gaps).toMatchObject([{ pointer: '/access/cloud', reason: 'not-found' }]);
    expect(cloudFacts([unseen, sighting(seen())]).gaps).toEqual([]);
  });

  it('gives valid facts, no identity twice and at most fifty when sightings are anything', () => {
    fc.assert(
      fc.property(fc.array(anySighting(), { maxLength: 5 }), (sightings) => {
        const { identities = [], gaps } = cloudFacts(sightings);
        expect(identities.length).toBeLessThanOrEqual(50);
        for (const identity of identities) expect(CloudIdentity.safeParse(identity).error).toBeUndefined();
        for (const gap of gaps) expect(Gap.safeParse(gap).error).toBeUndefined();
        expect(cloudFacts([...sightings, ...sightings]).identities).toEqual(identities);
      }),
    );
  });

  it('takes nothing that is public from what a step could have written when it makes gaps', () => {
    fc.assert(
      fc.property(anySighting(), (any) => {
        const { gaps } = cloudFacts([any]);
        for (const { needed } of gaps) expect(needed).toMatch(/^a (checkpoint step|cloud that) /);
      }),
    );
  });
});

describe('withCloud', () => {
  it('names the stronger source when one of two identities is by the cloud', () => {
    const { gaps: _, ...record } = recordOfSeed(7);
    const snapshot = { ...record, observedAt: EARLY, gaps: [] } as unknown as Snapshot;
    const mixed = withCloud(snapshot, { identities: [seen({ source: 'env' }).identity, seen().identity], gaps: [] });
    expect([mixed.sources['/access/cloud'], mixed.access.cloud?.length]).toEqual(['cloud', 2]);
    const { access, sources } = withCloud({ ...snapshot, access: {}, sources: {} }, { gaps: [] });
    expect([access, sources]).toEqual([{}, {}]);
  });
});

describe('cleanSighting', () => {
  it('leaves no secret and a valid sighting when others put secrets where they can', () => {
    const secret = 'the-secret-itself';
    fc.assert(
      fc.property(anySighting(), (any) => {
        const infested: CloudSighting = {
          identities: any.identities.map(({ identity, missing }) => ({
            identity: { ...identity, principal: `arn:${secret}`, endpoint: secret, userId: `${secret}:x` },
            missing: missing.map((fact) => ({ ...fact, detail: `said ${secret}` })),
          })),
          unseen: any.unseen.map((fact) => ({ ...fact, detail: secret })),
        };
        const redact = (text: string) => text.replaceAll(secret, '***');
        const clean = cleanSighting(infested, { names: redact, sentences: redact });
        expect(JSON.stringify(clean)).not.toContain(secret);
        expect(CloudSighting.safeParse(clean).error).toBeUndefined();
      }),
    );
  });

  it('keeps the record valid when it is put into one', () => {
    const record = { ...recordOfSeed(9), gaps: [] };
    const facts = cloudFacts([sighting(seen({}, [{ field: 'principal', reason: 'not-yet', detail: 'x' }]))]);
    const whole = {
      ...record,
      access: { ...record.access, cloud: [...(facts.identities ?? [])] },
      gaps: [...facts.gaps],
    };
    expect(AccessRecord.safeParse(whole).error).toBeUndefined();
  });
});
