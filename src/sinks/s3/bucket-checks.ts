import type { Examination } from '../../ports.ts';
import { SETTINGS, type Setting, type SettingName } from './bucket-settings.ts';
import { wordsOf } from './fault.ts';
import { isApart } from './lock.ts';
import type { S3SinkConfig } from './type.ts';
import { childOf, childrenOf, type Element, textOf } from './xml.ts';

type Verdict = Omit<Examination, 'check'>;

const MEND_BUCKET = 'run doorlog setup s3';

/** What a bucket's settings mean for the records in it. */
export function bucketChecks(config: S3SinkConfig, settings: Readonly<Record<SettingName, Setting>>): Examination[] {
  return [
    { check: 'versioning', ...versioningOf(config, settings.versioning) },
    { check: 'object lock', ...objectLockOf(config, settings.lock) },
    { check: 'lifecycle', ...lifecycleOf(config, settings.lifecycle) },
    { check: 'public access', ...publicAccessOf(settings.publicAccess) },
  ];
}

function unseen(name: SettingName, setting: Setting): Verdict {
  const { permission } = SETTINGS[name];
  const why = 'fault' in setting ? wordsOf(setting.fault) : 'it answers in a form that Doorlog does not know';
  const isDenied = 'fault' in setting && setting.fault.code === 'AccessDenied';
  return {
    result: 'unknown',
    says: `It can’t be seen: ${why}`,
    ...(isDenied && { mend: `examine with an identity that has ${permission}; the writer needs none of it` }),
  };
}

function versioningOf({ lock }: S3SinkConfig, setting: Setting): Verdict {
  if (!('value' in setting) || setting.value.name !== 'VersioningConfiguration') return unseen('versioning', setting);
  if (textOf(setting.value, 'Status') === 'Enabled') return { result: 'fine', says: 'The bucket keeps versions' };
  return {
    result: lock === undefined ? 'warning' : 'failed',
    says: 'The bucket keeps no versions, so what is overwritten is gone and nothing can be locked',
    mend: MEND_BUCKET,
  };
}

function objectLockOf(config: S3SinkConfig, setting: Setting): Verdict {
  const isMissing = 'fault' in setting && setting.fault.code === 'ObjectLockConfigurationNotFoundError';
  if (isMissing) {
    return {
      result: config.lock === undefined ? 'warning' : 'failed',
      says: 'The bucket was made without object lock, so no object in it can be locked',
      mend: MEND_BUCKET,
    };
  }
  if (!('value' in setting) || setting.value.name !== 'ObjectLockConfiguration') return unseen('lock', setting);
  const retention = defaultRetention(setting);
  const mode = lockedByItself(setting);
  if (retention === undefined || mode === undefined)
    return { result: 'fine', says: 'Objects can be locked, and the bucket locks none by itself' };
  const [days, years] = [textOf(retention, 'Days'), textOf(retention, 'Years')];
  const says = `The bucket locks every object in ${mode} mode for ${years ? `${numberOf(years)} years` : `${numberOf(days)} days`}`;
  if (mode === 'COMPLIANCE' && isApart(config) && config.erasable?.days === undefined) {
    return {
      result: 'failed',
      says: `${says}, also those that must stay erasable`,
      mend: 'take the default retention from the bucket (the sink locks what it stores by itself), or give the sink erasable: { days: N }, which overrides it',
    };
  }
  return { result: 'fine', says };
}

/** How the bucket locks objects that come without a lock; undefined where it does not, or where that can't be seen. */
export function lockedByItself(setting: Setting): 'COMPLIANCE' | 'GOVERNANCE' | undefined {
  const retention = defaultRetention(setting);
  if (retention === undefined) return undefined;
  return textOf(retention, 'Mode') === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE';
}

function defaultRetention(setting: Setting): Element | undefined {
  return 'value' in setting ? childOf(childOf(setting.value, 'Rule'), 'DefaultRetention') : undefined;
}

function lifecycleOf(config: S3SinkConfig, setting: Setting): Verdict {
  if ('fault' in setting && setting.fault.code === 'NoSuchLifecycleConfiguration') {
    return isApart(config) ? noEnd() : { result: 'fine', says: 'No rule removes objects' };
  }
  if (!('value' in setting) || setting.value.name !== 'LifecycleConfiguration') return unseen('lifecycle', setting);
  const rules = childrenOf(setting.value, 'Rule').filter((rule) => textOf(rule, 'Status') === 'Enabled');
  const early = rules.some(
    (rule) => touches(rule, `${config.prefix}records/`) && endsBefore(rule, longestLock(config)),
  );
  if (early) {
    return {
      result: 'warning',
      says: 'A rule removes records, or hides them, before their time is over',
      mend: `keep lifecycle rules away from ${config.prefix}records/, or let them wait longer than the longest retention`,
    };
  }
  const erases = rules.some(
    (rule) => touches(rule, `${config.prefix}erasable/`) && childOf(rule, 'NoncurrentVersionExpiration'),
  );
  return isApart(config) && !erases ? noEnd() : { result: 'fine', says: 'No rule removes records before their time' };
}

function noEnd(): Verdict {
  return {
    result: 'warning',
    says: 'No rule removes old versions of erasable objects, so an erasure that names no version only hides them',
    mend: MEND_BUCKET,
  };
}

/** Whether a rule is about a prefix, or a part of it; one with a filter that is not understood may be. */
function touches(rule: Element, prefix: string): boolean {
  const filter = childOf(rule, 'Filter');
  const own = textOf(rule, 'Prefix') ?? textOf(filter, 'Prefix') ?? textOf(childOf(filter, 'And'), 'Prefix') ?? '';
  return prefix.startsWith(own) || own.startsWith(prefix);
}

/** A deletion mark hides a locked object all the same; that of a mark without an object hides nothing. */
function endsBefore(rule: Element, days: number): boolean {
  const expiration = childOf(rule, 'Expiration');
  const after = textOf(expiration, 'Days') ?? textOf(childOf(rule, 'NoncurrentVersionExpiration'), 'NoncurrentDays');
  return textOf(expiration, 'Date') !== undefined || (after !== undefined && Number(after) < days);
}

function longestLock({ lock }: S3SinkConfig): number {
  if (lock === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(lock.days, ...(lock.retention ?? []).map(({ days }) => days));
}

function publicAccessOf(setting: Setting): Verdict {
  const mend = MEND_BUCKET;
  if ('fault' in setting && setting.fault.code === 'NoSuchPublicAccessBlockConfiguration') {
    return { result: 'warning', says: 'Nothing keeps the bucket from being made public', mend };
  }
  if (!('value' in setting) || setting.value.name !== 'PublicAccessBlockConfiguration')
    return unseen('publicAccess', setting);
  const names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  return names.every((name) => textOf(setting.value, name)?.toLowerCase() === 'true')
    ? { result: 'fine', says: 'Public access is blocked in all four ways' }
    : { result: 'warning', says: 'Public access is not blocked in all four ways', mend };
}

function numberOf(text: string | undefined): string {
  return text !== undefined && /^\d{1,6}$/.test(text) ? text : 'unknown';
}
