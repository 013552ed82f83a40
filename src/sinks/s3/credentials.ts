import { stsAddress } from '../../cloud/aws-region.ts';
import { DoorlogError } from '../../errors.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { NO_REGION } from './address.ts';
import { assumeRole, type Keys, type KeysAnswer } from './assume-role.ts';
import type { S3SinkConfig } from './type.ts';

/** Where keys come from: secrets, or a role that the job's identity is exchanged for. Never raises. */
export type Credentials = (signal: AbortSignal) => Promise<KeysAnswer>;

/** For an exchange that was begun before anybody waits for it. */
const LONGEST_EXCHANGE = 10_000;
/** Keys that end sooner are as good as ended. */
const LEAST_LEFT = 60_000;

/**
 * The keys of a sink: those of its role, or without a job’s identity those that were given. Those of a role are asked for at once, so that the exchange overlaps with what the hook does
 * meanwhile, and kept in memory alone. Raises `input-invalid` for secrets that don't fit.
 */
export function credentialsOf(
  config: Pick<S3SinkConfig, 'name' | 'role' | 'audience' | 'region' | 'url' | 'sts-url'>,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames' | 'identityToken'>,
): Credentials {
  const { role, audience, region = NO_REGION } = config;
  const { http, identityToken, secrets } = surroundings;
  const { awsAccessKeyId, awsSecretAccessKey } = secrets;
  // Whoever reads, replays or examines with the same list of sinks on a machine of their own has no job’s identity.
  const hasKeys = awsAccessKeyId !== undefined || awsSecretAccessKey !== undefined;
  if (role === undefined || (identityToken === undefined && hasKeys)) {
    const keys = keysFrom(surroundings);
    return async () => ({ ok: true, keys });
  }
  if (identityToken === undefined) {
    const { secretNames: names } = surroundings;
    const reason = `the role of sink ${config.name} takes an identity token of the job: give the job permissions: id-token: write, or keys of your own by ${names('awsAccessKeyId')} and ${names('awsSecretAccessKey')}`;
    return async () => ({ ok: false, kind: 'failed', reason });
  }
  const url = config['sts-url'] ?? config.url ?? stsAddress(region);
  const ask = (signal: AbortSignal) => assumeRole({ http, role, url, audience, identityToken }, signal);
  const early = new AbortController();
  const timer = setTimeout(() => early.abort(), LONGEST_EXCHANGE);
  let since = now();
  let asked = ask(early.signal).finally(() => clearTimeout(timer));
  function begin(signal: AbortSignal): void {
    since = now();
    asked = ask(signal);
  }
  return async (signal) => {
    // A request under way would keep the process alive after its time.
    const stop = () => early.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const mine = asked;
    const known = await mine;
    signal.removeEventListener('abort', stop);
    const isGood = known.ok ? lasts(known.keys, since) : known.kind === 'failed' || signal.aborted;
    if (!isGood && mine === asked) begin(signal);
    return asked;
  };
}

function lasts({ lifetime = Number.POSITIVE_INFINITY }: Keys, since: number): boolean {
  return since + lifetime - now() > LEAST_LEFT;
}

/** Milliseconds on a clock that nobody sets: this machine's may be days off. */
function now(): number {
  return process.uptime() * 1000;
}

function keysFrom({ secrets, secretNames: names }: Pick<SinkSurroundings, 'secrets' | 'secretNames'>): Keys {
  const accessKeyId = secrets.awsAccessKeyId?.trim() || undefined;
  const secretAccessKey = secrets.awsSecretAccessKey?.trim() || undefined;
  const sessionToken = secrets.awsSessionToken?.trim() || undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new DoorlogError(
      'input-invalid',
      `A sink of type s3 takes a role, or ${names('awsAccessKeyId')} and ${names('awsSecretAccessKey')} together.`,
    );
  }
  const odd = (
    [
      ['awsAccessKeyId', accessKeyId],
      ['awsSecretAccessKey', secretAccessKey],
      ['awsSessionToken', sessionToken],
    ] as const
  ).find(([, value]) => value !== undefined && !/^[\x21-\x7e]+$/.test(value));
  if (odd)
    throw new DoorlogError('input-invalid', `The value of ${names(odd[0])} must be one word, as AWS gave it out.`);
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
