import { type Check, check } from './check.ts';
import { runAddress } from './claim.ts';
import { valueAt } from './pointer.ts';
import { told, toldAt } from './said.ts';

const MINUTE = 60_000;
/** Between the last look and the signature lie the judgement and at most a few slow requests. */
const LONGEST_BEFORE = 15 * MINUTE;
/** A self-hosted runner's clock may be wrong by this much. */
const LONGEST_AFTER = 5 * MINUTE;

/** Checks that what no certificate claims by itself follows from what it does: the run's page, the commit looked at. */
export function checkWithin(record: unknown): Check[] {
  return [...checkRunUrl(record), ...checkSourceCommit(record)];
}

function checkRunUrl(record: unknown): Check[] {
  const said = valueAt(record, '/pipeline/runUrl');
  if (said === undefined) return [];
  const open = check('run-url', 'Page of the run');
  const [server, repository, runId, attempt] = ['server', 'repository', 'runId', 'runAttempt'].map((field) =>
    toldAt(record, `/pipeline/${field}`),
  );
  const page = runAddress(server, repository, runId, attempt);
  return said === page || said === page.replace(/\/attempts\/[^/]*$/, '')
    ? [open.ok(`The page of the run, ${said}, is that of the run and attempt.`)]
    : [open.failed(`The page of the run should be ${page}; the record says ${told(said)} at /pipeline/runUrl.`)];
}

/** On a pull request the run is for the merge that GitHub made, and the commit looked at is the pull request's head. */
function checkSourceCommit(record: unknown): Check[] {
  const said = valueAt(record, '/source/commit');
  if (said === undefined) return [];
  const open = check('source-commit', 'Commit looked at');
  if (said === valueAt(record, '/pipeline/sha'))
    return [open.ok('The commit looked at is the one that the run is for.')];
  return said === valueAt(record, '/pipeline/pullRequest/headSha')
    ? [open.ok('The commit looked at is the head of the pull request.')]
    : [
        open.failed(
          `The record looked at commit ${told(said)} (/source/commit), which is neither the run’s nor its pull request’s head.`,
        ),
      ];
}

/** Checks that the record was finished, by a collector too, shortly before it was signed. */
export function checkTime(record: unknown, signedAt: Date): Check {
  const open = check('time', 'Time');
  const moment = valueAt(record, '/recorder/kind') === 'collector' ? 'collector' : 'end';
  const said = valueAt(record, `/observedAt/${moment}`);
  const end = typeof said === 'string' ? Date.parse(said) : Number.NaN;
  const signed = signedAt.toISOString();
  if (Number.isNaN(end))
    return open.failed(`It was signed at ${signed}, and the record does not say when it was made.`);
  if (signedAt.getTime() - end > LONGEST_BEFORE) {
    return open.failed(`It was signed at ${signed}, more than 15 minutes after the time in the record, ${said}.`);
  }
  return end - signedAt.getTime() > LONGEST_AFTER
    ? open.failed(`It was signed at ${signed}, more than 5 minutes before the time in the record, ${said}.`)
    : open.ok(`It was signed at ${signed}, within minutes of the time in the record, ${said}.`);
}
