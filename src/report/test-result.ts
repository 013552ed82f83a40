import { PREDICATE_TYPE, STATEMENT_TYPE } from '../model/predicate-type.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/** A file that the verdict is about. */
interface Subject {
  readonly name: string;
  /** SHA-256 in lower-case hex. */
  readonly sha256: string;
}

/** What a verdict is stated with. */
export interface TestResultInput {
  readonly verdict: Verdict;
  /** Whether the verdict fails the job. */
  readonly refused: boolean;
  /** The record's own file first, then what the job made. */
  readonly subjects: readonly Subject[];
  /** Address of the server that holds the policies’ repositories. */
  readonly server?: string | undefined;
  /** Page of the run. */
  readonly url?: string | undefined;
}

/**
 * An in-toto Statement v1 that says what the policy found, as a test-result v0.1: rules are its tests, the policy is its
 * configuration. FAILED where the job is refused, WARNED where something was found, waived or not, or could not be seen,
 * else PASSED. What nobody could have seen yet is among the warned tests, and turns no PASSED into WARNED.
 */
export function testResultStatement({ verdict, refused, subjects, server, url }: TestResultInput) {
  const named = (...results: RuleResult['result'][]) => [
    ...new Set(verdict.results.filter(({ result }) => results.includes(result)).map(({ rule }) => rule)),
  ];
  const failedTests = named('fail');
  const warnedTests = named('unknown', 'waived').filter((rule) => !failedTests.includes(rule));
  const passedTests = named('pass').filter((rule) => !failedTests.includes(rule) && !warnedTests.includes(rule));
  const isPassed =
    verdict.verdict === 'pass' &&
    verdict.results.every(
      ({ result, excused }) => result === 'pass' || result === 'not-applicable' || (result === 'unknown' && excused),
    );
  return {
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: TEST_RESULT_TYPE,
    predicate: {
      result: refused ? 'FAILED' : isPassed ? 'PASSED' : 'WARNED',
      configuration: configurationOf(verdict, server),
      ...(url && { url }),
      passedTests,
      warnedTests,
      failedTests,
    },
  };
}

/** Resource descriptors of the policies that judged; a built-in one has no file, so it is named by our own predicate. */
function configurationOf({ policy, organizationPolicy, extendedPolicy }: Verdict, server: string | undefined) {
  const files = [policy, organizationPolicy, extendedPolicy].filter((file) => file?.digest !== undefined);
  if (files.length === 0) return [{ name: policy.origin, uri: `${PREDICATE_TYPE}#${policy.origin}` }];
  return files.map(({ repository, path, commit, digest } = {}) => ({
    name: path,
    ...(server && repository && commit && { uri: `git+${server}/${repository}@${commit}#${path}` }),
    ...(digest && { digest: { sha256: digest } }),
  }));
}
