import { DoorlogError, sentenceOf } from '../../errors.ts';
import type { Examination, HttpResponse } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { bucketChecks, lockedByItself } from './bucket-checks.ts';
import { SETTINGS, type Setting, type SettingName } from './bucket-settings.ts';
import { createS3Client, type S3Client } from './client.ts';
import { faultOf, wordsOf } from './fault.ts';
import { ask } from './listing.ts';
import { isApart } from './lock.ts';
import { mendOf } from './reply.ts';
import type { S3SinkConfig } from './type.ts';
import { parseXml } from './xml.ts';

/** Codes that say that the store let the caller in, though not to this. */
const LET_IN = ['AccessDenied', 'NotImplemented', 'MethodNotAllowed'];
const LONGEST_SKEW = 15 * 60_000;

/** Looks at credentials, the bucket and its settings by reading alone. Never raises. */
export async function examineS3(
  config: S3SinkConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'clock' | 'secrets' | 'secretNames' | 'identityToken'>,
  signal: AbortSignal,
): Promise<Examination[]> {
  try {
    const client = await createS3Client(config, surroundings);
    const answer = await client.credentials(signal);
    if (!answer.ok) return [{ check: 'credentials', result: 'failed', says: `There are none: ${answer.reason}` }];
    const first = await ask(client, { method: 'GET', query: [[SETTINGS.versioning.query, '']] }, signal);
    const reached = reachedCheck(config, first);
    const clock = clockCheck(first, surroundings.clock.now());
    if (reached.result === 'failed') return [reached, ...clock];
    const settings = await settingsOf(client, first, signal);
    return [
      reached,
      ...clock,
      ...bucketChecks(config, settings),
      ...configurationChecks(config, lockedByItself(settings.lock)),
      ...writerChecks(config),
    ];
  } catch (error) {
    const says = sentenceOf(error).replace(/\.$/, '');
    const isSecret = error instanceof DoorlogError && error.code === 'input-invalid';
    return [{ check: isSecret ? 'credentials' : 'address', result: 'failed', says }];
  }
}

function reachedCheck(config: S3SinkConfig, response: HttpResponse): Examination {
  const check = 'bucket and credentials';
  const fault = faultOf(response);
  if (response.status === 200 || LET_IN.includes(fault.code ?? '')) {
    return { check, result: 'fine', says: `The bucket ${config.bucket} answers, and it takes the credentials` };
  }
  const mend = mendOf(fault, response).replace(/^; /, '');
  const says = `The bucket ${config.bucket} can’t be used: ${wordsOf(fault)}`;
  return { check, result: 'failed', says, ...(mend && { mend }) };
}

function clockCheck({ headers }: HttpResponse, now: Date): Examination[] {
  const off = Math.abs(Date.parse(headers.date ?? '') - now.getTime());
  if (!(off > LONGEST_SKEW)) return [];
  const says = `This machine’s clock is ${Math.round(off / 60_000)} minutes off the store’s; requests are signed by the store’s`;
  return [{ check: 'clock', result: 'warning', says, mend: 'set the clock: records carry this machine’s times' }];
}

async function settingsOf(
  client: S3Client,
  versioning: HttpResponse,
  signal: AbortSignal,
): Promise<Readonly<Record<SettingName, Setting>>> {
  const look = async (name: SettingName) =>
    settingOf(await ask(client, { method: 'GET', query: [[SETTINGS[name].query, '']] }, signal));
  const [lock, lifecycle, publicAccess] = await Promise.all([look('lock'), look('lifecycle'), look('publicAccess')]);
  return { versioning: settingOf(versioning), lock, lifecycle, publicAccess };
}

function settingOf(response: HttpResponse): Setting {
  const value = response.status === 200 ? parseXml(response.body.toString('utf8')) : undefined;
  return value === undefined ? { fault: faultOf(response) } : { value };
}

/** What the configuration itself means for what is stored, in a bucket that locks so what comes without a lock. */
function configurationChecks(config: S3SinkConfig, byItself: 'COMPLIANCE' | 'GOVERNANCE' | undefined): Examination[] {
  const mode = config.lock?.mode ?? byItself;
  const checks: Examination[] = [];
  if (mode === undefined) {
    checks.push({
      check: 'lock',
      result: 'warning',
      says: 'Records are stored without a lock: whoever may delete in the bucket can delete them',
      mend: 'give the sink a lock, such as lock: { mode: COMPLIANCE, days: 400 }',
    });
  }
  if (mode === 'COMPLIANCE' && !isApart(config)) {
    checks.push({
      check: 'erasure',
      result: 'warning',
      says: 'The whole log view, with personal data, goes under a lock that nobody can lift',
      mend: config.lock
        ? 'Leave out apart: false, so that the log view is kept in an object that can be erased'
        : 'Give the sink a lock of its own instead of the bucket’s, so that the log view is kept in an object that can be erased',
    });
  }
  return checks;
}

/** What can’t be seen by reading. */
function writerChecks(config: S3SinkConfig): Examination[] {
  return [
    {
      check: 'may create',
      result: 'unknown',
      says: 'Whether the writer may create objects shows only when it does',
      mend: 'run doorlog doctor with --send',
      shownBySending: true,
    },
    {
      check: 'may not delete',
      result: 'unknown',
      says: 'Whether the writer could delete or overwrite can’t be seen without doing so',
      mend: `have an administrator run aws iam simulate-principal-policy --policy-source-arn ${config.role ?? 'ARN-OF-THE-WRITER'} --action-names s3:DeleteObject s3:DeleteObjectVersion s3:BypassGovernanceRetention --resource-arns arn:aws:s3:::${config.bucket}/${config.prefix}records/x`,
    },
  ];
}
