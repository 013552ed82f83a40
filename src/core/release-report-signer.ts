import type { ReleaseReport } from '../model/release-report.ts';
import type { BundleSigner } from '../ports.ts';
import { type Check, check } from './verification/check.ts';
import { address, type ClaimRow, compareClaim, runAddress } from './verification/claim.ts';
import type { ExpectedSigner } from './verification/signer.ts';

/** Source Repository Digest (github.com/sigstore/fulcio, docs/oid-info.md). */
const COMMIT = '1.3.6.1.4.1.57264.1.13';

const CLAIMS: readonly ClaimRow[] = [
  {
    oid: 15,
    id: 'claim-repository-id',
    title: 'Repository id',
    weight: 'if-claimed',
    pointers: ['/release/repositoryId'],
  },
  {
    oid: 18,
    id: 'claim-recorder-workflow',
    title: 'Workflow file of the recorder',
    weight: 'optional',
    pointers: ['/release/server', '/recorder/workflowRef'],
    form: address,
  },
  {
    oid: 21,
    id: 'claim-recorder-run',
    title: 'Run and attempt of the recorder',
    weight: 'optional',
    pointers: ['/release/server', '/release/repository', '/recorder/runId', '/recorder/runAttempt'],
    form: runAddress,
  },
];

/**
 * Checks that a report was made by whom it says, and by somebody who may speak for the release: any job of the repository
 * can sign a report, also one that a branch brought. The workflow files of the released commit were released with it; of
 * another commit only what the reader names. `made-by` is not `ok` where nobody vouches for the signer.
 */
export function checkReportSigner(signer: BundleSigner, report: ReleaseReport, expected: ExpectedSigner): Check[] {
  const open = check('made-by', 'Who made it');
  if (signer.kind === 'key') return [open.notChecked('A key signed it, which has no run.')];
  const { identity, claims } = signer;
  const { workflow, ref, identity: named } = expected;
  const isNamed = workflow !== undefined || ref !== undefined || named !== undefined;
  const madeBy =
    claims[COMMIT] === report.release.commit
      ? open.ok(`It was made by ${identity}, at the released commit.`)
      : isNamed
        ? open.ok(`It was made by ${identity}, as expected.`)
        : open.notChecked(
            `It was made by ${identity} at another commit than the released one, which any job of the repository can do; name that workflow by --workflow and --ref if it may.`,
          );
  return [...CLAIMS.flatMap((row) => compareClaim(row, claims, report)), madeBy];
}
