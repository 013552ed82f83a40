import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { SealInputs } from '../action/seal-inputs.ts';
import { sha256Hex } from '../core/canonical.ts';
import { createNoteSigner, type NoteSigner, parseSignerKey } from '../core/checkpoint-note/note-key.ts';
import { isKeyName } from '../core/checkpoint-note/signed-note.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { workflowAddress } from '../core/verification/workflow-address.ts';
import { DoorlogError } from '../errors.ts';
import { POLICY_PATH } from '../model/policy.ts';
import { LOG_CHECKPOINT_TYPE } from '../model/predicate-type.ts';
import type { SealSignatures } from '../pipeline/check-step.ts';
import type { SealLogPorts, SealQuestion } from '../pipeline/seal-log.ts';
import type { Logger } from '../ports.ts';
import { createStatement } from '../signing/statement.ts';
import { createSealFolder } from '../store/seal-folder.ts';
import { composeTrustedJob, type TrustedJob } from './trusted-job.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a sealer is composed from. */
export interface SealOptions {
  readonly env: Environment;
  readonly inputs: SealInputs;
  readonly logger: Logger;
}

/** A sealer ready to run. */
export interface ComposedSeal {
  readonly ports: SealLogPorts;
  readonly question: SealQuestion;
  /** What was wrong before, and what goes wrong beside the sealing; grows until that is done. */
  readonly problems: Problem[];
  readonly redact: (sentence: string) => string;
}

/**
 * Wires a sealer together; nothing is sent yet. Raises `input-invalid` for a key that is none, or inputs that contradict
 * each other, and what is wrong with the list of sinks.
 */
export async function composeSeal({ env, inputs, logger }: SealOptions): Promise<ComposedSeal> {
  const job = composeTrustedJob({ env, inputs, logger });
  const problems = [...job.problems];
  const signer = signerFrom(inputs, job);
  const { stores, problems: lost } = await job.stores();
  // Without every store nobody can say what is gone.
  const [first] = lost;
  if (first) throw new DoorlogError(first.code, first.message);
  return {
    problems,
    redact: (sentence) => job.ports.redact(sentence),
    ports: {
      folder: createSealFolder(resolve(job.variables.workspace ?? '.', inputs.folder)),
      stores,
      clock: job.ports.clock,
      signer,
      lastSealer: inputs.secrets.sealKey === undefined ? () => sealersOf(job) : 'own-key',
      ...(inputs.configuration.attest !== 'none' && { attest: attestBy(job, problems) }),
    },
    question: {
      origin: signer.name,
      overlapDays: inputs.overlapDays,
      read: inputs.read,
      ...(inputs.since && { since: inputs.since }),
    },
  };
}

/** The standing key, or one that lives for this checkpoint only and that its attestation names. */
function signerFrom({ secrets, origin, configuration }: SealInputs, job: TrustedJob): NoteSigner {
  const { sealKey } = secrets;
  if (sealKey !== undefined) {
    const signer = parseSignerKey(sealKey, 'The input “seal-key”');
    if (origin === undefined || origin === signer.name) return signer;
    const sentence = `The input “origin” is not the name that the key of the input “seal-key” has; leave “origin” out.`;
    throw new DoorlogError('input-invalid', sentence);
  }
  if (configuration.attest === 'none') {
    throw new DoorlogError(
      'input-invalid',
      'With `attest: none` nothing would prove who sealed; give a key by the input “seal-key”, or leave `attest` out.',
    );
  }
  const name = origin ?? `${new URL(job.server).host}/${job.repository}/doorlog`;
  if (isKeyName(name)) return createNoteSigner(name, randomBytes(32));
  throw new DoorlogError(
    'input-invalid',
    'The input “origin” must be an address without spaces, plus signs and https://.',
  );
}

/**
 * This very workflow file of this repository, on whatever ref. The token says it as the certificate will: of a called
 * workflow the called file (github.com/sigstore/fulcio, docs/oid-info.md, build signer).
 */
async function sealersOf(job: TrustedJob): Promise<SealSignatures> {
  const claims = await job.ports.observers.claims();
  if (!claims.ok) {
    throw new DoorlogError(
      'oidc-unavailable',
      `Nothing tells who this sealer is, to hold the last checkpoint against; it takes ${claims.needed}.`,
    );
  }
  const { iss, repository = job.repository, job_workflow_ref, workflow_ref } = claims.value;
  const workflow = workflowAddress(`${job.server}/${job_workflow_ref ?? workflow_ref ?? ''}`)?.path;
  if (iss !== undefined && workflow !== undefined) {
    return { verifier: await job.verifier(), expected: { issuer: iss, repository, workflow } };
  }
  throw new DoorlogError(
    'oidc-unavailable',
    'The identity token names no issuer or no workflow to hold the last checkpoint against; seal where it does, or with a “seal-key”.',
  );
}

function attestBy(job: TrustedJob, problems: Problem[]): NonNullable<SealLogPorts['attest']> {
  return async ({ name, text }, predicate) => {
    const overview = await job.ports.observers.repository.overview({
      sha: job.variables.sha ?? '',
      policyPath: POLICY_PATH,
    });
    const visibility = overview.repository.ok ? overview.repository.value.visibility : undefined;
    const subjects = [{ name, sha256: sha256Hex(text) }];
    const statement = createStatement({ subjects, predicate, predicateType: LOG_CHECKPOINT_TYPE });
    const { json } = await job.signStatement(statement, visibility);
    try {
      await job.ports.attestations.upload(json);
    } catch (error) {
      // The bundle is kept beside the checkpoint all the same.
      problems.push(problemOf(error));
    }
    return json;
  };
}
