import { createHash } from 'node:crypto';
import { DoorlogError } from '../errors.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import { Visibility } from '../model/pipeline.ts';
import type { Http, SignedBundle } from '../ports.ts';
import { chooseInstance } from './instance.ts';
import { createKeylessSigner } from './keyless.ts';
import { createStatement } from './statement.ts';

/** Name of the record's file, the subject of its Statement. */
const RECORD_FILE = 'access-record.json';

/** What signing a record takes. */
export interface SignRecordOptions {
  readonly attested: AccessRecord;
  /** The exact text of the record's file, the canonical form of `attested`. */
  readonly text: string;
  readonly configuration: Configuration;
  readonly idToken: () => Promise<string>;
  readonly http: Http;
  /** Address of the GitHub server. */
  readonly server: string;
  readonly visibility: string | undefined;
}

/**
 * Signs a record by the instance that configuration and visibility ask for.
 * Raises `input-invalid`, `signing-failed`, `oidc-unavailable`.
 */
export async function signRecord(options: SignRecordOptions): Promise<SignedBundle> {
  const { attested, text, configuration, idToken, http, server } = options;
  const { fulcioUrl, tsaUrl, rekorUrl, rekorVersion } = configuration;
  const visibility = Visibility.safeParse(options.visibility);
  const instance = chooseInstance({
    sigstore: configuration.sigstore,
    visibility: visibility.success ? visibility.data : undefined,
    serverUrl: server,
    urls: { fulcioUrl, tsaUrl, rekorUrl, rekorVersion: rekorVersion === '2' ? 2 : 1 },
  });
  if (instance.name === 'none') throw new DoorlogError('signing-failed', instance.reason);
  const statement = createStatement({
    subjects: [{ name: RECORD_FILE, sha256: createHash('sha256').update(text).digest('hex') }],
    predicate: attested,
  });
  return createKeylessSigner({ instance, idToken, http }).sign(statement);
}
