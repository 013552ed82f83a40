import type { AccessRecord } from '../../../model/access-record.ts';
import type { PullRequest } from '../../../model/pull-request.ts';
import { type Judgement, pass, unknown } from '../../rule.ts';
import { targetEnvironment } from './target-environment.ts';

/** A pull request with where it stands in the record. */
export interface Change {
  readonly pullRequest: PullRequest;
  readonly pointer: string;
}

/** What a rule says of the changes that a job works on. */
interface Judges {
  /** Of a pull request that brought one. */
  readonly change: (change: Change) => Judgement;
  /** Of a job that deploys what no pull request brought; left out, nothing. */
  readonly direct?: () => Judgement;
}

/**
 * Judges the pull requests of which one brought what the job works on; the review of one is a review of the commit. A
 * pull request's own checks come before its review: only where such a job deploys has it to be reviewed by then.
 */
export function judgeChanges(record: AccessRecord, { change: judge, direct }: Judges): Judgement {
  const isCheck = record.pipeline.event?.startsWith('pull_request') === true;
  if (isCheck && record.pipeline.environment === undefined) {
    const target = targetEnvironment(record);
    if (typeof target === 'object' && target.result === 'unknown') return target;
    return pass('The job checks a pull request and deploys nothing; its review may come later.', ['/pipeline/event']);
  }
  const judgements = record.source.pullRequests
    ?.map((pullRequest, index) => ({ pullRequest, pointer: `/source/pullRequests/${index}` }))
    .filter(({ pullRequest }) => hasBrought(record, pullRequest))
    .map(judge);
  if (judgements === undefined) return unknown(record, '/source/pullRequests');
  return (
    judgements.find(({ result }) => result === 'pass') ??
    judgements.find(({ result }) => result === 'unknown') ??
    judgements[0] ??
    withoutChange(record, direct)
  );
}

function withoutChange(record: AccessRecord, direct: Judges['direct']): Judgement {
  const { event = '', pullRequest } = record.pipeline;
  const target = targetEnvironment(record);
  if (!direct || (typeof target === 'object' && target.result === 'pass')) {
    return pass('No pull request brought the commit.', ['/source/pullRequests']);
  }
  if (typeof target === 'object') return target;
  // A pull request that is not among those of the commit was not seen.
  return pullRequest || event === 'merge_group' ? unknown(record, '/source/pullRequests') : direct();
}

/** What the merge queue calls its branches: `gh-readonly-queue/main/pr-7-COMMIT`. */
const QUEUED = /\/pr-(\d+)-[0-9a-f]+$/;

function hasBrought({ pipeline }: AccessRecord, pullRequest: PullRequest): boolean {
  if (pipeline.pullRequest) return pullRequest.number === pipeline.pullRequest.number;
  if (pipeline.event === 'merge_group') {
    const [, number] = QUEUED.exec(pipeline.mergeGroup?.headRef ?? '') ?? [];
    return number === undefined ? pullRequest.state !== 'closed' : pullRequest.number === number;
  }
  return pullRequest.state === 'merged';
}
