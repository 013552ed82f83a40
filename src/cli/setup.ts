import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import type { SetupKind, SetupPlan } from './setup/plan.ts';
import { installAll, removeAll, type StepReport } from './setup/run-plan.ts';

const KINDS: Readonly<Record<string, () => Promise<SetupKind>>> = {
  elasticsearch: async () => (await import('./setup/elasticsearch.ts')).elasticsearchKind,
  opensearch: async () => (await import('./setup/opensearch.ts')).openSearchKind,
  splunk: async () => (await import('./setup/splunk.ts')).splunkKind,
  s3: async () => (await import('./setup/s3.ts')).s3Kind,
  syslog: async () => (await import('./setup/syslog.ts')).syslogKind,
};

/** Kinds of sinks that this command can do nothing for. */
const SET_UP_ELSEWHERE: Readonly<Record<string, string | undefined>> = {
  file: 'A file needs no set-up: Doorlog makes it. See docs/sinks/file.md.',
  otlp: 'An OTLP receiver needs nothing from Doorlog but its protocol over HTTP; see docs/sinks/otlp.md.',
  webhook: 'A webhook needs a receiver of your own and a secret; docs/sinks/webhook.md says how to make both.',
};

const HELP = `Usage: doorlog setup STORE [OPTIONS]

Prepares a store for records: what it needs to keep them whole, unaltered and for long enough, and a writer that may add
and nothing else. STORE is one of ${Object.keys(KINDS).join(', ')}.

  --print    print what would be done, do nothing
  --undo     take away what was installed; stored records stay (elasticsearch, opensearch and splunk)
  --json     the report as JSON

  doorlog setup elasticsearch --help (and so on) tells each one's options.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;

/** The command `doorlog setup`; returns the exit code. */
export async function setup(args: string[], io: CliIo): Promise<number> {
  const [word, ...rest] = args;
  try {
    if (word === '--help' || word === '-h') {
      io.stdout(HELP);
      return EXIT.fine;
    }
    return await prepare(await kindOf(word), rest, io);
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

function kindOf(word: string | undefined): Promise<SetupKind> {
  const names = Object.keys(KINDS);
  if (word === undefined || word.startsWith('-')) {
    throw new DoorlogError(
      'usage',
      `Say what to set up, one of ${names.join(', ')}: doorlog setup elasticsearch --url URL.`,
    );
  }
  const load = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (load) return load();
  const without = Object.hasOwn(SET_UP_ELSEWHERE, word) ? SET_UP_ELSEWHERE[word] : undefined;
  if (without) throw new DoorlogError('usage', without);
  const guess = didYouMean(word, names) || ` It is one of ${names.join(', ')}.`;
  throw new DoorlogError('usage', `There is no set-up for “${printable(word, 80)}”.${guess}`);
}

async function prepare(kind: SetupKind, args: string[], io: CliIo): Promise<number> {
  const { values } = readArguments('setup', {
    args,
    options: {
      ...kind.options,
      print: { type: 'boolean' },
      undo: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    io.stdout(kind.help);
    return EXIT.fine;
  }
  if (values.print && values.undo) throw new DoorlogError('usage', 'Options --print and --undo do not go together.');
  const plan = await kind.plan(values, io, values.print === true);
  if (values.undo && plan.steps.every(({ remove }) => remove === undefined)) {
    throw new DoorlogError(
      'usage',
      'There is no --undo for this store; take away by its own tools what is not needed.',
    );
  }
  if (values.print || plan.steps.every(({ install }) => install === undefined)) {
    io.stdout(
      values.json
        ? `${JSON.stringify(
            plan.steps.map(({ data }) => data),
            null,
            2,
          )}\n`
        : plan.steps.map(({ printed }) => printed).join('\n'),
    );
    return EXIT.fine;
  }
  const reports = await (values.undo ? removeAll(plan) : installAll(plan));
  return conclude(plan, reports, { undo: values.undo === true, json: values.json === true }, io);
}

function conclude(
  { about, hints }: SetupPlan,
  steps: readonly StepReport[],
  done: { readonly undo: boolean; readonly json: boolean },
  io: CliIo,
): number {
  const failed = steps.some(({ status }) => status === 'failed');
  if (done.json) {
    io.stdout(`${JSON.stringify({ ...about, steps }, null, 2)}\n`);
  } else {
    const lines = steps.map(
      ({ status, what, name, reason }) => `${status}: ${what}, ${name}${reason === undefined ? '' : ` (${reason})`}`,
    );
    io.stdout(`${lines.join('\n')}\n`);
    if (!failed && !done.undo && hints !== undefined) io.stdout(hints);
  }
  return failed ? EXIT.service : EXIT.fine;
}
