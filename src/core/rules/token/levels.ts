import type { ScopePermission } from '../../../model/access.ts';
import type { AccessLevel } from '../../../model/access-level.ts';
import type { AccessRecord } from '../../../model/access-record.ts';

const RANK = { none: 0, read: 1, write: 2 } as const satisfies Record<AccessLevel, number>;

/** Whether a level allows more than another. */
export function isWider(level: AccessLevel, than: AccessLevel): boolean {
  return RANK[level] > RANK[than];
}

/** The level that a scope has, as far as anybody says. */
export function levelOf({ observed, declared }: ScopePermission): AccessLevel | undefined {
  return observed ?? declared;
}

/** Whether the job can prove its identity to others; undefined where nothing tells. */
export function hasIdentity({ access }: AccessRecord): boolean | undefined {
  if (access.oidc?.available === true) return true;
  const permissions = access.token?.permissions;
  if (permissions === undefined) return access.oidc?.available;
  const permission = permissions['id-token'];
  return permission !== undefined && levelOf(permission) === 'write';
}
