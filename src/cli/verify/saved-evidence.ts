import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { sha256Hex } from '../../core/canonical.ts';
import { type Check, check } from '../../core/verification/check.ts';
import { codeOf, DoorlogError } from '../../errors.ts';
import type { ProvingPorts } from '../../pipeline/prove-record.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import { parseTrustRoots } from '../../signing/trust-root.ts';
import { type ChosenTrust, verifierOf } from '../bundle-verifier.ts';
import { readBytes } from '../large-file.ts';
import { type AttestationAnswer, conflictSentences, type TargetVerdict, verdictOfAll, worstOf } from './answer.ts';
import { EvidenceManifest, type KeptFile, MANIFEST_NAME } from './evidence-manifest.ts';
import type { TargetOutcome } from './outcome.ts';
import { proveAll } from './prove-all.ts';
import type { VerifySettings } from './settings.ts';

/**
 * Evidence that was kept: every file is as the manifest says, and every record holds by the trust root that was kept with
 * it, or by the one that is given. A kept root that nothing else vouches for leaves it incomplete. Raises `file-invalid`, `file-unreadable`, `trust-root-invalid`.
 */
export async function verifySavedEvidence(
  name: string,
  folder: string,
  settings: VerifySettings,
): Promise<TargetOutcome> {
  const bytes = await readBytes(join(folder, MANIFEST_NAME), 'the manifest of the evidence');
  const manifest = readManifest(bytes, name);
  const { files, checks } = await readKept(folder, manifest);
  const manifestCheck = checkManifest(sha256Hex(bytes), settings.options['evidence-digest']);
  const isGiven = settings.options['trust-root'] !== undefined || settings.options.key !== undefined;
  const trust = isGiven ? settings.trust : keptTrust(manifest, files, name);
  const verifier = isGiven ? settings.ports.verifier : await verifierOf(trust);
  const questions = manifest.records.flatMap(({ record, bundle }) => {
    const [own, proof] = [files.get(record.file), files.get(bundle.file)];
    return own && proof ? [{ bytes: own, bundles: proof.toString('utf8'), from: [record.file] }] : [];
  });
  const proven = await proveAll(questions, { ...settings.ports, verifier });
  const records = proven.map(({ answer }) => answer);
  const attestations = await proveAttestations(manifest, files, { ...settings.ports, verifier });
  const isNoted = manifestCheck.status === 'ok';
  const isKnown = isGiven || isNoted || (await holdByKnownRoots(manifest, files, settings));
  const all: readonly Check[] = [
    manifestCheck,
    ...checks,
    checkTrust(manifest, { isGiven, isNoted, isKnown }),
    checkThen(manifest, files),
  ];
  const gone = checks.some(({ status }) => status === 'not-checked');
  const ofFiles: TargetVerdict = all.some(({ status }) => status === 'failed')
    ? 'refused'
    : gone
      ? 'missing'
      : 'verified';
  const answer = {
    target: { kind: 'evidence', name, sha256: sha256Hex(bytes) },
    verdict: worstOf([
      ofFiles,
      // A trust root that came with what it is to prove proves nothing: whoever made one could make the other.
      ...(isKnown ? [] : ['incomplete' as const]),
      ...(records.length > 0 || attestations.length === 0 ? [verdictOfAll(records)] : []),
      ...attestations.map(({ verdict }) => verdict),
    ]),
    checks: all,
    records,
    ...(attestations.length > 0 && { attestations }),
    missing: conflictSentences(records),
  } as const;
  return { answer, proven };
}

async function proveAttestations(
  manifest: EvidenceManifest,
  files: ReadonlyMap<string, Buffer>,
  { verifier, expected }: ProvingPorts,
): Promise<AttestationAnswer[]> {
  const answers: AttestationAnswer[] = [];
  for (const { bundle, name, sha256, predicateType } of manifest.attestations) {
    const bundles = files.get(bundle.file)?.toString('utf8');
    if (bundles === undefined) continue;
    const artifact = { name, digest: `sha256:${sha256}` };
    const { verdict, checks, signer } = await verifyArtifact({ artifact, bundles, expected, predicateType }, verifier);
    answers.push({ name, sha256, predicateType, verdict, checks, ...(signer && { signer }) });
  }
  return answers;
}

const Then = z.looseObject({ verdict: z.string() });

/** What was said when it was kept: that nothing was missing then can’t be seen from what is here. */
function checkThen({ target, keptAt, answer }: EvidenceManifest, files: ReadonlyMap<string, Buffer>): Check {
  const open = check('answer-then', 'Answer then');
  const about = `the ${target.kind} ${target.name}`;
  const then = Then.safeParse(jsonIn(files.get(answer?.file ?? ''))).data;
  return open.notChecked(
    then
      ? `When it was kept, at ${keptAt}, the answer about ${about} was “${then.verdict}”; that nothing was missing can’t be seen from here.`
      : `It was kept at ${keptAt}, about ${about}.`,
  );
}

function jsonIn(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

function readManifest(bytes: Buffer, name: string): EvidenceManifest {
  const sentence = `${join(name, MANIFEST_NAME)} is no manifest of evidence that this Doorlog can read.`;
  try {
    return EvidenceManifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new DoorlogError('file-invalid', sentence, { cause });
  }
}

async function readKept(folder: string, { trustRoot, key, answer, records, attestations }: EvidenceManifest) {
  const kept: KeptFile[] = [
    ...(trustRoot ? [trustRoot] : []),
    ...(key ? [key] : []),
    ...(answer ? [answer] : []),
    ...records.flatMap(({ record, bundle }) => [record, bundle]),
    ...attestations.map(({ bundle }) => bundle),
  ];
  const open = check('kept-files', 'Kept files');
  const files = new Map<string, Buffer>();
  const [altered, gone]: [string[], string[]] = [[], []];
  for (const { file, sha256 } of kept) {
    const bytes = await readBytes(join(folder, file), 'evidence').catch(() => undefined);
    if (bytes === undefined) gone.push(file);
    else if (sha256Hex(bytes) !== sha256) altered.push(file);
    else files.set(file, bytes);
  }
  const checks = [
    ...(altered.length > 0 ? [open.failed(`${altered.join(', ')}: not as the manifest says; altered since.`)] : []),
    ...(gone.length > 0 ? [open.notChecked(`${gone.join(', ')}: not there or not readable.`)] : []),
  ];
  if (checks.length > 0) return { files, checks };
  return {
    files,
    checks: [
      open.ok(
        kept.length === 1
          ? 'The one file is as the manifest says.'
          : `All ${kept.length} files are as the manifest says.`,
      ),
    ],
  };
}

function keptTrust(
  { trustRoot, key }: EvidenceManifest,
  files: ReadonlyMap<string, Buffer>,
  name: string,
): ChosenTrust {
  const [rootText, keyText] = [files.get(trustRoot?.file ?? ''), files.get(key?.file ?? '')];
  if (!rootText && !keyText) {
    throw new DoorlogError('file-invalid', `${name} holds no trust root that can be used; give one by --trust-root.`);
  }
  const roots = rootText && parseTrustRoots(rootText.toString('utf8'), `${name}/${trustRoot?.file}`);
  return {
    ...(roots && { roots: async () => roots }),
    ...(keyText && { key: createPublicKey(keyText.toString('utf8')) }),
  };
}

function checkManifest(sha256: string, expected: string | undefined): Check {
  const open = check('manifest', 'Manifest');
  if (expected === undefined) {
    return open.notChecked(
      `Its digest is sha256:${sha256}; compare it with the one that was noted, or give --evidence-digest.`,
    );
  }
  return expected.replace(/^sha256:/i, '').toLowerCase() === sha256
    ? open.ok(`Its digest is the one that was noted, sha256:${sha256}.`)
    : open.failed(`Its digest is sha256:${sha256}, not the one that was noted.`);
}

/** Whether all that is kept would hold without the trust root beside it, by those that are known here. */
async function holdByKnownRoots(
  { records, attestations }: EvidenceManifest,
  files: ReadonlyMap<string, Buffer>,
  { ports }: VerifySettings,
): Promise<boolean> {
  const bundles = [...records, ...attestations].map(({ bundle }) => files.get(bundle.file)?.toString('utf8') ?? '');
  try {
    for (const bundle of bundles) await ports.verifier.verify(bundle);
    return true;
  } catch (error) {
    if (codeOf(error) === 'internal') throw error;
    return false;
  }
}

function checkTrust(
  { trustRoot, key, keptAt }: EvidenceManifest,
  { isGiven, isNoted, isKnown }: { readonly isGiven: boolean; readonly isNoted: boolean; readonly isKnown: boolean },
): Check {
  const open = check('trust-root', 'Trust root');
  if (isGiven)
    return open.ok('The signatures are held against the trust root or key that was given, not the kept one.');
  const kept = `The one that was kept at ${keptAt}, sha256:${trustRoot?.sha256 ?? key?.sha256 ?? ''}`;
  if (isNoted) return open.ok(`${kept}, by the manifest that was noted.`);
  return isKnown
    ? open.ok(`${kept}; the signatures hold by the trust roots that are known here, too.`)
    : open.notChecked(
        `${kept}, and known here by nothing else: who could change the evidence could change it too. Give --evidence-digest or --trust-root.`,
      );
}
