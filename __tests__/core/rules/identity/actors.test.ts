import { describe, expect, it } from '@jest/globals';
import { actorsOf, isSamePerson } from '../../../../src/core/rules/identity/actors.ts';

const alice = { login: 'alice', id: '1001' };

describe('somebody of the audit log', () => {
  it.each([
    ['the ids are the same', alice, { login: 'alice-renamed', id: '1001' }],
    ['the logins are the same and one has no id', alice, { login: 'Alice' }],
    ['the logins are the same and the other has no id', { login: 'ALICE' }, alice],
  ])('is the person when %s', (_when, one, other) => {
    expect(isSamePerson(one, other)).toBe(true);
  });

  it.each([
    ['the login has another id now', alice, { login: 'alice', id: '7' }],
    ['the logins differ and there is no id', { login: 'bob' }, { login: 'alice' }],
    ['the logins differ and one has no id', alice, { login: 'bob' }],
    ['nobody is named', undefined, alice],
    ['the person is not known', alice, undefined],
    ['neither is known', undefined, undefined],
  ])('is not the person when %s', (_when, one, other) => {
    expect(isSamePerson(one, other)).toBe(false);
  });
});

describe('who made the job run', () => {
  it.each([
    ['nobody is known', {}, []],
    ['only the re-runner is known', { rerunner: alice }, ['re-ran']],
    ['the initiator re-ran it', { initiator: alice, rerunner: { ...alice } }, ['started']],
    [
      'the initiator re-ran it after a renaming',
      { initiator: alice, rerunner: { login: 'al', id: '1001' } },
      ['started'],
    ],
    ['the initiator re-ran it and one id is missing', { initiator: alice, rerunner: { login: 'alice' } }, ['started']],
    ['the initiator re-ran it and the other is', { initiator: { login: 'alice' }, rerunner: alice }, ['started']],
    ['another re-ran it', { initiator: alice, rerunner: { login: 'bob', id: '1002' } }, ['started', 're-ran']],
    ['another without an id re-ran it', { initiator: alice, rerunner: { login: 'bob' } }, ['started', 're-ran']],
  ])('is told when %s', (_when, people, did) => {
    expect(actorsOf({ people }).map((actor) => actor.did)).toEqual(did);
  });
});
