import type { ScopePermission, TokenAccess } from '../model/access.ts';
import type { AccessLevel } from '../model/access-level.ts';
import type { Declaration } from './workflow/declaration.ts';

type Levels = Readonly<Record<string, 'read' | 'write'>>;

/** What is known of the token's rights, from the workflow file, the runner's log and the runner's environment. */
export interface TokenStatements {
  readonly declaration: Pick<Declaration, 'permissions' | 'declaredIn' | 'shorthand'>;
  /** By a log of the runner's, which lists every scope that the token has. */
  readonly log: { readonly levels: Levels; readonly source: 'worker-log' | 'job-log' } | undefined;
  /** Whether the runner offered an identity token when nobody else could have planted the offer. */
  readonly idTokenOffered: boolean | undefined;
}

/**
 * The token's rights, scope by scope: a scope that a statement does not list is `none` by that statement, because a
 * block and the runner's log both list everything.
 */
export function tokenAccessFrom({ declaration, log, idTokenOffered }: TokenStatements): TokenAccess {
  const declared = declaration.permissions;
  const permissions: Record<string, ScopePermission> = {};
  for (const scope of new Set([...Object.keys(declared ?? {}), ...Object.keys(log?.levels ?? {})])) {
    permissions[scope] = {
      ...(declared && { declared: levelIn(declared, scope) }),
      ...(log && { observed: levelIn(log.levels, scope) }),
      source: log?.source ?? 'workflow-file',
    };
  }
  if (!log && idTokenOffered !== undefined) {
    const known = permissions['id-token'];
    if (idTokenOffered || known) {
      permissions['id-token'] = { ...known, observed: idTokenOffered ? 'write' : 'none', source: 'env' };
    }
  }
  const seen = declared !== undefined || log !== undefined;
  return {
    ...(seen && { permissions }),
    ...(declaration.declaredIn && { declaredIn: declaration.declaredIn }),
    ...(declaration.shorthand && { shorthand: declaration.shorthand }),
  };
}

function levelIn(levels: Levels, scope: string): AccessLevel {
  return Object.hasOwn(levels, scope) ? (levels[scope] ?? 'none') : 'none';
}
