import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSetUp } from '../../../src/ci/github/job-log.ts';
import { deploymentWorld } from '../../support/deployment-world.ts';
import { linesOf, setUpLog } from '../../support/set-up-log.ts';

const world = deploymentWorld({
  tokenPermissions: { contents: 'read', 'pull-requests': 'write', 'id-token': 'write' },
});
const COMMIT = 'a'.repeat(40);
const actions = [['actions/checkout@v4', COMMIT]] as const;
const TOLD = {
  runnerVersion: '2.331.0',
  environment: 'github-hosted',
  image: 'ubuntu-24.04 20261115.2.0',
  secretSource: 'Actions',
  permissions: { contents: 'read', 'pull-requests': 'write', 'id-token': 'write' },
  actions: [{ uses: 'actions/checkout@v4', commit: COMMIT }],
};

/** The lines of a log without their times. */
function messages(text: string): string[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^\uFEFF?\S+ /, ''));
}

describe('readSetUp', () => {
  it('reads rights, actions and machine when a hosted runner wrote the log', () => {
    expect(readSetUp(setUpLog(world, { actions }))).toEqual(TOLD);
  });

  it('reads the runner’s name when the runner is one’s own', () => {
    const log = setUpLog(world, { isSelfHosted: true });
    expect(readSetUp(log)).toMatchObject({ environment: 'self-hosted', runnerName: 'GitHub Actions 321' });
    expect(readSetUp(log)?.image).toBeUndefined();
  });

  it('reads commits of packages when actions come as such', () => {
    const log = messages(setUpLog(world));
    const at = log.findIndex((line) => line.startsWith('Complete job name'));
    log.splice(
      at,
      0,
      "##[group]Download immutable action package 'actions/checkout@v4'",
      'Version: 4.2.2',
      `Source commit SHA: ${COMMIT}`,
      '##[endgroup]',
    );
    expect(readSetUp(linesOf(log))?.actions).toEqual(TOLD.actions);
  });

  it('knows no rights when the runner does not tell them', () => {
    expect(readSetUp(setUpLog(world, { withoutPermissions: true }))?.permissions).toBeUndefined();
  });

  it('takes the runner’s list when whoever owns the machine described it with another', () => {
    const log = messages(setUpLog(world));
    log.splice(1, 0, '##[group]GITHUB_TOKEN Permissions', 'Contents: write', 'Packages: write', '##[endgroup]');
    expect(readSetUp(linesOf(log))?.permissions).toEqual(TOLD.permissions);
  });

  it.each([
    ['is empty', ''],
    ['begins with something else', linesOf(['Hello', "Current runner version: '2.331.0'"])],
    ['has no times', "Current runner version: '2.331.0'\n"],
  ])('knows nothing when a log %s', (_name, text) => {
    expect(readSetUp(text)).toBeUndefined();
  });

  it('stops when a called workflow’s inputs hold a set-up', () => {
    const call = [
      'Uses: octo-org/payments/.github/workflows/x.yml@refs/heads/main (aaaa)',
      '##[group] Inputs',
      '  name: x\n2026-11-20T10:24:41.1234567Z ##[endgroup]',
      `Download action repository 'actions/evil@v1' (SHA:${'f'.repeat(40)})`,
    ];
    expect(readSetUp(setUpLog(world, { actions, call }))).toEqual(TOLD);
  });

  const forged = fc.constantFrom(
    ...messages(
      setUpLog({ ...world, tokenPermissions: { packages: 'write' } }, { actions: [['actions/evil@v1', COMMIT]] }),
    ),
  );

  it('says the same when steps write whatever they like after the set-up', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(forged, fc.string())), (steps) => {
        expect(readSetUp(setUpLog(world, { actions, steps }))).toEqual(TOLD);
      }),
    );
  });

  it('never raises and holds no more than it was told when a text is cut or changed', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.array(fc.string()), (length, lines) => {
        const cut = readSetUp(setUpLog(world, { actions }).slice(0, length));
        const scopes = Object.keys(cut?.permissions ?? {});
        expect(scopes.filter((scope) => !(scope in TOLD.permissions))).toEqual([]);
        readSetUp(linesOf(["Current runner version: '2.331.0'", ...lines]));
      }),
    );
  });
});
