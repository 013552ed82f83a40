import { type Check, check } from './check.ts';
import type { Claims } from './claim.ts';
import { matchesName, matchesPattern } from './identity-pattern.ts';
import { repositoryOf, workflowAddress } from './workflow-address.ts';

/**
 * Who should have signed. But for the issuer, each is exact, or a pattern with `*` (anything but a slash) and `**`
 * (anything) that the whole value has to match.
 */
export interface ExpectedSigner {
  /** The issuer of the identity, exactly. */
  readonly issuer: string;
  /** `OWNER/REPO` that the job ran for. */
  readonly repository?: string;
  /** `OWNER/REPO/PATH`, without a ref, of the workflow file that holds the job: a called workflow’s own. */
  readonly workflow?: string;
  /** Full ref that the run was for. */
  readonly ref?: string;
  /** Deployment environment of the job. */
  readonly environment?: string;
  /** `github-hosted` or `self-hosted`. */
  readonly runner?: string;
  /** The certificate’s subject alternative name, of records that jobs and gates made. */
  readonly identity?: string;
  /** The same of the collectors whose records are believed; without any, no collector’s is. */
  readonly collectors?: readonly string[];
  /** The earliest time of signing that counts. */
  readonly signedSince?: Date;
}

/** What was signed for, be it claimed by a certificate or testified by a collector. */
export interface SignedFor {
  readonly repository?: string | undefined;
  readonly workflow?: string | undefined;
  readonly ref?: string | undefined;
  readonly environment?: string | undefined;
  readonly runner?: string | undefined;
}

const FULCIO = '1.3.6.1.4.1.57264.1.';

/** What a certificate claims that it was given for (github.com/sigstore/fulcio, docs/oid-info.md). */
export function claimedIn(claims: Claims): SignedFor {
  return {
    repository: repositoryOf(claims[`${FULCIO}12`]),
    workflow: workflowAddress(claims[`${FULCIO}9`])?.path,
    ref: claims[`${FULCIO}14`],
    environment: claims[`${FULCIO}23`],
    runner: claims[`${FULCIO}11`],
  };
}

/** Whether anything is expected that no key by itself can prove: who signed, for what, or when. */
export function asksMoreThanKey(expected: ExpectedSigner): boolean {
  const { identity, repository, workflow, ref, environment, runner, signedSince } = expected;
  return [identity, repository, workflow, ref, environment, runner, signedSince].some((each) => each !== undefined);
}

/** Whether the signature comes from whom it was expected from; what nobody expected is one line about the repository. */
export function checkExpected(signedFor: SignedFor, expected: ExpectedSigner): Check[] {
  const { repository, workflow, ref, environment, runner } = expected;
  return [
    repository === undefined
      ? check('repository', 'Expected repository').notChecked('No repository was expected.')
      : compare(['repository', 'Expected repository', 'repository'], signedFor.repository, repository, matchesName),
    ...(workflow === undefined
      ? []
      : [compare(['workflow', 'Expected workflow', 'workflow file'], signedFor.workflow, workflow, matchesWorkflow)]),
    ...(ref === undefined ? [] : [compare(['ref', 'Expected ref', 'ref'], signedFor.ref, ref, matchesPattern)]),
    ...(environment === undefined
      ? []
      : [
          compare(
            ['environment', 'Expected environment', 'environment'],
            signedFor.environment,
            environment,
            matchesPattern,
          ),
        ]),
    ...(runner === undefined
      ? []
      : [compare(['runner', 'Expected runner', 'kind of runner'], signedFor.runner, runner, matchesPattern)]),
  ];
}

function compare(
  [id, title, noun]: readonly [string, string, string],
  said: string | undefined,
  expected: string,
  matches: (pattern: string, text: string) => boolean,
): Check {
  const open = check(id, title);
  if (said === undefined) return open.failed(`Signed for no ${noun} that could be told, but ${expected} was expected.`);
  return matches(expected, said)
    ? open.ok(`Signed for the ${noun} ${said}, as expected.`)
    : open.failed(`Signed for the ${noun} ${said}, but ${expected} was expected.`);
}

/** Owner and repository without regard to case, the path in it as it is. */
function matchesWorkflow(pattern: string, workflow: string): boolean {
  return matchesPattern(withPlainOwner(pattern), withPlainOwner(workflow));
}

function withPlainOwner(workflow: string): string {
  const [owner = '', repository = '', ...path] = workflow.split('/');
  return [...[owner, repository].map((name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())), ...path].join(
    '/',
  );
}

/** Whether it was signed since a time; a signature without a trusted time was not, as far as anybody can tell. */
export function checkSignedSince(signedAt: Date | undefined, since: Date | undefined): Check[] {
  if (since === undefined) return [];
  const open = check('signed-since', 'Signed since');
  const earliest = since.toISOString();
  if (signedAt === undefined) {
    return [open.failed(`Nothing vouches for the time of signing, and it was to be after ${earliest}.`)];
  }
  return [
    signedAt.getTime() >= since.getTime()
      ? open.ok(`It was signed at ${signedAt.toISOString()}, not before ${earliest}.`)
      : open.failed(`It was signed at ${signedAt.toISOString()}, before ${earliest}.`),
  ];
}
