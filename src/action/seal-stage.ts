import { composeSeal } from '../compose/seal-log.ts';
import { problemsFail } from '../core/problem.ts';
import { counted, quantity } from '../core/quantity.ts';
import { entryKey } from '../model/entry-key.ts';
import type { FaultyCopy } from '../pipeline/look-through-stores.ts';
import { type SealLogAnswer, sealLog } from '../pipeline/seal-log.ts';
import { sealSummary } from '../report/seal-summary.ts';
import { type ActionConsole, actionConsole } from './console.ts';
import { reportProblems } from './report-problems.ts';
import { type RunnerFiles, runnerFiles } from './runner-files.ts';
import { readSealInputs } from './seal-inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Longer than the longest job of a hosted runner takes. */
const LONGEST = 6 * 60 * 60 * 1000;

/** A log of more lines than that nobody reads. */
const MOST_TOLD = 1_000;

/** The sealer: what is there is sealed, then it says what is gone. Answers the exit code of the step. */
export async function sealStage(env: Environment): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readSealInputs(env);
  const { configuration } = inputs;
  const { ports, question, problems, redact } = await composeSeal({ env, inputs, logger: console });
  const answer = await sealLog(ports, question, AbortSignal.timeout(LONGEST));
  writeOutputs(files, answer, ports.folder.path);
  if (configuration.summary) files.appendSummary(summaryOf(answer, question.origin));
  const strictness = { mode: configuration.mode, onError: configuration.onError };
  const told = problems.map((problem) => ({ ...problem, message: redact(problem.message) }));
  reportProblems(console, told, strictness);
  const isAlarm = answer.removed.length > 0 || answer.altered.length > 0;
  tellAlarm(answer, configuration.mode === 'audit' ? console.warn : console.error);
  tellRest(console, answer);
  console.info(sentenceOf(answer, question.origin));
  return (isAlarm && configuration.mode !== 'audit') || problemsFail(told, strictness) ? 1 : 0;
}

function tellAlarm({ removed, altered }: SealLogAnswer, alarm: ActionConsole['error']): void {
  const title = 'Doorlog: the log was tampered with';
  for (const leaf of removed.slice(0, MOST_TOLD)) {
    alarm(`${entryKey(leaf)} was sealed, and no store has it any more.`, { title });
  }
  for (const copy of altered.slice(0, MOST_TOLD)) alarm(faultOf(copy), { title });
  const untold = Math.max(removed.length - MOST_TOLD, 0) + Math.max(altered.length - MOST_TOLD, 0);
  if (untold > 0)
    alarm(`${quantity(untold, 'more is', 'more are')} gone or altered; doorlog log check names all.`, { title });
}

/** What is no alarm, since nothing that was sealed is gone. */
function tellRest(console: ActionConsole, { conflicts, faulty, unreadable, strange }: SealLogAnswer): void {
  for (const copy of conflicts.slice(0, MOST_TOLD)) console.warn(`Beside a sound copy, ${faultOf(copy)}`);
  for (const copy of faulty.slice(0, MOST_TOLD)) console.warn(`Not sealed, because ${faultOf(copy)}`);
  if (conflicts.length + faulty.length > 0) {
    console.warn(
      `${quantity(conflicts.length, 'copy is', 'copies are')} at fault beside a sound one, and ${quantity(faulty.length, 'is', 'are')} not sealed; somebody else may write to the store.`,
    );
  }
  if (unreadable > 0)
    console.warn(
      `${quantity(unreadable, 'entry is not sealed, because its', 'entries are not sealed, because their')} log view is not there.`,
    );
  if (strange > 0)
    console.warn(
      `${quantity(strange, 'document in the stores bears', 'documents in the stores bear')} no name that can be sealed.`,
    );
}

function faultOf({ leaf, sink, location, why }: FaultyCopy): string {
  return `${entryKey(leaf)} in ${sink} (${location}) is not what it is filed as: ${why}`;
}

function summaryOf({ checkpoint, added, removed, altered, conflicts, faulty }: SealLogAnswer, origin: string): string {
  const placeOf = ({ leaf, location }: FaultyCopy) => ({ key: entryKey(leaf), location });
  return sealSummary({
    origin,
    added,
    removed: removed.map(entryKey),
    altered: altered.map(placeOf),
    conflicts: conflicts.map(placeOf),
    faulty: faulty.map(placeOf),
    ...(checkpoint && { checkpoint }),
  });
}

function sentenceOf({ checkpoint, added }: SealLogAnswer, origin: string): string {
  if (!checkpoint) return 'there is nothing to seal yet.';
  return checkpoint.isNew
    ? `sealed ${quantity(checkpoint.size, 'entry', 'entries')} of ${origin}, ${counted(added)} of them new; root ${checkpoint.rootHash}.`
    : `nothing new; the checkpoint of ${origin} over ${quantity(checkpoint.size, 'entry', 'entries')} stands.`;
}

function writeOutputs(files: RunnerFiles, answer: SealLogAnswer, folder: string): void {
  const { checkpoint, added, removed, altered, conflicts, faulty } = answer;
  files.setOutput('size', String(checkpoint?.size ?? 0));
  files.setOutput('root-hash', checkpoint?.rootHash ?? '');
  files.setOutput('checkpoint-digest', checkpoint ? `sha256:${checkpoint.digest}` : '');
  files.setOutput('folder', folder);
  files.setOutput('checkpoint-path', checkpoint?.files?.checkpoint ?? '');
  files.setOutput('bundle-path', checkpoint?.files?.bundle ?? '');
  files.setOutput('leaves-path', checkpoint?.files?.leaves ?? '');
  files.setOutput('vkey', checkpoint?.vkey ?? '');
  files.setOutput('added', String(added));
  files.setOutput('removed', String(removed.length));
  files.setOutput('altered', String(altered.length));
  files.setOutput('at-fault', String(conflicts.length + faulty.length));
}
