import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commit, commitmentHolds } from '../../src/core/commitment.ts';
import { driftBetween } from '../../src/core/drift.ts';
import { pseudonymize, revealed } from '../../src/core/pseudonyms.ts';
import { attestedView } from '../../src/core/views.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import type { Ruleset } from '../../src/model/protections.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';
import { placesOf } from '../support/schema-walk.ts';
import { sampleRecord } from './verification/sample.ts';

/** Texts whose names sound like a person’s and that are none, or are replaced one by one, each with its reason. */
const OTHER_TEXTS: Readonly<Record<string, string>> = {
  '/access/cloud/*/userId': 'a role or service of a cloud',
  '/access/oidc/claims/actor': 'replaced, has a test of its own',
  '/access/oidc/claims/actor_id': 'replaced, has a test of its own',
  '/access/oidc/claims/repository_owner': 'the certificate claims it',
  '/access/oidc/claims/repository_owner_id': 'the certificate claims it',
  '/people/author/date': 'a time',
  '/people/author/email': 'replaced in any record',
  '/people/author/name': 'replaced in any record',
  '/people/committer/date': 'a time',
  '/people/committer/email': 'replaced in any record',
  '/people/committer/name': 'replaced in any record',
  '/people/initiator/ssoIdentity': 'replaced in any record',
  '/pipeline/comment/association': 'owner, member, none',
  '/pipeline/pullRequest/association': 'owner, member, none',
  '/pipeline/pullRequest/headRepository': 'replaced, has a test of its own',
  '/pipeline/repositoryOwner': 'the certificate claims it',
  '/pipeline/repositoryOwnerId': 'the certificate claims it',
  '/pipeline/workflowRun/headRepository': 'replaced like that of a pull request',
  '/policy/waivers/*/owner': 'replaced like all words',
  '/protections/rulesets/*/bypassActors/*/name': 'replaced, has a test of its own',
  '/runner/certificateAuthorities': 'a digest',
  '/runner/sudoUser': 'of local records, which have no pseudonyms',
  '/runner/user': 'a user of the machine, not of the forge',
  '/runner/userId': 'a user of the machine, not of the forge',
  '/source/pullRequests/*/headRepository': 'replaced like that of a pull request',
  '/source/pullRequests/*/reviews/*/association': 'owner, member, none',
  '/source/tag/tagger/email': 'replaced in any record',
};

const KEY = 'a key of the organisation';
const PSEUDONYM = /^~[0-9a-f]{20}$/;

const ALICE = { login: 'alice', id: '1000001', type: 'user' } as const;
const BOB = { login: 'Bob', id: '1000002', type: 'user' } as const;

function record(changes: Partial<AccessRecord> = {}): AccessRecord {
  return {
    ...sampleRecord(),
    people: { initiator: { ...ALICE, role: 'admin' }, rerunner: { login: 'bob' }, sender: BOB },
    ...changes,
  };
}

/** Every place in the schema where an account stands, `*` standing for items. */
function accountPlaces(): string[] {
  const logins = placesOf(AccessRecord).filter(({ path }) => path.endsWith('/login'));
  return logins.map(({ path }) => path.slice(0, -'/login'.length)).filter((path) => !path.startsWith('/pseudonyms'));
}

let counter = 0;

/** A record in which every account, claim and name of a person is one that stands nowhere else, with a list of them. */
function withPlantedPeople(whole: AccessRecord): { planted: string[]; record: AccessRecord } {
  const planted: string[] = [];
  const plant = (prefix: string) => {
    counter += 1;
    const value = `${prefix}${String(counter).padStart(9, '0')}x`;
    planted.push(value);
    return value;
  };
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, `${path}/*`));
    if (typeof value !== 'object' || value === null) return value;
    const isAccount = accountPlaces().includes(path);
    const isCommitIdentity = /^\/people\/(author|committer)$|\/tagger$/.test(path);
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (isAccount && key === 'login') return [key, plant('login-')];
        if (isAccount && key === 'id') return [key, plant('77')];
        if (isCommitIdentity && key === 'name') return [key, plant('Name ')];
        if (isCommitIdentity && key === 'email') return [key, plant('mail.')];
        if (key === 'ssoIdentity') return [key, plant('sso.')];
        if (path.endsWith('claims') && key === 'actor') return [key, plant('actor-')];
        if (path.endsWith('claims') && key === 'actor_id') return [key, plant('88')];
        return [key, walk(member, `${path}/${key}`)];
      }),
    );
  };
  const { pseudonyms: _, ...rest } = whole;
  return { record: walk({ ...rest, drift: [] }, '') as AccessRecord, planted };
}

describe('pseudonymize', () => {
  it('leaves nobody’s login, id, name or address outside of the pseudonyms when any record is given', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const { record: whole, planted } = withPlantedPeople(any);
        const { pseudonyms, ...rest } = pseudonymize(whole, KEY);
        const text = JSON.stringify(rest);
        expect(planted.filter((value) => text.includes(value))).toEqual([]);
        expect(planted.filter((value) => !JSON.stringify(pseudonyms).includes(value))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('forgets no account of the schema when one stands everywhere', () => {
    const places = accountPlaces();
    expect(places.length).toBeGreaterThan(15);
    for (const place of places) {
      const whole = placed(place, ALICE);
      expect([place, JSON.stringify(memberAt(pseudonymize(whole, KEY), place))]).toEqual([
        place,
        expect.stringMatching(/"login":"~[0-9a-f]{20}","id":"~[0-9a-f]{20}"/),
      ]);
    }
  });

  it('knows every text of the schema that is called like a person when the schema is walked', () => {
    const suspects = placesOf(AccessRecord)
      .filter(({ type, path }) => type === 'string' && !path.startsWith('/pseudonyms'))
      .map(({ path }) => path)
      .filter((path) => /login|actor|user|mail|sso|owner|author|creator|person|member|headRepository$/i.test(path))
      .filter((path) => !accountPlaces().some((account) => path.startsWith(`${account}/`)));
    expect(suspects.filter((path) => !Object.hasOwn(OTHER_TEXTS, path))).toEqual([]);
  });

  it('is a valid record when it comes from one', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const hidden = JSON.parse(JSON.stringify(pseudonymize(any, KEY)));
        expect(AccessRecord.safeParse(hidden).error?.issues).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('gives one person one pseudonym when the id stands in one place only', () => {
    const { people, pseudonyms } = pseudonymize(record(), KEY);
    expect(people.rerunner?.login).toBe(people.sender?.login);
    expect(people.rerunner?.login).toMatch(PSEUDONYM);
    expect(people.rerunner?.id).toBeUndefined();
    expect(people.sender?.id).toBe(people.sender?.login);
    expect(pseudonyms?.[people.sender?.login ?? '']).toMatchObject({ id: '1000002', type: 'user' });
  });

  it('gives the same pseudonym in all records when the key is the same, and another when it is not', () => {
    const one = pseudonymize(record(), KEY).people.initiator?.login;
    const renamed = record({ people: { initiator: { ...ALICE, login: 'alice-renamed' } } });
    expect(pseudonymize(renamed, KEY).people.initiator?.login).toBe(one);
    expect(pseudonymize(record(), `${KEY}.`).people.initiator?.login).not.toBe(one);
  });

  it('replaces logins in what rules say when they are whole words', () => {
    const result: RuleResult = {
      rule: 'a-rule',
      result: 'fail',
      severity: 'high',
      message: 'alice started the job and alice approved; not alice-cooper, not malice. Bob’s id is 1000002.',
      evidence: ['/people/initiator'],
    };
    const policy: Verdict = {
      policy: { origin: 'built-in' },
      mode: 'enforce',
      onViolation: 'fail',
      onUnknown: 'warn',
      onError: 'warn',
      verdict: 'fail',
      results: [result],
    };
    const { people, policy: judged } = pseudonymize(record({ policy }), KEY);
    const [alice, bob] = [people.initiator?.login, people.sender?.login];
    expect(judged?.results[0]?.message).toBe(
      `${alice} started the job and ${alice} approved; not alice-cooper, not malice. ${bob}’s id is ${bob}.`,
    );
  });

  it('replaces the actor of the identity token and the owner of a fork, and leaves the repository’s own owner', () => {
    const { pipeline, access, people } = pseudonymize(
      record({
        pipeline: {
          ...sampleRecord().pipeline,
          pullRequest: { number: '1', headSha: 'a'.repeat(40), headRepository: 'alice/octo-repo' },
        },
        access: {
          oidc: { available: true, claims: { actor: 'alice', actor_id: '1000001', repository_owner: 'octo-org' } },
        },
      }),
      KEY,
    );
    const alice = people.initiator?.login;
    expect(access.oidc?.claims).toEqual({ actor: alice, actor_id: alice, repository_owner: 'octo-org' });
    expect(pipeline.pullRequest?.headRepository).toBe(`${alice}/octo-repo`);
    expect(pipeline.repositoryOwner).toBe('octo-org');
  });

  it('replaces people in a bypass list and leaves teams there when they are told apart', () => {
    const ruleset: Ruleset = {
      name: 'main',
      enforcement: 'active',
      bypassActors: [
        { kind: 'user', name: 'alice', mode: 'always' },
        { kind: 'team', name: 'alice', mode: 'always' },
      ],
    };
    const { protections, people } = pseudonymize(record({ protections: { rulesets: [ruleset] } }), KEY);
    const names = protections.rulesets?.[0]?.bypassActors?.map(({ name }) => name);
    expect(names).toEqual([people.initiator?.login, 'alice']);
  });

  it('replaces a login and an id that changed when they stand by themselves', () => {
    const drift = [
      { pointer: '/people/initiator/login', from: 'start', to: 'end', before: 'alice-before', after: 'alice' },
      { pointer: '/people/initiator/id', from: 'start', to: 'end', before: '9999', after: '1000001' },
      { pointer: '/approvals', from: 'start', to: 'end', before: [{ user: BOB }], after: [] },
      { pointer: '/runner/name', from: 'start', to: 'end', before: 'one', after: 'two' },
    ] as const;
    const hidden = pseudonymize(record({ drift: [...drift] }), KEY);
    expect(JSON.stringify(hidden.drift)).not.toMatch(/alice|1000001|9999|bob/i);
    expect(hidden.drift[3]).toEqual(drift[3]);
  });

  it('leaves out what was signed, with gaps, when it would name the author', () => {
    const verification = { verified: true, reason: 'valid', payload: 'author Alice <a@example.com>', signature: 'x' };
    const { source, gaps } = pseudonymize(record({ source: { verification } }), KEY);
    expect(source.verification).toEqual({ verified: true, reason: 'valid' });
    expect(gaps.map(({ pointer }) => pointer)).toEqual([
      '/source/verification/payload',
      '/source/verification/signature',
    ]);
  });

  it('takes variables and matrix for what they are when they are called login', () => {
    const hidden = pseudonymize(
      record({
        pipeline: { ...sampleRecord().pipeline, matrix: { login: 'x', id: 'y' } },
        runner: { environmentVariables: { login: 'x', id: 'y' } },
      }),
      KEY,
    );
    expect(hidden.pipeline.matrix).toEqual({ login: 'x', id: 'y' });
    expect(hidden.runner.environmentVariables).toEqual({ login: 'x', id: 'y' });
  });

  it('makes an attested view that holds no pseudonym’s bearer and is bound to the log when it is committed', () => {
    const { attested, log } = commit(pseudonymize(record(), KEY), 'a'.repeat(64));
    expect(attested.pseudonyms).toBeUndefined();
    expect(log.pseudonyms).toBeDefined();
    expect(JSON.stringify(attested)).not.toMatch(/alice|bob|1000001|1000002/i);
    expect(commitmentHolds(attested, log)).toBe(true);
  });

  it('leaves no person in the attested view when any record is given', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const { record: whole, planted } = withPlantedPeople(any);
        const text = JSON.stringify(attestedView(pseudonymize(whole, KEY)));
        expect(planted.filter((value) => text.includes(value))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('revealed', () => {
  it('gives everybody their names again when a record was pseudonymised', () => {
    const { planted: _, record: whole } = withPlantedPeople(recordOfSeed(3));
    const { people, approvals, protections } = revealed(pseudonymize(whole, KEY));
    expect({ people, approvals, protections }).toEqual({
      people: whole.people,
      approvals: whole.approvals,
      protections: whole.protections,
    });
  });

  it('makes no drift when a start that was pseudonymised is compared with an end that is not yet', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const { record: whole } = withPlantedPeople(any);
        expect(driftBetween(revealed(pseudonymize(whole, KEY)), whole)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves a record as it is when it has no pseudonyms', () => {
    expect(revealed(record())).toEqual(record());
  });
});

function placed(place: string, account: object): AccessRecord {
  const keys = place.split('/').slice(1);
  const nested = keys.reduceRight<unknown>((inner, key) => (key === '*' ? [inner] : { [key]: inner }), account);
  const base = JSON.parse(JSON.stringify(sampleRecord()));
  const [top = ''] = keys;
  const part = (nested as Record<string, unknown>)[top];
  return { ...base, [top]: Array.isArray(part) ? part : { ...base[top], ...(part as object) } };
}

function memberAt(value: unknown, place: string): unknown {
  return place
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key === '*' ? '0' : key], value);
}
