import type { BundleSigner } from '../../ports.ts';
import { type Check, check } from './check.ts';
import { compareWithRecorder } from './claims.ts';
import type { ExpectedSigner, SignedFor } from './expected-signer.ts';
import { matchesPattern } from './identity-pattern.ts';
import { valueAt } from './pointer.ts';
import { toldAt } from './said.ts';
import { workflowAddress } from './workflow-address.ts';

type CertificateSigner = Extract<BundleSigner, { kind: 'certificate' }>;

const STARTED_WORKFLOW = '1.3.6.1.4.1.57264.1.18';
const REF = '1.3.6.1.4.1.57264.1.14';

/** Checks that a collector made the record, that it is one of those that are believed, and that it says who it is. */
export function checkCollector(signer: CertificateSigner, record: unknown, expected: ExpectedSigner): Check[] {
  return [
    checkIsListed(signer, expected.collectors ?? []),
    checkStartedBy(signer, expected.collectors ?? []),
    ...compareWithRecorder(signer.claims, record, { strict: true }),
    tellTestimony(record),
  ];
}

/** What a collector says that the job was, which no certificate claims. */
export function testifiedIn(record: unknown): SignedFor {
  const at = (pointer: string) => {
    const value = valueAt(record, pointer);
    return typeof value === 'string' ? value : undefined;
  };
  const workflow = at('/pipeline/jobWorkflowRef') ?? at('/pipeline/workflowRef');
  return {
    repository: at('/pipeline/repository'),
    workflow: workflow === undefined ? undefined : workflowAddress(`https://server/${workflow}`)?.path,
    ref: at('/pipeline/ref'),
    environment: at('/pipeline/environment'),
    runner: at('/runner/environment'),
  };
}

function checkIsListed({ identity }: CertificateSigner, collectors: readonly string[]): Check {
  const open = check('collector', 'Collector');
  if (collectors.length === 0) {
    return open.failed(
      `A collector made the record, about another job, and nobody said which collectors are believed; it was signed by ${identity}.`,
    );
  }
  if (isAmong(collectors, identity)) {
    return open.ok(`A collector that is believed made the record: ${identity}.`);
  }
  const ref = workflowAddress(identity)?.ref;
  return isOtherBranch(collectors, identity)
    ? open.failed(`The collector’s workflow is believed, but not from ${ref}: it was signed by ${identity}.`)
    : open.failed(`The record was signed by ${identity}, which is none of the collectors that are believed.`);
}

function isAmong(patterns: readonly string[], identity: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, identity));
}

function isOtherBranch(patterns: readonly string[], identity: string): boolean {
  const signed = workflowAddress(identity);
  if (!signed) return false;
  return patterns.some((pattern) => {
    const listed = workflowAddress(pattern);
    return listed?.server === signed.server && matchesPattern(listed.path, signed.path);
  });
}

/**
 * Anybody may call a workflow that can be called, from any branch and with any inputs: so who started the run has to be
 * believed too, and the run has to be for the branch that its workflow file is from.
 */
function checkStartedBy({ claims }: CertificateSigner, collectors: readonly string[]): Check {
  const open = check('collector-run', 'Run of the collector');
  const started = claims[STARTED_WORKFLOW];
  if (started === undefined) {
    return open.failed('The certificate does not claim which workflow was started, so that anybody may have.');
  }
  if (!isAmong(collectors, started)) {
    return open.failed(`The collector’s run was started by ${started}, which is none of the collectors believed.`);
  }
  const [file, run] = [workflowAddress(started)?.ref, claims[REF]];
  return file === run
    ? open.ok(`The collector’s run was for ${file}, which its workflow file is from.`)
    : open.failed(`The collector’s run was for ${run ?? 'no ref'}, and its workflow file is from ${file}.`);
}

function tellTestimony(record: unknown): Check {
  const open = check('testimony', 'Testimony');
  const [repository, run, attempt] = ['repository', 'runId', 'runAttempt'].map((field) =>
    toldAt(record, `/pipeline/${field}`),
  );
  const disagreements = valueAt(record, '/disagreements');
  const differs = Array.isArray(disagreements) ? disagreements.map((each) => toldAt(each, '/pointer')) : [];
  const contrary = differs.length === 0 ? '' : `, which says otherwise at ${differs.join(', ')}`;
  return open.ok(
    `What it says of the job in run ${run}, attempt ${attempt}, of ${repository} is the collector’s testimony, not the job’s own record${contrary}.`,
  );
}
