import type { Fault } from './fault.ts';
import type { Element } from './xml.ts';

/** What S3 says of one of a bucket's settings. */
export type Setting = { readonly value: Element } | { readonly fault: Fault };

/** The settings that are looked at: the query that asks for each and the permission that it takes. */
export const SETTINGS = {
  versioning: { query: 'versioning', permission: 's3:GetBucketVersioning' },
  lock: { query: 'object-lock', permission: 's3:GetBucketObjectLockConfiguration' },
  lifecycle: { query: 'lifecycle', permission: 's3:GetLifecycleConfiguration' },
  publicAccess: { query: 'publicAccessBlock', permission: 's3:GetBucketPublicAccessBlock' },
} as const;
export type SettingName = keyof typeof SETTINGS;
