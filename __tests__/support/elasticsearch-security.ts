import { randomBytes } from 'node:crypto';

/** A role as `PUT /_security/role/NAME` takes it. */
export interface Role {
  cluster?: string[];
  indices?: { names: string[]; privileges: string[] }[];
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The encoded form, for `Authorization: ApiKey`. */
  readonly apiKey: string;
}

interface User {
  password: string;
  roles: string[];
}

/** What the privileges of the real one let happen, as far as it is played here. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  create_doc: ['create'],
  create: ['create'],
  index: ['create', 'index', 'update'],
  write: ['create', 'index', 'update', 'delete', 'auto_configure'],
  delete: ['delete'],
  read: ['read'],
  auto_configure: ['auto_configure'],
  create_index: ['auto_configure'],
  view_index_metadata: ['metadata'],
};

/** Users, API keys and roles; `superuser` may do everything. */
export class Security {
  readonly roles = new Map<string, Role>();
  readonly users = new Map<string, User>();
  readonly #keys = new Map<string, string>();

  /** Adds a user and an API key with the user's roles. */
  add(username: string, roles: string[], password = randomBytes(12).toString('base64url')): Credentials {
    this.users.set(username, { password, roles });
    const apiKey = Buffer.from(`${randomBytes(9).toString('base64url')}:${randomBytes(16).toString('base64url')}`);
    const encoded = apiKey.toString('base64');
    this.#keys.set(encoded, username);
    return { username, password, apiKey: encoded };
  }

  /** The name of whoever sent this Authorization header; `undefined` where it does not hold. */
  whoIs(authorization: string | undefined): string | undefined {
    const [, scheme = '', value = ''] = /^(\w+) (\S+)$/.exec(authorization ?? '') ?? [];
    if (scheme.toLowerCase() === 'apikey') return this.#keys.get(value);
    if (scheme.toLowerCase() !== 'basic') return undefined;
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const name = text.slice(0, colon);
    return this.users.get(name)?.password === text.slice(colon + 1) ? name : undefined;
  }

  isSuperuser(username: string): boolean {
    return this.users.get(username)?.roles.includes('superuser') === true;
  }

  /** Whether somebody may do this to an index. */
  may(username: string, deed: string, index: string): boolean {
    if (this.isSuperuser(username)) return true;
    const grants = (this.users.get(username)?.roles ?? []).flatMap((role) => this.roles.get(role)?.indices ?? []);
    return grants.some(
      ({ names, privileges }) =>
        names.some((pattern) => matches(pattern, index)) &&
        privileges.some((privilege) => privilege === 'all' || IMPLIED[privilege]?.includes(deed) === true),
    );
  }
}

/** Whether an index's name fits a pattern with stars. */
export function matches(pattern: string, index: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(index);
}
