import { counted, quantity } from '../../core/quantity.ts';
import { type Finding, type FindingKind, findingKinds } from '../../core/reconciliation/finding.ts';
import type { ReconcileSummary } from '../../pipeline/reconcile.ts';
import { printable } from '../printable.ts';
import { shortDigests } from '../short-digests.ts';

const SHOWN = 20;

const TITLES: Readonly<Record<FindingKind, string>> = {
  altered: 'Altered in the log',
  'not-genuine': 'Not signed by whom it says',
  'unknown-run': 'Records of runs that GitHub does not know',
  'unknown-job': 'Records of jobs that GitHub does not know',
  'no-record': 'Jobs without any record',
  'no-end': 'Starts without an end',
  unproven: 'Jobs whose record nothing proves',
  conflict: 'Different versions of one record',
  deleted: 'Deleted from the log',
  'not-in-store': 'Missing from one of the stores',
  'not-in-log': 'Attested, and not in the log',
  unmatched: 'Records that fit no one job',
  'attestation-missing': 'In the log, and not attested any more',
  'audit-removed': 'Workflows that lost their audit step',
  'audit-guarded': 'Audit steps under a condition',
  'audit-tolerated': 'Audit steps that may fail',
  'workflow-disabled': 'Workflows that are switched off',
  pending: 'Not yet: jobs that ended a short time ago',
};

/** Collects findings for a person: all are counted, and of each kind so many kept that can be read. */
export interface FindingsText {
  add(finding: Finding): void;
  /** The findings by kind, the gravest first, and what was compared. */
  finish(summary: ReconcileSummary): string;
}

/** `all`: nothing is left out. */
export function createFindingsText({ all }: { readonly all: boolean }): FindingsText {
  const kept = new Map<FindingKind, string[]>();
  const most = all ? Number.POSITIVE_INFINITY : SHOWN;
  return {
    add(finding) {
      const lines = kept.get(finding.kind) ?? [];
      if (lines.length < most) lines.push(linesOf(finding));
      kept.set(finding.kind, lines);
    },
    finish(summary) {
      const parts = findingKinds().flatMap((kind) => {
        const count = summary.findings[kind] ?? 0;
        const lines = kept.get(kind) ?? [];
        const rest = count - lines.length;
        const more =
          rest > 0
            ? [`  … and ${quantity(rest, 'more; --all or --json lists it.', 'more; --all or --json lists them.')}`]
            : [];
        return count === 0 ? [] : [[`${TITLES[kind]}: ${counted(count)}`, ...lines, ...more].join('\n')];
      });
      return `${[...parts, summaryText(summary)].join('\n\n')}\n`;
    },
  };
}

function linesOf({ job, workflow, recordId, store, location, says }: Finding): string {
  const what = job ? `${job.name}  ${job.workflow}  ${job.url}` : (workflow ?? `record ${recordId ?? ''}`);
  const where = [store, location].filter(Boolean).join('  ');
  return [what, ...(where === '' ? [] : [where]), says]
    .map((line, index) => `${index === 0 ? '  ' : '    '}${printable(shortDigests(line))}`)
    .join('\n');
}

function summaryText(summary: ReconcileSummary): string {
  const { repository, from, until, jobs, expected, copies, unsigned, proven, matchedByName, attestations } = summary;
  const lines = [
    `${repository}, runs created from ${from} until ${until}: ${quantity(jobs, 'job')}, of which ${quantity(expected, 'ran and is', 'ran and are')} meant to have a record; ${quantity(copies, 'copy of a record', 'copies of records')}.`,
  ];
  if (matchedByName > 0) {
    lines.push(
      `${quantity(matchedByName, 'record was', 'records were')} matched by run, attempt and name or runner, because the runner named no check run.`,
    );
  }
  if (unsigned > 0)
    lines.push(
      `${quantity(unsigned, 'end or collector’s record has no signature beside it.', 'ends or collectors’ records have no signature beside them.')}`,
    );
  lines.push(
    proven === undefined
      ? 'Signatures were not looked at; --signatures does that.'
      : `Signatures were looked at: ${quantity(proven, 'copy of an end or a collector’s record is', 'copies of ends and collectors’ records are')} proven.`,
  );
  lines.push(
    attestations
      ? `Attestations were looked for of ${counted(attestations.asked)} of ${quantity(attestations.of, 'signed record')}.`
      : 'Attestations were not looked for; --attestations does that.',
  );
  const findings = Object.entries(summary.findings).filter(([kind]) => kind !== 'pending');
  if (findings.length === 0) lines.push('Nothing is missing.');
  return lines.join('\n');
}
