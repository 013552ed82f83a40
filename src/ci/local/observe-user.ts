import { hostname, userInfo } from 'node:os';
import type { MissingFact } from './missing-fact.ts';

/** Who runs this process, and where; what the system does not tell is in `missing`. */
export interface UserFacts {
  readonly login?: string;
  /** Absent on Windows. */
  readonly uid?: string;
  readonly hostName?: string;
  readonly os: string;
  readonly arch: string;
  /** Why more than one person may stand behind this login; absent where nothing says so. */
  readonly sharedAccount?: string;
  /** Login that became this user by sudo, as the environment claims. */
  readonly sudoUser?: string;
  readonly missing: readonly MissingFact[];
}

/** The system's own answers, which tests replace. */
export interface UserSources {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly userInfo?: () => { readonly username: string; readonly uid: number };
  readonly hostname?: () => string;
  readonly platform?: string;
  readonly arch?: string;
}

const SHARED_LOGINS = new Set(
  (
    'admin administrator build builder buildkite-agent ci circleci deploy docker ec2-user gitlab-runner jenkins ' +
    'nobody root runner runneradmin system travis ubuntu vagrant'
  ).split(' '),
);

/** Observes the user by the system's user database, not by variables that anyone can set. Never raises. */
export function observeUser(sources: UserSources = {}): UserFacts {
  const missing: MissingFact[] = [];
  const user = attempt(
    'login',
    'the system has no entry for this user',
    missing,
    sources.userInfo ?? (() => userInfo()),
  );
  const host = attempt('hostName', 'the system does not tell its name', missing, sources.hostname ?? hostname);
  const login = user?.username;
  const uid = user === undefined || user.uid < 0 ? undefined : String(user.uid);
  const sharedAccount = sharedBecause(login, uid);
  const sudoUser = (sources.env ?? process.env).SUDO_USER;
  return {
    ...(login === undefined ? {} : { login }),
    ...(uid === undefined ? {} : { uid }),
    ...(host === undefined ? {} : { hostName: host }),
    os: sources.platform ?? process.platform,
    arch: sources.arch ?? process.arch,
    ...(sharedAccount === undefined ? {} : { sharedAccount }),
    ...(sudoUser !== undefined && /^[\w.@\\-]{1,100}$/.test(sudoUser) ? { sudoUser } : {}),
    missing,
  };
}

function sharedBecause(login: string | undefined, uid: string | undefined): string | undefined {
  if (uid === '0') {
    return 'it is the superuser';
  }
  return login !== undefined && SHARED_LOGINS.has(login.toLowerCase())
    ? 'its name is one that build machines and administrators share'
    : undefined;
}

function attempt<T>(fact: string, reason: string, missing: MissingFact[], ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    missing.push({ fact, reason });
    return undefined;
  }
}
