import { json, type LocalReply, type LocalRequest } from './local-server.ts';
import type { Permission, World } from './world-types.ts';

/** What a route's handler sees: the world, the decoded parts of the path, and the request. */
export interface RouteContext {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly request: LocalRequest;
}

/** One operation of GitHub's REST API; `path` is written as GitHub's description writes it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Scope and level that the token needs. */
  readonly needs: readonly [scope: string, level: 'read' | 'write'];
  /** Whether GitHub's description for github.com lacks it or says it in a form that closes it, so that its replies are not checked. */
  readonly isUndescribed?: boolean;
  /** Whether it takes a file as it is, not JSON. */
  readonly takesBytes?: boolean;
  /** Answers 2xx, or throws a `Refusal`. */
  handle(context: RouteContext): LocalReply;
}

/** A reply of GitHub's that is not 2xx. */
export class Refusal extends Error {
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}

/** An error in GitHub's shape. */
export function errorReply(
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
  headers: Record<string, string> = {},
): LocalReply {
  const body = { message, ...more, documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return json(status, body, headers);
}

/** Whether the world's token may do this; metadata is readable with every token. */
export function permits(world: World, scope: string, level: 'read' | 'write'): boolean {
  const held: Permission = world.tokenPermissions[scope] ?? (scope === 'metadata' ? 'read' : 'none');
  return held === 'write' || held === level;
}

/** The parts of a path that fits a route, percent-decoded; a last `{path}` or `{ref}` may hold slashes. */
export function matchRoute(route: Route, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const parts = route.path.split('/');
  const pattern = parts.map((part, index) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll('.', '\\.');
    names.push(name);
    return index === parts.length - 1 && (name === 'path' || name === 'ref') ? '(.+)' : '([^/]+)';
  });
  const found = new RegExp(`^${pattern.join('/')}$`).exec(path);
  if (found === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
}
