import { DoorlogError } from '../errors.ts';
import type { GapReason } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Visibility } from '../model/visibility.ts';
import type { EndPorts } from '../pipeline/end.ts';
import type { Http } from '../ports.ts';
import { chooseInstance } from '../signing/instance.ts';
import type { Identity } from './identity.ts';

/** What the choice of a signer depends on. */
export interface SignerChoice {
  readonly configuration: Configuration;
  readonly identity: Identity | undefined;
  readonly http: Http;
  readonly server: string;
  readonly visibility: Visibility | undefined;
  readonly environment: string | undefined;
}

/** The signer for a record, or the gap that its absence leaves. */
export function chooseSigner({
  configuration,
  identity,
  http,
  server,
  visibility,
  environment,
}: SignerChoice): ReturnType<EndPorts['signer']> {
  const gap = (reason: GapReason, needed: string) => ({
    gap: { pointer: '/signing', reason, needed },
  });
  if (configuration.attest === 'none') return gap('not-asked', 'the input attest: all');
  if (configuration.attest === 'deployments' && environment === undefined)
    return gap('not-asked', 'the input attest: all, or a job with an environment');
  if (!identity) return gap('not-permitted', 'permissions: id-token: write, which no fork’s job is given');
  const instance = instanceFor(configuration, server, visibility);
  if (instance instanceof DoorlogError) return gap('input-invalid', 'inputs that name a Sigstore');
  if (instance.name === 'none') return gap('not-available', 'the input sigstore: custom with an instance of your own');
  return {
    instance: instance.name,
    async sign(attested, text) {
      const { signRecord } = await import('../signing/sign-record.ts');
      return signRecord({ attested, text, instance, idToken: identity, http });
    },
    async signStatement(statement) {
      const { createKeylessSigner } = await import('../signing/keyless.ts');
      return createKeylessSigner({ instance, idToken: identity, http }).sign(statement);
    },
  };
}

/** The instance, or what is wrong with the inputs that name it. */
export function instanceFor(
  { sigstore, fulcioUrl, tsaUrl, rekorUrl, rekorVersion }: Configuration,
  serverUrl: string,
  visibility: Visibility | undefined,
): ReturnType<typeof chooseInstance> | DoorlogError {
  try {
    const version = rekorVersion === '2' ? 2 : 1;
    const urls = { fulcioUrl, tsaUrl, rekorUrl, rekorVersion: version } as const;
    return chooseInstance({ sigstore, visibility, serverUrl, urls });
  } catch (error) {
    if (error instanceof DoorlogError) return error;
    throw error;
  }
}
