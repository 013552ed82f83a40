import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createAttestationFinder } from '../ci/github/attestation-finder.ts';
import { createRunHistory } from '../ci/github/run-history.ts';
import { rememberReplies } from '../ci/github/run-history-memory.ts';
import { paceRequests } from '../ci/github/run-history-pace.ts';
import { createWorkflowList } from '../ci/github/workflow-list.ts';
import { type FindingKind, weightOf } from '../core/reconciliation/finding.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { type ReconcileSummary, reconcile as reconcileRepository } from '../pipeline/reconcile.ts';
import type { FoundBundle, ReconciledStore, Signatures } from '../pipeline/reconcile-entries.ts';
import { bundleVerifier } from './bundle-verifier.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { bundlesIn } from './reconcile/bundle-folder.ts';
import { HELP } from './reconcile/help.ts';
import { type ReconcileOptions, readOptions } from './reconcile/options.ts';
import { createProgressLine, type ProgressLine } from './reconcile/progress.ts';
import { openState, stateFolder } from './reconcile/state.ts';
import { createFindingsText } from './reconcile/text.ts';
import { configuredSinks, sinkSurroundings } from './sinks-option.ts';
import { keepHeapSmall } from './small-heap.ts';
import { accessGitHub } from './verify/github-access.ts';

/** At half a kilobyte each. */
const MOST_JOBS = 150_000;

/** The command `doorlog reconcile`; returns the exit code. */
export async function reconcile(args: string[], io: CliIo): Promise<number> {
  const progress = createProgressLine(io.stderr, io.isTerminal, Date.now);
  try {
    const options = readOptions(args, new Date());
    if (options === 'help') {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const stores = await storesOf(options.sinks, io);
    const signatures = await signaturesOf(options, io);
    const bundles = options.bundles === undefined ? [] : await bundlesIn(options.bundles, io.cwd);
    keepHeapSmall();
    return await interruptible(async (signal) => {
      let worst: number = EXIT.fine;
      for (const repository of options.repositories) {
        const summary = await reconcileOne(repository, { options, stores, signatures, bundles, io, progress }, signal);
        const code = exitCode(summary);
        worst = worst === EXIT.refused || code === EXIT.refused ? EXIT.refused : Math.max(worst, code);
      }
      return worst;
    });
  } catch (error) {
    progress.clear();
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

interface Surroundings {
  readonly options: ReconcileOptions;
  readonly stores: readonly ReconciledStore[];
  readonly signatures: Signatures | undefined;
  readonly bundles: readonly FoundBundle[];
  readonly io: CliIo;
  readonly progress: ProgressLine;
}

async function reconcileOne(
  repository: string,
  { options, stores, signatures, bundles, io, progress }: Surroundings,
  signal: AbortSignal,
): Promise<ReconcileSummary> {
  const folder = options.state === undefined ? stateFolder(io.env, io.cwd) : options.state;
  const state = openState(resolve(io.cwd, folder), {
    repository,
    server: options.apiUrl ?? io.env.GITHUB_API_URL,
    asked: options.asked,
    span: options,
  });
  if (state.isResumed) io.stderr(`Going on with ${repository} where an earlier reconciliation stopped.\n`);
  const paced = paceRequests(io.http, {
    mayWait: options.mayWait,
    onWait: progress.wait,
    now: Date.now,
    pause: (milliseconds, stop) => pause(milliseconds, undefined, { signal: stop }),
    signal,
  });
  const http = rememberReplies(paced, state.memory);
  const { client } = accessGitHub({ env: io.env, http }, { apiUrl: options.apiUrl });
  const workflows = createWorkflowList(client, repository);
  const seen = await workflows.repository();
  const most = options.attestations;
  const question = {
    repository: seen,
    ...state.span,
    grace: options.grace,
    stores,
    isExpected: options.isExpected,
    signatures,
    attestations:
      most === undefined
        ? undefined
        : { most, finder: createAttestationFinder({ client, http, repository: seen.name }) },
    bundles,
    parallel: options.parallel,
    mostJobs: MOST_JOBS,
  };
  const ports = {
    history: createRunHistory(client, seen.name),
    workflows,
    notes: state.notes,
    clock: { now: () => new Date() },
    onProgress: progress.tell,
  };
  const text = createFindingsText({ all: options.all });
  const findings = reconcileRepository(question, ports, signal);
  for (;;) {
    const next = await findings.next();
    if (next.done) {
      state.finish();
      progress.clear();
      io.stdout(options.json ? `${JSON.stringify({ summary: next.value })}\n` : text.finish(next.value));
      return next.value;
    }
    if (options.json) io.stdout(`${JSON.stringify(next.value)}\n`);
    else text.add(next.value);
  }
}

/**
 * The repository is not named: a certificate holds the name that it had then, and its id is compared with what the record
 * says, which is this repository’s.
 */
async function signaturesOf(options: ReconcileOptions, io: CliIo): Promise<Signatures | undefined> {
  const { issuer, collectors, trustRoot } = options;
  if (!options.signatures) return undefined;
  const verifier = await bundleVerifier({ key: undefined, trustRoot }, io);
  return { verifier, expected: { issuer, ...(collectors.length > 0 && { collectors }) } };
}

async function storesOf(given: string | undefined, io: CliIo): Promise<ReconciledStore[]> {
  const surroundings = sinkSurroundings(io);
  const stores: ReconciledStore[] = [];
  for (const sink of await configuredSinks(given, io)) {
    const reader = await sink.reader(surroundings);
    const isPartial = sink.config.only !== undefined;
    if (reader) stores.push({ sink: sink.name, reader, isPartial });
    else io.stderr(`The sink ${printable(sink.name)} can’t be read back; it is left out.\n`);
  }
  if (stores.length > 0) return stores;
  throw new DoorlogError('usage', 'None of these sinks can be read back; name one that can.');
}

/** The first interrupt ends it in order; after that, another one is deadly as ever. */
async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const end = () =>
    stop.abort(new DoorlogError('http-timeout', 'It was ended before all was compared; run again to go on.'));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  try {
    return await action(stop.signal);
  } catch (error) {
    // What was under way may tell of its own end in words of its own.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

function exitCode({ findings }: ReconcileSummary): number {
  const weights = new Set(Object.keys(findings).map((kind) => weightOf(kind as FindingKind)));
  if (weights.has('forged')) return EXIT.refused;
  return weights.has('missing') ? EXIT.evidence : EXIT.fine;
}
