import { codeOf, sentenceOf } from '../errors.ts';
import type { CheckpointNote, CloudSighting, SeenIdentity } from '../model/checkpoint-note.ts';
import type { CloudIdentity } from '../model/cloud-identity.ts';
import { type AwsKeys, askCaller, type Caller } from './aws-caller.ts';
import { regionFrom, stsAddress } from './aws-region.ts';
import { safeAddress } from './safe-address.ts';
import { type CloudSurroundings, variable } from './surroundings.ts';

type Missing = SeenIdentity['missing'][number];
type Unseen = CheckpointNote['unseen'][number];

/** Long enough for every id of AWS, and nothing that a log could take for more. */
const KEY_ID = /^\w{16,128}$/;
const ROLE = /^arn:[a-z-]{1,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;

/** Other ways to credentials in the order of AWS's own tools; Doorlog does not go them. */
const OTHER_WAYS = ['AWS_PROFILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];

/**
 * The AWS identity that a job's tools would use, by the variables that they read first:
 * https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html. Never raises.
 */
export async function seeAws(surroundings: CloudSurroundings): Promise<CloudSighting> {
  const keys = keysFrom(surroundings);
  if (keys) return { identities: [await identityOf(keys, surroundings)], unseen: [] };
  const waiting = notYetAssumed(surroundings);
  if (waiting) return { identities: [waiting], unseen: [] };
  const detail = OTHER_WAYS.find((name) => variable(surroundings, name) !== undefined);
  return { identities: [], unseen: detail ? [unseen(`${detail} names another way to credentials.`)] : [] };
}

function unseen(detail: string): Unseen {
  return { provider: 'aws', reason: 'not-available', detail };
}

function keysFrom(surroundings: CloudSurroundings): AwsKeys | undefined {
  const accessKeyId = variable(surroundings, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = variable(surroundings, 'AWS_SECRET_ACCESS_KEY');
  const sessionToken = variable(surroundings, 'AWS_SESSION_TOKEN');
  if (!accessKeyId || !secretAccessKey || !KEY_ID.test(accessKeyId)) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

async function identityOf(keys: AwsKeys, surroundings: CloudSurroundings): Promise<SeenIdentity> {
  const { accessKeyId } = keys;
  const shortLived = isShortLived(keys);
  const expiresAt = expiryFrom(surroundings);
  const asked = await callerOf(keys, surroundings);
  const known = {
    provider: 'aws',
    shortLived,
    observedAt: surroundings.observedAt,
    accessKeyId,
    ...(shortLived && expiresAt && { expiresAt }),
    ...(asked.endpoint && { endpoint: asked.endpoint }),
  } as const;
  if ('missing' in asked) {
    const kind = shortLived ? 'temporary-credentials' : 'access-key';
    return { identity: { ...known, kind, source: 'env', auditLogKey: anyCallOf(keys) }, missing: [asked.missing] };
  }
  const { kind, roleArn } = partsOf(asked.caller.Arn);
  return {
    identity: {
      ...known,
      kind,
      source: 'cloud',
      principal: asked.caller.Arn,
      account: asked.caller.Account,
      userId: asked.caller.UserId,
      ...(roleArn && { roleArn }),
      auditLogKey: kind === 'assumed-role' ? assumptionOf(keys) : anyCallOf(keys),
    },
    missing: [],
  };
}

/**
 * `ASIA…` are temporary keys, `AKIA…` those of a user:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids. Only temporary ones
 * come with a token.
 */
function isShortLived({ accessKeyId, sessionToken }: AwsKeys): boolean {
  if (accessKeyId.startsWith('ASIA')) return true;
  return !accessKeyId.startsWith('AKIA') && sessionToken !== undefined;
}

/** CloudTrail's event of the assumption holds the key that it gave out. */
function assumptionOf({ accessKeyId }: AwsKeys): CloudIdentity['auditLogKey'] {
  return { log: 'cloudtrail', field: 'responseElements.credentials.accessKeyId', value: accessKeyId };
}

/** CloudTrail's events of all calls hold the key that signed them. */
function anyCallOf({ accessKeyId }: AwsKeys): CloudIdentity['auditLogKey'] {
  return { log: 'cloudtrail', field: 'userIdentity.accessKeyId', value: accessKeyId };
}

type Asked = { readonly endpoint?: string } & ({ readonly caller: Caller } | { readonly missing: Missing });

async function callerOf(keys: AwsKeys, surroundings: CloudSurroundings): Promise<Asked> {
  const { http } = surroundings;
  const missing = (reason: Missing['reason'], detail?: string): { missing: Missing } => ({
    missing: { field: 'principal', reason, ...(detail && { detail }) },
  });
  if (!http) return missing('not-asked');
  const region = regionFrom(surroundings.env) ?? 'us-east-1';
  const own = ownAddress(surroundings);
  if (own === null)
    return missing('input-invalid', 'The address in AWS_ENDPOINT_URL_STS or AWS_ENDPOINT_URL is unusable.');
  const endpoint = own && { endpoint: own.host };
  try {
    const answer = await askCaller(http, keys, { address: own?.href ?? stsAddress(region), region });
    if ('Arn' in answer) return { ...endpoint, caller: answer };
    const detail = `AWS’s token service answered ${answer.status}${answer.code ? ` ${answer.code}` : ''}.`;
    return { ...endpoint, ...missing(answer.status >= 500 ? 'service-failed' : 'not-permitted', detail) };
  } catch (error) {
    const detail = codeOf(error) === 'internal' ? undefined : sentenceOf(error).slice(0, 400);
    return { ...endpoint, ...missing('service-failed', detail) };
  }
}

/**
 * The address that the job's tools are told to ask, `null` where it can't be used:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function ownAddress(surroundings: CloudSurroundings): URL | undefined | null {
  if (variable(surroundings, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')?.toLowerCase() === 'true') return undefined;
  const address = variable(surroundings, 'AWS_ENDPOINT_URL_STS') ?? variable(surroundings, 'AWS_ENDPOINT_URL');
  return address === undefined ? undefined : (safeAddress(address) ?? null);
}

/** `arn:PARTITION:sts::ACCOUNT:assumed-role/NAME/SESSION` and its like, from the IAM user guide's page on identifiers. */
function partsOf(arn: string): { kind: CloudIdentity['kind']; roleArn?: string } {
  const [, partition = '', , , account = '', resource = ''] = arn.split(':', 6);
  const [type, name] = resource.split('/', 2);
  if (type === 'assumed-role')
    return { kind: 'assumed-role', roleArn: `arn:${partition}:iam::${account}:role/${name}` };
  if (type === 'federated-user') return { kind: 'federated-user' };
  return { kind: resource === 'root' ? 'root' : 'iam-user' };
}

/** The command line's `aws configure export-credentials --format env` sets it. */
function expiryFrom(surroundings: CloudSurroundings): string | undefined {
  const time = Date.parse(variable(surroundings, 'AWS_CREDENTIAL_EXPIRATION') ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A role that the job's tools will assume by a token of the job when they first need it. */
function notYetAssumed(surroundings: CloudSurroundings): SeenIdentity | undefined {
  const roleArn = variable(surroundings, 'AWS_ROLE_ARN');
  if (!roleArn || !ROLE.test(roleArn) || !variable(surroundings, 'AWS_WEB_IDENTITY_TOKEN_FILE')) return undefined;
  return {
    identity: {
      provider: 'aws',
      kind: 'web-identity',
      shortLived: true,
      source: 'env',
      observedAt: surroundings.observedAt,
      roleArn,
      account: roleArn.split(':')[4] ?? '',
    },
    missing: [{ field: 'principal', reason: 'not-yet', detail: 'The role is not assumed yet.' }],
  };
}
