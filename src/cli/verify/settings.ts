import { DoorlogError } from '../../errors.ts';
import type { EvidenceSource } from '../../pipeline/find-bundles.ts';
import type { ProvingPorts } from '../../pipeline/prove-record.ts';
import type { AskedStore } from '../../pipeline/verify-stored.ts';
import type { Http } from '../../ports.ts';
import { type ChosenTrust, chosenTrust, verifierOf } from '../bundle-verifier.ts';
import type { CliIo } from '../io.ts';
import { askedStores } from '../stores-option.ts';
import { accessGitHub, attestationSource, type GitHubAccess } from './github-access.ts';
import { type LocalEvidence, localEvidence } from './local-evidence.ts';
import { logSource } from './log-source.ts';
import { askedRepository, expectedFrom, type VerifyOptions } from './options.ts';

/** All that a target is verified with. */
export interface VerifySettings {
  readonly options: VerifyOptions;
  /** Its `http` asks nothing where `--offline` was given. */
  readonly io: CliIo;
  readonly ports: ProvingPorts;
  /** What the verifier trusts. */
  readonly trust: ChosenTrust;
  /** What `--from` and `--sinks` name, by record id. */
  readonly stores: readonly AskedStore[];
  /** The same by what a bundle speaks about. */
  readonly sources: readonly EvidenceSource[];
  /** Those of `--from` alone, which cost little to ask. */
  readonly localSources: readonly EvidenceSource[];
  readonly signal: AbortSignal;
}

/** Long enough for a release with hundreds of jobs, short enough to end. */
const LONGEST = 30 * 60_000;

/** Reads options into what they stand for. Raises `usage`, `file-…`, `input-invalid`, `policy-invalid`, `trust-root-invalid`. */
export async function settingsFrom(options: VerifyOptions, given: CliIo): Promise<VerifySettings> {
  const io = options.offline ? { ...given, http: refuseToAsk } : given;
  const expected = expectedFrom(options);
  const local = await Promise.all(options.from.map((each) => localEvidence(each, io.cwd)));
  const logs = options.sinks === undefined ? [] : await askedStores(options.sinks, io);
  const since = expected.signedSince;
  const trust = await chosenTrust({ key: options.key, trustRoot: options['trust-root'], offline: options.offline }, io);
  return {
    options,
    io,
    ports: {
      verifier: await verifierOf(trust),
      expected,
      ...(options.policy !== undefined && { policy: await policyOf(options.policy, io.cwd) }),
    },
    trust,
    stores: [...local.map(({ store }: LocalEvidence) => store), ...logs],
    localSources: local.map(({ source }) => source),
    sources: [...local.map(({ source }) => source), ...logs.map((store) => logSource(store, since))],
    signal: AbortSignal.timeout(LONGEST),
  };
}

/** GitHub, or nothing where nothing may be asked. Raises `usage`. */
export function gitHubFor({ options, io }: VerifySettings, server?: string): GitHubAccess | undefined {
  return options.offline ? undefined : accessGitHub(io, { apiUrl: options['api-url'], server });
}

/** The attestations of `--repo` or of a repository that something else names, where GitHub may be asked. */
export function attestationsOf(settings: VerifySettings, named?: string): readonly EvidenceSource[] {
  const repository = askedRepository(settings.options) ?? named;
  const access = repository === undefined ? undefined : gitHubFor(settings);
  if (!access || repository === undefined) return [];
  return [attestationSource(access, settings.io.http, repository)];
}

const refuseToAsk: Http = async ({ service }) => {
  throw new DoorlogError('usage', `${service} would have to be asked, and --offline says that nothing may be.`);
};

async function policyOf(given: string, cwd: string): Promise<NonNullable<ProvingPorts['policy']>> {
  const [{ policyFor }, { evaluateCustomRules }] = await Promise.all([
    import('../chosen-policy.ts'),
    import('../../compose/custom-rules.ts'),
  ]);
  const policy = await policyFor({ policy: given, organization: undefined }, cwd);
  return { policy, evaluateCustom: evaluateCustomRules };
}
