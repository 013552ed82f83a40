import { composeGate } from '../compose/gate.ts';
import { isRefused } from '../core/judge.ts';
import type { Response } from '../model/response.ts';
import { gate } from '../pipeline/gate.ts';
import type { Interruption } from '../ports.ts';
import { type ActionConsole, actionConsole } from './console.ts';
import { readGateInputs } from './gate-inputs.ts';
import { reportProblems } from './report-problems.ts';
import { runnerFiles } from './runner-files.ts';
import { tellRecord } from './tell-record.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The gate of a run: snapshot, verdict, responses, record, signature, delivery, summary. Answers the exit code of the step. */
export async function gateStage(env: Environment, interruption?: Interruption): Promise<number> {
  const console = actionConsole();
  const files = runnerFiles(env);
  const inputs = readGateInputs(env);
  const { configuration } = inputs;
  const hook = composeGate({ env, inputs, logger: console, interruption });
  const { recordId } = hook.head;
  const status = inputs.claims.jobStatus;
  const result = await gate(hook.ports, {
    head: hook.head,
    configuration,
    outcome: status && { status },
    responses: inputs.responses,
    dryRun: inputs.dryRun,
    problems: hook.problems,
    // The attestation is uploaded last.
    query: { ...hook.query, reserved: 1, idTokenOffered: undefined },
  });

  const teller = {
    files,
    console,
    ports: hook.ports,
    configuration,
    recordId,
    folder: hook.folder,
    earlier: undefined,
  };
  const refused = await tellRecord(teller, result);
  tellResponses(console, result.responses);
  console.info(
    `record ${recordId} of the gate; the policy says ${result.verdict.verdict}; sha256:${result.recordDigest}${result.paths ? ` is in ${result.paths.record}` : ''}.`,
  );
  if (refused) {
    console.error(
      isRefused(result.verdict)
        ? 'This run is refused at its gate; its record was completed first.'
        : 'This run fails at its gate for the errors above; its record was completed first.',
    );
  }
  const late = (await result.cancel?.()) ?? [];
  reportProblems(console, late, result.verdict);
  return refused ? 1 : 0;
}

const WORDS: Readonly<Record<Response['status'], string>> = {
  done: 'done',
  would: 'would have been done (dry run)',
  failed: 'failed',
  asked: 'asked for now',
};

function tellResponses(console: ActionConsole, responses: readonly Response[]): void {
  for (const { kind, status, target, reason } of responses) {
    console.info(`${kind}${target ? ` ${target}` : ''}: ${WORDS[status]}${reason ? `; ${reason}` : ''}.`);
  }
}
