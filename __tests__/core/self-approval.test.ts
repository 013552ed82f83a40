import { describe, expect, it } from '@jest/globals';
import { withSelfApproval } from '../../src/core/self-approval.ts';
import { Approval } from '../../src/model/access.ts';

function approvalBy(id?: string): Approval {
  return { environment: 'production', state: 'approved', user: { login: 'someone', ...(id !== undefined && { id }) } };
}

const alice = { id: '1' };
const bob = { id: '2' };

describe('withSelfApproval', () => {
  it.each([
    ['the initiator approved', '1', { initiator: alice }, true],
    ['the re-runner approved', '2', { initiator: alice, rerunner: bob }, true],
    ['somebody else approved', '3', { initiator: alice, rerunner: bob }, false],
    ['the approver’s id is missing', undefined, { initiator: alice }, undefined],
    ['the initiator’s id is missing', '3', { initiator: {} }, undefined],
    ['the initiator is missing', '3', {}, undefined],
    ['the re-runner’s id is missing', '3', { initiator: alice, rerunner: {} }, undefined],
    ['the re-runner’s id is missing, but the initiator approved', '1', { initiator: alice, rerunner: {} }, true],
  ])('tells by ids when %s', (_name, id, people, expected) => {
    const [approval] = withSelfApproval([approvalBy(id)], people);
    expect(Approval.parse(approval).selfApproval).toBe(expected);
    expect('selfApproval' in (approval ?? {})).toBe(expected !== undefined);
  });

  it('looks at each approval for itself and leaves its argument alone when there are several', () => {
    const approvals = [approvalBy('1'), approvalBy('3')];
    expect(withSelfApproval(approvals, { initiator: alice }).map(({ selfApproval }) => selfApproval)).toEqual([
      true,
      false,
    ]);
    expect(approvals).toEqual([approvalBy('1'), approvalBy('3')]);
  });
});
