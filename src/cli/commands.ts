import type { CliIo } from './io.ts';

/** One command: a line for the list, an example, and its code, loaded when it is asked for. */
export interface Command {
  readonly name: string;
  readonly says: string;
  readonly example: string;
  /** The arguments after the command's name in, the exit code out; says itself what went wrong. */
  load(): Promise<(args: string[], io: CliIo) => Promise<number>>;
}

const COMMANDS: readonly Command[] = [
  {
    name: 'run',
    says: 'record and sign who ran a command on what source, on any machine',
    example: 'doorlog run -- make deploy',
    load: async () => (await import('./run.ts')).run,
  },
  {
    name: 'verify',
    says: 'verify a record, artifact, commit, release or directory, and say what is missing',
    example: 'doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo',
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    name: 'record',
    says: 'show an access record: who, what, when, where, by which right, and what could not be seen',
    example: 'doorlog record show access-record.json',
    load: async () => (await import('./record.ts')).record,
  },
  {
    name: 'log',
    says: 'prove what log stores hold, seal it, and find what is gone or altered',
    example: 'doorlog log verify RECORD-ID --sinks sinks.yml --repo octo-org/octo-repo',
    load: async () => (await import('./log.ts')).log,
  },
  {
    name: 'trust',
    says: 'whom signatures are believed from: show, refresh and export trust roots',
    example: 'doorlog trust update',
    load: async () => (await import('./trust.ts')).trust,
  },
  {
    name: 'reconcile',
    says: 'find jobs without a record, and records that were altered, deleted or made up',
    example: 'doorlog reconcile --repo octo-org/octo-repo --sinks sinks.yml --from 30d',
    load: async () => (await import('./reconcile.ts')).reconcile,
  },
  {
    name: 'setup',
    says: 'prepare a log store for the records',
    example: 'doorlog setup elasticsearch --url https://logs.example.org:9200',
    load: async () => (await import('./setup.ts')).setup,
  },
  {
    name: 'doctor',
    says: 'see whether log stores and alerts work, before it matters',
    example: 'doorlog doctor --sinks sinks.yml --send',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'replay',
    says: 'deliver records that could not be delivered',
    example: 'doorlog replay ./doorlog-spool --sinks sinks.yml',
    load: async () => (await import('./replay.ts')).replay,
  },
  {
    name: 'rules',
    says: 'list the rules that a policy can use',
    example: 'doorlog rules --json',
    load: async () => (await import('./rules.ts')).rules,
  },
  {
    name: 'simulate',
    says: 'stage incidents against a policy: what would have been stopped, seen or missed',
    example: 'doorlog simulate --policy strict',
    load: async () => (await import('./simulate.ts')).simulate,
  },
  {
    name: 'policy',
    says: 'begin, check and explain a policy',
    example: 'doorlog policy check .github/doorlog.yml',
    load: async () => (await import('./policy.ts')).policy,
  },
  {
    name: 'workflow',
    says: 'explain what the jobs of workflow files may do',
    example: 'doorlog workflow explain .github/workflows',
    load: async () => (await import('./workflow.ts')).workflow,
  },
];

/** Every command there is, in the order in which they are listed. */
export function commands(): readonly Command[] {
  return COMMANDS;
}
