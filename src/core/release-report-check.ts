import * as z from 'zod/mini';
import { PAYLOAD_TYPE, RELEASE_REPORT_TYPE, STATEMENT_TYPE } from '../model/predicate-type.ts';
import { ReleaseReport } from '../model/release-report.ts';
import type { BundleEnvelope } from '../ports.ts';
import { canonicalize, sha256Hex } from './canonical.ts';
import { quantity } from './quantity.ts';
import { isAgainstPolicy, verdictOf } from './release-report.ts';
import { type Check, check } from './verification/check.ts';

/** The release that a report is held against, as somebody sees it. */
export interface ComparedRelease {
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly tag: string;
  /** The commit that the tag stands for now; left out where nobody asked. */
  readonly commit?: string;
  /** Files of the release with their SHA-256; those of the report itself, by `isReportFile`, are passed over. */
  readonly artifacts: readonly { readonly name: string; readonly sha256: string }[];
  /** Records that were found, SHA-256 of each attested record’s file by record id: held against those that the report names. */
  readonly records?: ReadonlyMap<string, string>;
}

/** What came of it; the report only where it can be read as one. */
export interface CheckedReport {
  readonly checks: readonly Check[];
  readonly report?: ReleaseReport;
}

/** The files that a release step attaches. */
export const REPORT_FILES = {
  json: 'doorlog-release-access-report.json',
  markdown: 'doorlog-release-access-report.md',
  bundle: 'doorlog-release-access-report.sigstore.json',
  result: 'doorlog-release-verification.sigstore.json',
} as const;

/** Whether a file of a release is one of the report’s own, which no report speaks about. */
export function isReportFile(name: string): boolean {
  return Object.values(REPORT_FILES).some((own) => own === name);
}

const Statement = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.strictObject({ name: z.optional(z.string()), digest: z.strictObject({ sha256: z.string() }) })),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});

/**
 * Checks that what was signed is a statement of a release access report about exactly the report’s file and the files
 * that it names. The signature itself is proven elsewhere.
 */
export function checkReleaseStatement(envelope: Pick<BundleEnvelope, 'payload' | 'payloadType'>): CheckedReport {
  const open = check('statement', 'In-toto statement');
  const statement = Statement.safeParse(jsonIn(envelope.payload)).data;
  if (envelope.payloadType !== PAYLOAD_TYPE || !statement) {
    return { checks: [open.failed('What was signed is not an in-toto Statement over SHA-256 digests.')] };
  }
  const type = check('predicate-type', 'Predicate type');
  if (statement.predicateType !== RELEASE_REPORT_TYPE) {
    return {
      checks: [
        open.ok(`What was signed is an ${STATEMENT_TYPE}.`),
        type.failed(`What was signed is a ${statement.predicateType}, not a ${RELEASE_REPORT_TYPE}.`),
      ],
    };
  }
  const form = check('schema', 'Schema');
  const report = ReleaseReport.safeParse(statement.predicate).data;
  const checks = [open.ok(`What was signed is an ${STATEMENT_TYPE}.`), type.ok(`It is a ${RELEASE_REPORT_TYPE}.`)];
  if (!report) {
    return { checks: [...checks, form.failed('What was signed is not a release access report of a known version.')] };
  }
  const known = form.ok(`It is a release access report, version ${report.schemaVersion}.`);
  return { checks: [...checks, known, checkSubjects(statement.subject, statement.predicate, report)], report };
}

function checkSubjects(
  subjects: readonly { readonly digest: { readonly sha256: string } }[],
  predicate: unknown,
  { release }: ReleaseReport,
): Check {
  const open = check('subject', 'Subjects');
  const named = new Set([...release.artifacts.map(({ sha256 }) => sha256), sha256Hex(canonicalize(predicate))]);
  const signed = new Set(subjects.map(({ digest }) => digest.sha256));
  const isSame = signed.size === named.size && subjects.length === named.size && [...named].every((d) => signed.has(d));
  return isSame
    ? open.ok('It was signed for the report’s own file and the files that the report names, and for nothing else.')
    : open.failed('It was signed for other files than the report’s own and those that it names.');
}

/** Holds a report, whose signature was proven elsewhere, against the release that somebody sees; pure. */
export function checkReleaseReport(report: unknown, release: ComparedRelease): CheckedReport {
  const open = check('schema', 'Schema');
  const parsed = ReleaseReport.safeParse(report);
  if (!parsed.success) return { checks: [open.failed('This is not a release access report of a known version.')] };
  const checks = [
    open.ok(`This is a release access report, version ${parsed.data.schemaVersion}.`),
    checkRelease(parsed.data, release),
    checkArtifacts(parsed.data, release),
    checkSums(parsed.data),
    ...checkRecords(parsed.data, release),
    checkVerdict(parsed.data),
  ];
  return { checks, report: parsed.data };
}

function checkRelease({ release }: ReleaseReport, { repository, tag, commit }: ComparedRelease): Check {
  const open = check('release', 'Release');
  if (release.repository.toLowerCase() !== repository.toLowerCase() || release.tag !== tag) {
    return open.failed(`The report speaks of ${release.tag} of ${release.repository}, not of ${tag} of ${repository}.`);
  }
  if (commit !== undefined && commit !== release.commit) {
    return open.failed(`The report speaks of commit ${release.commit}, and the tag ${tag} stands for ${commit} now.`);
  }
  return open.ok(`The report speaks of ${tag} of ${release.repository}, commit ${release.commit}.`);
}

/** By digest alone: a file may be called otherwise where it was built. */
function checkArtifacts({ release }: ReleaseReport, { artifacts }: ComparedRelease): Check {
  const open = check('artifacts', 'Released files');
  const named = new Set(release.artifacts.map(({ sha256 }) => sha256));
  const strange = artifacts.filter(({ name, sha256 }) => !isReportFile(name) && !named.has(sha256));
  const [first] = strange;
  if (!first) return open.ok('The report names every file of the release.');
  const more = strange.length > 1 ? `, nor ${strange.length - 1} more of its files` : '';
  return open.failed(`The report does not name ${first.name} (sha256:${first.sha256}) of the release${more}.`);
}

/** Whoever counts again must come to the same. */
function checkSums({ counts, jobs, missing, excluded, verdict }: ReleaseReport): Check {
  const open = check('counts', 'Counts');
  const places = [...jobs, ...missing, ...excluded].map(({ run, job }) => `${run.id}/${run.attempt}/${job.id}`);
  if (new Set(places).size < places.length) return open.failed('The report lists a job twice.');
  const own = {
    ran: places.length,
    verified: jobs.filter((job) => job.verdict === 'verified').length,
    refused: jobs.filter((job) => job.verdict !== 'verified').length,
    againstPolicy: jobs.filter(isAgainstPolicy).length,
    missing: missing.length,
    excluded: excluded.length,
    notRun: counts.notRun,
  };
  return canonicalize(own) === canonicalize(counts) && verdictOf(own) === verdict
    ? open.ok('The report’s counts and verdict follow from the jobs that it lists.')
    : open.failed('The report’s counts or verdict are not those of the jobs that it lists.');
}

function checkRecords({ jobs }: ReleaseReport, { records }: ComparedRelease): Check[] {
  if (!records) return [];
  const open = check('records', 'Records');
  const proven = jobs.filter(({ recordDigest }) => recordDigest !== undefined);
  const strange = proven.find(({ recordId, recordDigest }) => (records.get(recordId) ?? recordDigest) !== recordDigest);
  if (strange) {
    return [
      open.failed(`The record of ${strange.job.name} is another one than the report names; one of the two is false.`),
    ];
  }
  const found = proven.filter(({ recordId }) => records.has(recordId)).length;
  return [
    found === proven.length
      ? open.ok('Every record that the report names is the one that was found.')
      : open.notChecked(
          `Of ${quantity(proven.length, 'record')} that the report names ${quantity(proven.length - found, 'was', 'were')} not found.`,
        ),
  ];
}

function checkVerdict({ verdict, counts }: ReleaseReport): Check {
  const open = check('report-verdict', 'Verdict of the report');
  return verdict === 'pass'
    ? open.ok(`Every job that was asked for has a proven record: ${counts.verified} of them.`)
    : open.failed(
        `The report says that the release is not in order: ${quantity(counts.missing, 'job')} without a proven record, ${counts.refused} that can’t be believed, ${counts.againstPolicy} against the policy.`,
      );
}

function jsonIn(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
