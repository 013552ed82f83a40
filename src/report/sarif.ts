import type { Severity } from '../model/severity.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';

/** What is said of a rule beside its results. */
export interface RuleText {
  readonly title: string;
  readonly why?: string | undefined;
  readonly mend?: string | undefined;
  readonly controls: readonly string[];
}

/** What a SARIF log is made of. */
export interface SarifInput {
  readonly verdict: Verdict;
  readonly version: string;
  readonly ruleText: (id: string) => RuleText | undefined;
  /** Where a finding stands that names no place of its own: the job's workflow file. */
  readonly workflowFile: string | undefined;
  /** Tells this analysis from others of the same commit: workflow file and job. */
  readonly category: string;
}

const HOME = 'https://github.com/doorlog/doorlog';
const LEVEL = { low: 'note', medium: 'warning', high: 'error', critical: 'error' } as const satisfies Record<
  Severity,
  string
>;

/** The bands that GitHub gives a `security-severity`: over 9.0 is critical, 7.0 high, 4.0 medium. */
const SCORE = { low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' } as const satisfies Record<Severity, string>;

/**
 * The verdict's findings as a SARIF 2.1.0 log (OASIS), as GitHub's code scanning reads it: failures are results, waived
 * ones are suppressed results, what could not be seen is a notification and never a result.
 */
export function sarifLog({ verdict, version, ruleText, workflowFile, category }: SarifInput) {
  const found = verdict.results.filter(({ result }) => result === 'fail' || result === 'waived');
  const ids = [...new Set(found.map(({ rule }) => rule))];
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: {
          driver: {
            name: 'Doorlog',
            version,
            informationUri: HOME,
            rules: ids.map((id) => descriptor(id, ruleText(id), worst(found, id))),
          },
        },
        automationDetails: { id: `doorlog/${category}/` },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(verdict) }],
        results: found.map((result) => resultOf(result, ids.indexOf(result.rule), workflowFile)),
      },
    ],
  };
}

function worst(found: readonly RuleResult[], id: string): Severity {
  const order = ['low', 'medium', 'high', 'critical'] as const;
  const ranks = found.filter(({ rule }) => rule === id).map(({ severity }) => order.indexOf(severity));
  return order[Math.max(...ranks)] ?? 'low';
}

function descriptor(id: string, text: RuleText | undefined, severity: Severity) {
  return {
    id,
    shortDescription: { text: text?.title ?? id },
    fullDescription: { text: text?.why ?? text?.title ?? id },
    helpUri: `${HOME}/blob/main/docs/rules.md#${id}`,
    help: { text: text?.mend ?? 'See the policy that holds this rule.' },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { 'security-severity': SCORE[severity], tags: ['security', ...(text?.controls ?? [])] },
  };
}

function resultOf(result: RuleResult, ruleIndex: number, workflowFile: string | undefined) {
  const { rule, severity, message, mend, fingerprint, locations = [] } = result;
  const places = locations.length > 0 ? locations : workflowFile ? [{ file: workflowFile, line: 1 }] : [];
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: mend ? `${message} ${mend}` : message },
    locations: places.map(({ file, line }) => ({
      physicalLocation: {
        // A path may hold what an address may not.
        artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
        region: { startLine: line ?? 1 },
      },
    })),
    ...(fingerprint && { partialFingerprints: { 'doorlog/v1': fingerprint } }),
    ...(result.result === 'waived' && {
      suppressions: [
        { kind: 'external' as const, status: 'accepted' as const, justification: 'A waiver of the policy.' },
      ],
    }),
  };
}

function notifications({ results }: Verdict) {
  return results
    .filter(({ result }) => result === 'unknown')
    .map(({ rule, message }) => ({
      level: 'note' as const,
      message: { text: message },
      associatedRule: { id: rule },
    }));
}
