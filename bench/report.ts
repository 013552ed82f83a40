import type { PerHook, ProcessorCost } from './measure.ts';
import { JOBS_OF_RUN, RECONCILED_RUNS, type ReconcileCost, type ReconcileRun } from './reconcile-cost.ts';
import { JUDGED_RECORDS, type RulesCost } from './rules-cost.ts';
import { rounded } from './statistics.ts';
import { MORE_TIMES, VERIFIED_BUNDLES, type VerifyCost } from './verify-cost.ts';
import { WORKFLOW_FILES } from './workflows.ts';

/** Everything that was measured. */
export interface Measurements {
  readonly plain: ProcessorCost;
  readonly tls: ProcessorCost;
  readonly depth: PerHook;
  /** The same with three log stores in place of one. */
  readonly depthOfThree: PerHook;
  /** Milliseconds that a log store which never answers adds to a start. */
  readonly silenceAdds: number;
  readonly requests: PerHook;
  /** The same where little is left of the token's budget. */
  readonly scarceRequests: PerHook;
  readonly archiveBytes: number;
  /** Processor time of one `doorlog workflow explain` over 1,000 files, in seconds. */
  readonly explainSeconds: number;
  readonly rules: RulesCost;
  readonly verify: VerifyCost;
  readonly reconcile: ReconcileCost;
}

/** One hook's figures, as programs read them. */
interface HookFigures {
  readonly cpuRatio: number;
  readonly cpuRatioTls: number;
  readonly depth: number;
  readonly requests: number;
  readonly scarceRequests: number;
}

/** What `--json` prints. */
export interface Figures {
  readonly start: HookFigures;
  readonly end: HookFigures;
  readonly archiveBytes: number;
  /** What log stores add: two more of them, in round trips; one that never answers, in milliseconds at the start. */
  readonly logStores: {
    readonly moreDepthOfThree: { readonly start: number; readonly end: number };
    readonly silenceAdds: number;
  };
  /** What explaining a thousand workflow files takes. */
  readonly workflowExplain: { readonly files: number; readonly cpuSeconds: number };
  /** What judging takes: many records with a growing history, and one in a hook. */
  readonly rules: { readonly records: number; readonly cpuSeconds: number; readonly hookMilliseconds: number };
  readonly verifyFolder: VerifyFigures;
  /** What reconciling takes: once, and again when nothing changed. */
  readonly reconcile: { readonly jobs: number } & ReconcileCost;
}

/** What verifying a directory of bundles takes. */
export interface VerifyFigures {
  readonly bundles: number;
  /** Processor time of each, in milliseconds. */
  readonly cpuMilliseconds: number;
  /** The same as a part of what cosign takes; left out where it is not installed. */
  readonly partOfCosign?: number;
  /** The same as a multiple of what the signatures alone take. */
  readonly timesSignatures: number;
  /** How many of this machine’s processors were busy. */
  readonly busyProcessors: number;
  readonly processors: number;
  /** Most memory in megabytes, and for four times as many bundles. */
  readonly peakMegabytes: number;
  readonly peakMegabytesOfMore: number;
}

/** What the project wants to stay under. */
export const AIMS: Omit<Figures, 'verifyFolder' | 'reconcile'> & {
  readonly verifyFolder: { readonly partOfCosign: number };
  readonly reconcile: { readonly peakMegabytes: number; readonly countedAgain: number };
} = {
  start: { cpuRatio: 3, cpuRatioTls: 4.5, depth: 3, requests: 5, scarceRequests: 4 },
  end: { cpuRatio: 7, cpuRatioTls: 8.5, depth: 7, requests: 5, scarceRequests: 4 },
  archiveBytes: 1_500_000,
  // The announce-wait that is the default.
  logStores: { moreDepthOfThree: { start: 0, end: 0 }, silenceAdds: 1_000 },
  workflowExplain: { files: WORKFLOW_FILES, cpuSeconds: 1.5 },
  rules: { records: JUDGED_RECORDS, cpuSeconds: 10, hookMilliseconds: 10 },
  verifyFolder: { partOfCosign: 0.25 },
  reconcile: { peakMegabytes: 300, countedAgain: 0 },
};

/** Ratios with two decimals, depth with one. */
export function figuresOf(measurements: Measurements): Figures {
  const {
    plain,
    tls,
    depth,
    depthOfThree,
    silenceAdds,
    requests,
    scarceRequests,
    archiveBytes,
    explainSeconds,
    rules,
    verify,
    reconcile,
  } = measurements;
  // Waiting side by side or one after the other differs by whole replies; less than half of one is noise.
  const more = (hook: keyof PerHook) => Math.max(0, rounded(depthOfThree[hook] - depth[hook], 0));
  const logStores = {
    moreDepthOfThree: { start: more('pre'), end: more('post') },
    silenceAdds: rounded(silenceAdds, 0),
  };
  const of = (hook: keyof PerHook): HookFigures => ({
    cpuRatio: rounded(plain.ratio[hook], 2),
    cpuRatioTls: rounded(tls.ratio[hook], 2),
    depth: rounded(depth[hook], 1),
    requests: requests[hook],
    scarceRequests: scarceRequests[hook],
  });
  const workflowExplain = { files: WORKFLOW_FILES, cpuSeconds: rounded(explainSeconds, 2) };
  const judging = {
    records: JUDGED_RECORDS,
    cpuSeconds: rounded(rules.judgeSeconds, 1),
    hookMilliseconds: rounded(rules.hookMilliseconds, 1),
  };
  return {
    start: of('pre'),
    end: of('post'),
    archiveBytes,
    logStores,
    workflowExplain,
    rules: judging,
    verifyFolder: verifyFigures(verify),
    reconcile: {
      jobs: RECONCILED_RUNS * JOBS_OF_RUN,
      first: reconcileFigures(reconcile.first),
      again: reconcileFigures(reconcile.again),
    },
  };
}

function verifyFigures(cost: VerifyCost): VerifyFigures {
  const { doorlog, cosign, signatures, busyProcessors, processors, peak } = cost;
  return {
    bundles: VERIFIED_BUNDLES,
    cpuMilliseconds: rounded(doorlog, 1),
    ...(cosign !== undefined && { partOfCosign: rounded(doorlog / cosign, 3) }),
    timesSignatures: rounded(doorlog / signatures, 1),
    busyProcessors: rounded(busyProcessors, 1),
    processors,
    peakMegabytes: rounded(peak.once, 0),
    peakMegabytesOfMore: rounded(peak.moreTimes, 0),
  };
}

function reconcileFigures({ peakMegabytes, seconds, ...counts }: ReconcileRun): ReconcileRun {
  return { ...counts, peakMegabytes: rounded(peakMegabytes, 0), seconds: rounded(seconds, 0) };
}

const TITLES: Record<keyof HookFigures, string> = {
  cpuRatio: 'processor time, times bare Node',
  cpuRatioTls: 'the same, services over TLS',
  depth: 'round trips one after another',
  requests: 'requests to GitHub’s API',
  scarceRequests: 'the same, 20 left in the hour',
};

/** The figures as a table for people, each with its aim, and the milliseconds behind the ratios. */
export function tableOf(measurements: Measurements): string {
  const figures = figuresOf(measurements);
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(12)))
      .join('')
      .trimEnd();
  const cell = (value: number, aim: number) => [String(value), `${value <= aim ? '≤' : '>'} ${aim}`];
  const keys = Object.keys(TITLES) as (keyof HookFigures)[];
  const kilobytes = (bytes: number) => Math.round(bytes / 1000);
  const { plain, tls } = measurements;
  return [
    row(['', 'start', 'aim', 'end', 'aim']),
    ...keys.map((key) =>
      row([TITLES[key], ...cell(figures.start[key], AIMS.start[key]), ...cell(figures.end[key], AIMS.end[key])]),
    ),
    row([
      'more of them with three log stores',
      ...cell(figures.logStores.moreDepthOfThree.start, AIMS.logStores.moreDepthOfThree.start),
      ...cell(figures.logStores.moreDepthOfThree.end, AIMS.logStores.moreDepthOfThree.end),
    ]),
    row(['a silent log store adds, ms', ...cell(figures.logStores.silenceAdds, AIMS.logStores.silenceAdds)]),
    row(['archive of the last commit, kB', ...cell(kilobytes(figures.archiveBytes), kilobytes(AIMS.archiveBytes))]),
    row([
      '1,000 workflow files explained, s',
      ...cell(figures.workflowExplain.cpuSeconds, AIMS.workflowExplain.cpuSeconds),
    ]),
    row(['100,000 records judged, s', ...cell(figures.rules.cpuSeconds, AIMS.rules.cpuSeconds)]),
    row(['one record judged in a hook, ms', ...cell(figures.rules.hookMilliseconds, AIMS.rules.hookMilliseconds)]),
    ...(figures.verifyFolder.partOfCosign === undefined
      ? []
      : [
          row([
            'a bundle verified, part of cosign',
            ...cell(figures.verifyFolder.partOfCosign, AIMS.verifyFolder.partOfCosign),
          ]),
        ]),
    row(['100,000 jobs reconciled, MB', ...cell(figures.reconcile.first.peakMegabytes, AIMS.reconcile.peakMegabytes)]),
    row(['the same again, counted requests', ...cell(figures.reconcile.again.counted, AIMS.reconcile.countedAgain)]),
    '',
    verifySentence(figures.verifyFolder),
    reconcileSentence(figures.reconcile),
    `Milliseconds of processor time: bare Node ${ms(plain.bare)}; start ${ms(plain.milliseconds.pre)}, over TLS ${ms(tls.milliseconds.pre)}; end ${ms(plain.milliseconds.post)}, over TLS ${ms(tls.milliseconds.post)}; the catalogue of rules in a hook’s file ${ms(measurements.rules.loadMilliseconds)}.`,
    '',
  ].join('\n');
}

function verifySentence(figures: VerifyFigures): string {
  const { bundles, cpuMilliseconds, timesSignatures, busyProcessors, processors } = figures;
  const { peakMegabytes, peakMegabytesOfMore } = figures;
  return `A directory of ${bundles} bundles: ${cpuMilliseconds} ms of processor time for each, ${timesSignatures} times their signatures alone; ${busyProcessors} of ${processors} processors busy; at most ${peakMegabytes} MB, for ${MORE_TIMES * bundles} of them ${peakMegabytesOfMore} MB.`;
}

function reconcileSentence({ jobs, first, again }: Figures['reconcile']): string {
  return `Reconciling ${jobs} jobs: ${first.requests} requests in ${first.seconds} s; again ${again.requests} requests in ${again.seconds} s and ${again.peakMegabytes} MB.`;
}

function ms(value: number): string {
  return value.toFixed(0);
}
