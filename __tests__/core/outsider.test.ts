import { describe, expect, it } from '@jest/globals';
import { isOutsiders } from '../../src/core/outsider.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';

type Job = Pick<AccessRecord, 'pipeline' | 'people'>;

function job(pipeline: Partial<AccessRecord['pipeline']>, people: AccessRecord['people'] = {}): Job {
  return { pipeline: { provider: 'github-actions', ...pipeline }, people };
}

const pullRequest = (fromFork?: boolean) => ({
  number: '7',
  headSha: 'a'.repeat(40),
  ...(fromFork !== undefined && { fromFork }),
});
const comment = (association?: string) => ({ id: '9', ...(association && { association }) });

describe('isOutsiders', () => {
  it.each<[string, Job, boolean | undefined]>([
    ['somebody pushes', job({ event: 'push' }), false],
    ['a schedule is due', job({ event: 'schedule' }), false],
    ['a pull request comes from a fork', job({ event: 'pull_request', pullRequest: pullRequest(true) }), true],
    [
      'a pull request comes from the repository',
      job({ event: 'pull_request', pullRequest: pullRequest(false) }),
      false,
    ],
    [
      'nobody knows where a pull request comes from',
      job({ event: 'pull_request', pullRequest: pullRequest() }),
      undefined,
    ],
    ['the pull request is not known', job({ event: 'pull_request' }), undefined],
    [
      'a fork’s pull request runs the base’s code',
      job({ event: 'pull_request_target', pullRequest: pullRequest(true) }),
      true,
    ],
    ['a fork’s pull request is reviewed', job({ event: 'pull_request_review', pullRequest: pullRequest(true) }), true],
    ['a run follows a fork’s', job({ event: 'workflow_run', workflowRun: { id: '1', fromFork: true } }), true],
    [
      'a run follows one of the repository’s',
      job({ event: 'workflow_run', workflowRun: { id: '1', fromFork: false } }),
      false,
    ],
    [
      'a run follows one that anybody’s comment may have caused',
      job({ event: 'workflow_run', workflowRun: { id: '1', fromFork: false, event: 'issue_comment' } }),
      undefined,
    ],
    [
      'a run follows a push to the repository',
      job({ event: 'workflow_run', workflowRun: { id: '1', fromFork: false, event: 'push' } }),
      false,
    ],
    ['a page of the wiki is edited', job({ event: 'gollum' }), undefined],
    ['a run follows one that is not known', job({ event: 'workflow_run' }), undefined],
    ['a member comments', job({ event: 'issue_comment', comment: comment('MEMBER') }), false],
    ['the owner comments, in small letters', job({ event: 'issue_comment', comment: comment('owner') }), false],
    ['a collaborator comments', job({ event: 'issue_comment', comment: comment('COLLABORATOR') }), false],
    [
      'somebody who contributed before comments',
      job({ event: 'issue_comment', comment: comment('CONTRIBUTOR') }),
      true,
    ],
    ['a stranger comments', job({ event: 'discussion_comment', comment: comment('NONE') }), true],
    ['nobody knows how the commenter belongs', job({ event: 'issue_comment', comment: comment() }), undefined],
    [
      'the initiator’s association tells',
      job({ event: 'issues' }, { initiator: { login: 'mallory', association: 'NONE' } }),
      true,
    ],
    [
      'the comment’s association goes before the initiator’s',
      job({ event: 'issue_comment', comment: comment('OWNER') }, { initiator: { login: 'm', association: 'NONE' } }),
      false,
    ],
    ['somebody stars the repository', job({ event: 'watch' }), undefined],
    ['the event is not known', job({}), undefined],
    ['it runs on somebody’s own machine', job({ provider: 'local' }), false],
  ])('tells or says that it can’t when %s', (_name, record, expected) => {
    expect(isOutsiders(record)).toBe(expected);
  });
});
