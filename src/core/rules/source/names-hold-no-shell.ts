import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { thisJob } from '../job-file.ts';

/**
 * What makes a shell run part of a name: substitution, lists, redirection, expansion of braces, escapes, white space and
 * control characters (POSIX, Shell Command Language, 2.2). `#`, `@`, `~`, `+`, `=` and the like do nothing inside a word;
 * a quote or a bracket alone, as in `fix(parser)`, runs nothing either.
 */
const DANGEROUS = new Set('$`;|&<>{}\\');

/** Both together leave a string and call something, where the script is JavaScript. */
const QUOTE = /["']/;
const CALL = /[()]/;

/** A name that somebody from outside may have chosen. */
interface ChosenName {
  readonly what: string;
  readonly name: string | undefined;
  readonly pointer: string;
  readonly fromFork: boolean | undefined;
  readonly forkPointer: string;
}

/** No outsider hands the job a command by the name of a branch. */
export const namesHoldNoShell = defineRule({
  id: 'names-hold-no-shell',
  group: 'source',
  title: 'Names that outsiders chose hold no shell commands',
  why: 'A workflow that writes the expression `github.head_ref` into a script runs whatever an outsider named his branch.',
  mend: 'Hand such names to scripts by environment variables only, never by an expression in the script, and see what the job did.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-4', 'SOC 2 CC6.6', 'ISO 27001 A.8.28', 'NIST SI-4'],
  evidence: ['event'],
  params: z.strictObject({}),
  judge(record) {
    const chosen = chosenBy(record);
    if (!chosen) return pass('No outsider can choose a name that this event brings.', ['/pipeline/event']);
    if ('result' in chosen) return chosen;
    const { what, name, pointer, fromFork, forkPointer } = chosen;
    if (fromFork === false) return pass(`The ${what} was named by somebody who may write here.`, [forkPointer]);
    if (name === undefined) return unknown(record, pointer);
    const isCommand = [...name].some(isDangerous) || (QUOTE.test(name) && CALL.test(name));
    if (!isCommand) return pass(`The ${what} has a harmless name.`, [pointer]);
    if (fromFork === undefined) return unknown(record, forkPointer);
    return fail(
      `The ${what} that an outsider named ${JSON.stringify(name.slice(0, 150).toWellFormed())} holds what a script would run.`,
      [pointer, forkPointer],
      { subject: thisJob(record) },
    );
  },
});

function chosenBy(record: AccessRecord): ChosenName | Judgement | undefined {
  const { event, pullRequest, workflowRun, provider } = record.pipeline;
  if (event === undefined) return provider === 'local' ? undefined : unknown(record, '/pipeline/event');
  if (event.startsWith('pull_request')) {
    const at = '/pipeline/pullRequest';
    if (!pullRequest) return unknown(record, at);
    const { headRef: name, fromFork } = pullRequest;
    return { what: 'pull request’s branch', name, pointer: `${at}/headRef`, fromFork, forkPointer: `${at}/fromFork` };
  }
  if (event !== 'workflow_run') return undefined;
  const at = '/pipeline/workflowRun';
  if (!workflowRun) return unknown(record, at);
  const { headBranch: name, fromFork } = workflowRun;
  return {
    what: 'triggering run’s branch',
    name,
    pointer: `${at}/headBranch`,
    fromFork,
    forkPointer: `${at}/fromFork`,
  };
}

function isDangerous(char: string): boolean {
  return char <= ' ' || char === '\u007f' || DANGEROUS.has(char);
}
