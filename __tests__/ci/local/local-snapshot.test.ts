import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type LocalFacts, localSnapshot } from '../../../src/ci/local/local-snapshot.ts';
import { Snapshot } from '../../../src/model/access-record.ts';
import { Pipeline } from '../../../src/model/pipeline.ts';
import { Runner } from '../../../src/model/runner.ts';
import { Source } from '../../../src/model/source.ts';

const SHA = 'a'.repeat(40);
const PERSON = { name: 'Ada', email: 'ada@example.org', time: '2026-01-02T03:04:05.000Z' };
const NOW = new Date('2026-01-02T03:04:06.000Z');

const FULL = {
  git: {
    root: '/src/app',
    commit: { sha: SHA, tree: 'b'.repeat(40), parents: ['c'.repeat(40)], author: PERSON, committer: PERSON },
    signature: { state: 'good', kind: 'ssh', fingerprint: 'SHA256:abc' },
    ref: 'refs/heads/main',
    remote: 'https://example.org/app.git',
    workingTree: { modified: false, files: 0, digest: 'd'.repeat(64) },
    missing: [],
  },
  user: { login: 'ada', uid: '1000', hostName: 'forge', os: 'linux', arch: 'x64', sudoUser: 'bob', missing: [] },
  ci: { name: 'Jenkins', run: 'build-7' },
  surroundings: { proxy: 'none', certificateAuthorities: 'none' },
  command: ['make', 'deploy'],
  directory: '/src/app',
} as const satisfies LocalFacts;

const BARE: LocalFacts = {
  git: {
    missing: ['root', 'commit', 'signature', 'ref', 'remote', 'workingTree'].map((fact) => ({
      fact,
      reason: 'git is not installed',
    })),
  },
  user: { os: 'linux', arch: 'x64', missing: [{ fact: 'login', reason: 'the system has no entry for this user' }] },
  ci: undefined,
  surroundings: { proxy: 'none', certificateAuthorities: 'none' },
  command: ['true'],
  directory: '/',
};

describe('localSnapshot', () => {
  it('holds every fact in the place that the schema has for it when all is known', () => {
    const snapshot = localSnapshot(FULL, NOW);
    expect(Snapshot.parse(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      observedAt: NOW.toISOString(),
      pipeline: { provider: 'local', sha: SHA, ref: 'refs/heads/main', command: ['make', 'deploy'] },
      runner: { user: 'ada', userId: '1000', hostName: 'forge', sudoUser: 'bob' },
      people: { author: { name: 'Ada', email: 'ada@example.org' } },
      source: { commit: SHA, modified: false, verification: { verified: true, reason: 'valid', key: 'SHA256:abc' } },
    });
  });

  it.each([
    ['all is known', FULL],
    ['nothing is known', BARE],
    ['the commit has no signature', { ...FULL, git: { ...FULL.git, signature: { state: 'none' as const } } }],
  ])('has a fact or a gap, never both or neither, for each field when %s', (_, facts) => {
    const snapshot = localSnapshot(facts, NOW);
    const gaps = snapshot.gaps.map(({ pointer }) => pointer);
    expect(new Set(gaps).size).toBe(gaps.length);
    for (const [section, shape] of [
      ['pipeline', Pipeline.shape],
      ['runner', Runner.shape],
      ['source', Source.shape],
    ] as const) {
      for (const key of Object.keys(shape)) {
        expect([`/${section}/${key}`, key in snapshot[section]]).toEqual([
          `/${section}/${key}`,
          !gaps.includes(`/${section}/${key}`),
        ]);
      }
    }
  });

  it('says why in the log when git could not tell', () => {
    const { gaps } = localSnapshot(BARE, NOW);
    expect(gaps).toContainEqual({
      pointer: '/source/commit',
      reason: 'not-found',
      needed: 'a git repository with a commit that git can read',
      detail: 'Git is not installed.',
    });
  });

  it('takes a signature as unknown when this machine could not check it', () => {
    const git = { ...FULL.git, signature: { state: 'unchecked' as const } };
    const { source, gaps } = localSnapshot({ ...FULL, git }, NOW);
    expect(source.verification).toBeUndefined();
    expect(gaps).toContainEqual(expect.objectContaining({ pointer: '/source/verification', reason: 'not-available' }));
  });

  it.each(['bad', 'good-untrusted-key', 'good-expired-key', 'good-revoked-key', 'good-expired'] as const)(
    'does not call the commit verified when its signature is %s',
    (state) => {
      const { source } = localSnapshot({ ...FULL, git: { ...FULL.git, signature: { state } } }, NOW);
      expect(source.verification).toMatchObject({ verified: false, reason: state.replaceAll('-', '_') });
    },
  );

  it('fits the schema when names, arguments and folders are anything', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 290, max: 5_000 }).map((n) => 'ä'.repeat(n)),
    );
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 4 }), (name, command) => {
        const commit = { ...FULL.git.commit, author: { ...PERSON, name, email: name } };
        const git = { ...FULL.git, commit, remote: name, ref: name };
        const user = { ...FULL.user, login: name, hostName: name };
        const snapshot = localSnapshot({ ...FULL, git, user, command, directory: name }, NOW);
        expect(Snapshot.safeParse(snapshot).success).toBe(true);
      }),
    );
  });
});
