import type { Gap, Snapshot } from '../model/access-record.ts';
import type { CloudSighting, SeenIdentity } from '../model/checkpoint-note.ts';
import type { CloudIdentity, CloudProvider } from '../model/cloud-identity.ts';

/** More would make a record that no store takes; nobody logs in so often. */
const MOST_IDENTITIES = 50;

const NEEDED = {
  principal: 'a checkpoint step after the login step, and a cloud that says whose key it is',
  shortLived: 'a cloud that says when the identity ends',
} as const satisfies Record<SeenIdentity['missing'][number]['field'], string>;

/** The cloud identities of a job, each once, and what is missing of them. */
export interface CloudFacts {
  /** Left out where nobody looked. */
  readonly identities?: readonly CloudIdentity[];
  readonly gaps: readonly Gap[];
}

/**
 * Puts together what was seen at several moments: an identity that was seen twice keeps its first time, and what the
 * cloud said rather than what the variables let suppose.
 */
export function cloudFacts(sightings: readonly CloudSighting[]): CloudFacts {
  const byKey = new Map<string, SeenIdentity>();
  for (const seen of sightings.flatMap(({ identities }) => identities)) {
    const key = keyOf(seen.identity);
    const known = byKey.get(key);
    byKey.set(key, known ? better(known, seen) : seen);
  }
  const all = [...byKey.values()].filter(isNotSeenBetter).slice(0, MOST_IDENTITIES);
  const gaps = all.flatMap(({ missing }, index) =>
    [...new Map(missing.map((fact) => [fact.field, fact])).values()].map(
      ({ field, reason, detail }): Gap => ({
        pointer: `/access/cloud/${index}/${field}`,
        reason,
        needed: NEEDED[field],
        ...(detail !== undefined && { detail }),
      }),
    ),
  );
  const seen = new Set(all.map(({ identity }) => identity.provider));
  return { identities: all.map(({ identity }) => identity), gaps: [...gaps, ...unseenGaps(sightings, seen)] };
}

/** A snapshot with the cloud identities in it. */
export function withCloud(snapshot: Snapshot, { identities, gaps }: CloudFacts): Snapshot {
  const others = { ...snapshot, gaps: [...snapshot.gaps, ...gaps] };
  if (!identities) return others;
  const source = identities.some((identity) => identity.source === 'cloud') ? 'cloud' : 'env';
  return {
    ...others,
    access: { ...snapshot.access, cloud: [...identities] },
    sources: { ...snapshot.sources, '/access/cloud': source },
  };
}

/** What takes secrets out of names and keys, and out of sentences. */
export interface CloudRedaction {
  readonly names: (text: string) => string;
  readonly sentences: (text: string) => string;
}

/**
 * A sighting without what proves an identity: a cloud, or whatever stands at the address that a variable gives, may
 * repeat what it was sent.
 */
export function cleanSighting(sighting: CloudSighting, { names, sentences }: CloudRedaction): CloudSighting {
  const { identities, unseen } = sighting;
  const clean = <T extends { detail?: string | undefined }>(fact: T): T =>
    fact.detail === undefined ? fact : { ...fact, detail: sentences(fact.detail) };
  return {
    identities: identities.map(({ identity, missing }) => ({
      identity: cleanIdentity(identity, names),
      missing: missing.map(clean),
    })),
    unseen: unseen.map(clean),
  };
}

/** What others wrote; the rest is of closed forms. */
const OTHERS_WORDS = ['principal', 'roleArn', 'account', 'userId', 'accessKeyId', 'audience', 'endpoint'] as const;

function cleanIdentity(identity: CloudIdentity, redact: (text: string) => string): CloudIdentity {
  const clean = { ...identity };
  for (const field of OTHERS_WORDS) {
    const value = clean[field];
    if (value !== undefined) clean[field] = redact(value);
  }
  const { auditLogKey: key } = clean;
  return key ? { ...clean, auditLogKey: { ...key, value: redact(key.value) } } : clean;
}

function keyOf({ provider, kind, accessKeyId, principal, roleArn, audience, account }: CloudIdentity): string {
  if (accessKeyId !== undefined) return JSON.stringify([provider, accessKeyId]);
  return JSON.stringify([provider, kind, principal, roleArn, audience, account]);
}

/** A token of which only the variable was seen is the one that its cloud told more of at another moment. */
function isNotSeenBetter({ identity }: SeenIdentity, _index: number, all: readonly SeenIdentity[]): boolean {
  if (identity.source !== 'env' || identity.principal !== undefined || identity.accessKeyId !== undefined) return true;
  return !all.some(
    (other) =>
      other.identity.source === 'cloud' &&
      other.identity.provider === identity.provider &&
      other.identity.endpoint === identity.endpoint &&
      (identity.account === undefined || other.identity.account === identity.account),
  );
}

function better(known: SeenIdentity, later: SeenIdentity): SeenIdentity {
  const best = known.identity.source === 'env' && later.identity.source === 'cloud' ? later : known;
  const times = [known.identity.observedAt, later.identity.observedAt].sort();
  return { ...best, identity: { ...best.identity, observedAt: times[0] ?? best.identity.observedAt } };
}

/** A cloud that was seen at another moment was seen. */
function unseenGaps(sightings: readonly CloudSighting[], seen: ReadonlySet<CloudProvider>): Gap[] {
  const first = new Map(
    sightings
      .flatMap(({ unseen }) => unseen)
      .filter(({ provider }) => !seen.has(provider))
      .reverse()
      .map((gap) => [gap.provider, gap]),
  );
  return [...first.values()].map(({ reason, detail }) => ({
    pointer: '/access/cloud',
    reason,
    needed: 'a checkpoint step while the cloud’s credentials can be read',
    ...(detail !== undefined && { detail }),
  }));
}
