import type { AccessRecord } from '../model/access-record.ts';
import type { Verdict } from '../model/verdict.ts';
import type { AlertMessage } from '../ports/alerts.ts';
import type { Alert } from './alerts.ts';
import { sha256Hex } from './canonical.ts';
import { workflowOf } from './history.ts';
import { isRefused } from './judge.ts';
import { attestedView } from './views.ts';

/** Hex digits of an id: enough that no two alerts of an organisation share one. */
const DIGITS = 32;

/**
 * What a channel is told of a finding: what the finding says, and of the record only what its attested view holds. The
 * record is the one with pseudonyms, where those are asked for.
 */
export function alertMessage({ fingerprint, finding }: Alert, record: AccessRecord, verdict: Verdict): AlertMessage {
  const { pipeline, people, observedAt, recordId } = attestedView(record);
  const { rule, severity, raisedBy, message, mend, subject, locations } = finding;
  const { server, repository, job, environment, ref, sha, event, runId, runNumber, runAttempt, runUrl } = pipeline;
  const occasion = runId === undefined ? [recordId] : [runId, runAttempt ?? '1'];
  return present({
    id: `alert-${sha256Hex(JSON.stringify([fingerprint, ...occasion])).slice(0, DIGITS)}`,
    fingerprint,
    rule,
    severity,
    raisedBy,
    message,
    mend,
    subject,
    locations,
    mode: verdict.mode,
    refused: isRefused(verdict),
    recordId,
    moment: momentOf(record),
    time: observedAt.end ?? observedAt.collector ?? observedAt.start ?? '',
    server,
    repository,
    workflow: workflowOf({ pipeline }),
    job,
    environment,
    ref,
    sha,
    event,
    runId,
    runNumber,
    runAttempt,
    runUrl,
    initiator: people.initiator?.login,
    rerunner: people.rerunner?.login,
  });
}

/** A message whose absent members may be undefined. */
type Loose = {
  [Key in keyof AlertMessage]-?: object extends Pick<AlertMessage, Key>
    ? AlertMessage[Key] | undefined
    : AlertMessage[Key];
};

function present(message: Omit<Loose, 'test'>): AlertMessage {
  const known = Object.entries(message).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as AlertMessage;
}

function momentOf({ recorder: { kind }, phase }: AccessRecord): AlertMessage['moment'] {
  if (kind === 'gate' || kind === 'collector') return kind;
  return phase === 'start' ? 'start' : 'end';
}
