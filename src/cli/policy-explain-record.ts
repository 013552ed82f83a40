import { gapFor } from '../core/rule.ts';
import { valueAt } from '../core/verification/pointer.ts';
import type { AccessRecord } from '../model/access-record.ts';
import { ranked } from '../model/ranked-results.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import { printable } from './printable.ts';
import type { ViewName } from './read-record.ts';

/** An observation that led to a result. */
interface ExplainedFact {
  readonly pointer: string;
  /** What the record holds there; left out where it holds nothing. */
  readonly value?: unknown;
  /** Where it came from: `api`, `oidc`, `event` … */
  readonly source?: string;
  /** Why nothing is there, and what it would take to see it. */
  readonly gap?: { readonly reason: string; readonly needed: string };
}

/** A result with what led to it and what would change it. */
export interface ExplainedResult extends RuleResult {
  readonly facts: readonly ExplainedFact[];
  /** One sentence; left out where nothing has to change. */
  readonly change?: string;
}

/** Why a record was judged as it was, rule by rule. */
export function explainResults(record: AccessRecord, { results, waivers = [] }: Verdict): ExplainedResult[] {
  return results.map((result) => {
    const facts = result.evidence.map((pointer) => factAt(record, pointer));
    const waiver = waivers.find(({ rule, state }) => rule === result.rule && state !== 'unused');
    const change = changeFor(result, facts, waiver?.expires);
    return { ...result, facts, ...(change !== undefined && { change }) };
  });
}

function factAt(record: AccessRecord, pointer: string): ExplainedFact {
  const value = valueAt(record, pointer);
  const source = value === undefined ? undefined : sourceOf(record, pointer);
  const gap = value === undefined ? gapFor(record.gaps, pointer) : undefined;
  return {
    pointer,
    ...(value !== undefined && { value }),
    ...(source !== undefined && { source }),
    ...(gap && { gap: { reason: gap.reason, needed: gap.needed } }),
  };
}

/** The source that is told for the fact itself, or for the nearest part above it. */
function sourceOf({ sources }: AccessRecord, pointer: string): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (Object.hasOwn(sources, at)) return sources[at];
  }
  return undefined;
}

function changeFor(
  result: RuleResult,
  facts: readonly ExplainedFact[],
  expires: string | undefined,
): string | undefined {
  switch (result.result) {
    case 'fail':
      return result.mend;
    case 'waived':
      return `It fails again ${expires === undefined ? 'when its waiver ends' : `from ${expires}`}. ${result.mend ?? ''}`.trim();
    case 'unknown': {
      const needed = [...new Set(facts.flatMap(({ gap }) => gap?.needed ?? []))];
      if (needed.length > 0) return `It could be told with: ${needed.join('; ')}.`;
      return result.reason === undefined ? undefined : TAKES[result.reason];
    }
    default:
      return undefined;
  }
}

const TAKES: Partial<Record<NonNullable<RuleResult['reason']>, string>> = {
  'no-history': 'It could be told with earlier records: --history FILE.',
  learning: 'It can be told once the history goes back far enough.',
  'no-roster': 'The gate tells it, with the organisation’s roster.',
  'no-audit-log': 'The gate tells it, with a token for the organisation’s audit log.',
  'cut-off': 'Write the expression so that it ends within 200 ms.',
};

/** What the text is made of. */
interface Explanation {
  readonly record: AccessRecord;
  /** What of the record there was to judge. */
  readonly view: ViewName;
  /** What people call the policy that judged it now. */
  readonly policy: string;
  readonly verdict: Verdict;
  readonly refused: boolean;
  readonly results: readonly ExplainedResult[];
  /** Whether rules that found nothing are shown. */
  readonly all: boolean;
}

const MARKS: Record<RuleResult['result'], string> = {
  fail: 'FAIL',
  unknown: 'UNKNOWN',
  waived: 'WAIVED',
  pass: 'pass',
  'not-applicable': 'n/a',
};
const LONGEST_VALUE = 160;

/** The explanation for people: what matters most first. */
export function explanationText({ record, view, policy, verdict, refused, results, all }: Explanation): string {
  const shown = ranked(results).filter(({ result }) => all || (result !== 'pass' && result !== 'not-applicable'));
  const hidden = results.length - shown.length;
  const job = [record.pipeline.repository, record.pipeline.job, record.phase].filter(Boolean).join(', ');
  return [
    `${record.recordId.slice(0, 16)} (${job}): ${policy} ${refused ? 'refuses it' : `says ${verdict.verdict}`}`,
    ...judgedBefore(record, verdict),
    ...(view === 'attested' ? [ATTESTED_ONLY] : []),
    ...shown.flatMap((result) => ['', ...linesOf(result, view)]),
    ...(hidden > 0 ? ['', `${hidden} more found nothing; --all shows them.`] : []),
  ]
    .map((line) => `${printable(line)}\n`)
    .join('');
}

const ATTESTED_ONLY =
  'This is the attested view: what only the log holds is missing from it, and rules that look there can’t tell.';

/** What judged the job itself, where that was not the same policy or said something else. */
function judgedBefore({ policy: before }: AccessRecord, { policy, verdict }: Verdict): string[] {
  if (!before) return [];
  const { repository, path, commit, digest, origin } = before.policy;
  const isSame = digest === undefined ? origin === policy.origin : digest === policy.digest;
  if (isSame && before.verdict === verdict) return [];
  const place = [repository, path].filter(Boolean).join(', ');
  const by = place === '' ? ORIGINS[origin] : `${place}${commit === undefined ? '' : ` at ${commit.slice(0, 12)}`}`;
  return [`The job itself was judged by ${by}; the verdict was ${before.verdict}.`];
}

const ORIGINS: Record<Verdict['policy']['origin'], string> = {
  repository: 'its repository’s policy',
  file: 'a policy file',
  'built-in': 'the built-in policy',
  none: 'no policy',
};

function linesOf(result: ExplainedResult, view: ViewName): string[] {
  const { severity, raisedBy, layer, excused, facts, change, message, rule } = result;
  const raised = raisedBy ? `, raised by ${raisedBy.join(', ')}` : '';
  const by = layer === 'organization' ? ', the organisation’s' : '';
  return [
    `${MARKS[result.result]}  ${rule} (${severity}${raised}${by}${excused ? ', excused' : ''})`,
    `  ${message}`,
    ...facts.map((fact) => lineOfFact(fact, view)),
    ...(result.locations ?? []).map(({ file, line }) => `  at ${file}${line === undefined ? '' : `:${line}`}`),
    ...(change ? [`  → ${change}`] : []),
  ];
}

function lineOfFact({ pointer, value, source, gap }: ExplainedFact, view: ViewName): string {
  if (gap) return `  ${pointer}: not seen (${gap.reason})`;
  if (value === undefined) return `  ${pointer}: ${view === 'attested' ? 'not in the attested view' : 'nothing there'}`;
  return `  ${pointer} = ${printable(JSON.stringify(value), LONGEST_VALUE)}${source ? ` (${source})` : ''}`;
}
