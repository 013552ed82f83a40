import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ReplyMemory } from '../../ci/github/run-history-memory.ts';
import { sha256Hex } from '../../core/canonical.ts';
import type { JobFact } from '../../core/reconciliation/job-fact.ts';
import type { DayNotes } from '../../pipeline/reconcile-jobs.ts';
import { guard, openReplyFile, type ReplyFile } from './reply-file.ts';

/** The time that is reconciled. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** What is kept in the state folder of one repository. */
export interface ReconcileState {
  readonly memory: ReplyMemory;
  readonly notes: DayNotes;
  /** From where the reconciliation began that was ended before, if the same was asked for, until what is asked for now. */
  readonly span: Span;
  /** Whether an earlier one is gone on with. */
  readonly isResumed: boolean;
  /** The next one begins anew; replies are kept. */
  finish(): void;
}

/** In milliseconds. Runs of days that are noted may be run again later, which a new look at them tells. */
const NOTED_FOR = 24 * 3_600_000;

/** The user's own cache: XDG_CACHE_HOME, LOCALAPPDATA on Windows, else .cache under the home folder. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const home = env.HOME || env.USERPROFILE;
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (home && join(home, '.cache'));
  return base ? join(base, 'doorlog', 'reconcile') : join(cwd, '.doorlog', 'reconcile');
}

/** What a state is of. */
export interface StateQuestion {
  readonly repository: string;
  /** Address of its server’s API, where another than the usual one is asked. */
  readonly server: string | undefined;
  /** Tells one question from another. */
  readonly asked: string;
  readonly span: Span;
}

/**
 * Opens what is kept of a repository: GitHub’s replies by day, and the days that an unfinished reconciliation is done with.
 * Raises `state-invalid`.
 */
export function openState(folder: string, { repository, server, asked, span }: StateQuestion): ReconcileState {
  const name = [server ?? '', repository].map((part) => part.toLowerCase()).join(' ');
  const place = join(folder, sha256Hex(name).slice(0, 16));
  const pass = join(place, 'unfinished');
  const begun = readPass(join(pass, 'question.json'), asked, span);
  const now = Date.now();
  const isFresh = begun !== undefined && Math.abs(now - begun.since.getTime()) < NOTED_FOR;
  guard(pass, () => {
    if (!isFresh) rmSync(pass, { recursive: true, force: true });
    mkdirSync(pass, { recursive: true, mode: 0o700 });
  });
  // What was created since the other one was ended must not fall between the two.
  const chosen = begun ? { from: begun.from, until: span.until } : span;
  const since = isFresh ? begun.since : new Date(now);
  write(join(pass, 'question.json'), { asked, from: chosen.from.toISOString(), since: since.toISOString() });
  const others = openReplyFile(join(place, 'replies', 'others.jsonl'));
  let today: ReplyFile | undefined;
  return {
    span: chosen,
    isResumed: begun !== undefined,
    memory: {
      recall: (address) => today?.recall(address) ?? others.recall(address),
      keep: (address, reply) => (today ?? others).keep(address, reply),
    },
    notes: {
      async open(day) {
        const noted = readJobs(join(pass, `${day}.json`));
        if (!noted) today = openReplyFile(join(place, 'replies', `${day}.jsonl`));
        return noted;
      },
      async close(day, jobs, isOver) {
        today?.tidy();
        today = undefined;
        const path = join(pass, `${day}.json`);
        if (isOver && !existsSync(path)) write(path, jobs);
      },
    },
    finish() {
      others.tidy();
      rmSync(pass, { recursive: true, force: true });
    },
  };
}

function readPass(
  path: string,
  asked: string,
  { until }: Span,
): { readonly from: Date; readonly since: Date } | undefined {
  const Question = z.object({ asked: z.literal(asked), from: z.string(), since: z.string() });
  const question = Question.safeParse(readJson(path)).data;
  const [from, since] = [new Date(question?.from ?? ''), new Date(question?.since ?? '')];
  return from.getTime() < until.getTime() && !Number.isNaN(since.getTime()) ? { from, since } : undefined;
}

function readJobs(path: string): JobFact[] | undefined {
  const Job = z.object({
    id: z.string(),
    runId: z.string(),
    attempt: z.string(),
    name: z.string(),
    workflow: z.string(),
    state: z.enum(['ran', 'unfinished', 'not-run']),
    endedAt: z.optional(z.number()),
    runner: z.optional(z.string()),
  });
  return z.array(Job).safeParse(readJson(path)).data as JobFact[] | undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written beside and moved there, so that a file is whole or not there. */
function write(path: string, value: unknown): void {
  guard(path, () => {
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  });
}
