/** Which requests a fault hits: all that match every given part. */
export interface Matcher {
  method?: string;
  /** Tried against path and query. */
  path?: RegExp;
  /** A GraphQL operation's name. */
  operation?: string;
  /** How often it strikes; default 1, `Infinity` for ever. */
  times?: number;
}

/** What a faulty server does instead of, or after, its work. */
export type Fault =
  | { kind: 'reply'; status: number; headers: Record<string, string>; body: string }
  /** Closes the connection before any byte of a reply; nothing was done. */
  | { kind: 'drop' }
  /** Does the work, sends half of the reply and closes the connection. */
  | { kind: 'cut' }
  /** Sends head and blanks for ever; nothing was done. */
  | { kind: 'endless' };

/** Any reply; an object goes out as JSON. */
export function replies(status: number, body: unknown = '', headers: Record<string, string> = {}): Fault {
  if (typeof body === 'string') return { kind: 'reply', status, headers, body };
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { kind: 'reply', status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

/** A page for people with status 200, as proxies and captive portals send it. */
export function html(): Fault {
  return replies(200, '<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>', { 'content-type': 'text/html' });
}

export function invalidJson(): Fault {
  return replies(200, '{"id": 1,', { 'content-type': 'application/json; charset=utf-8' });
}

export function unauthorized(): Fault {
  return replies(401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' });
}

/** A permission that the token lacks. */
export function forbidden(): Fault {
  return replies(
    403,
    {
      message: 'Resource not accessible by integration',
      documentation_url: 'https://docs.github.com/rest',
      status: '403',
    },
    { 'x-accepted-github-permissions': 'actions=read', 'x-ratelimit-remaining': '900' },
  );
}

/** The hour's requests are used up; `reset` in seconds since 1970. */
export function rateLimited(reset = Math.floor(Date.now() / 1000) + 1800): Fault {
  return replies(
    403,
    {
      message: 'API rate limit exceeded for installation.',
      documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    },
    { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
  );
}

export function notFound(): Fault {
  return replies(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' });
}

export function serverError(status = 500): Fault {
  return replies(status, { message: 'Server Error' });
}

/** `seconds` goes into Retry-After. */
export function tooManyRequests(seconds = 1): Fault {
  return replies(
    429,
    { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
    { 'retry-after': String(seconds) },
  );
}

export function dropped(): Fault {
  return { kind: 'drop' };
}

/** The server has done what it was asked, but the client sees half a reply only. */
export function cutShort(): Fault {
  return { kind: 'cut' };
}

export function endless(): Fault {
  return { kind: 'endless' };
}

interface Armed {
  matcher: Matcher;
  fault: Fault;
  left: number;
}

/** The faults of one server, the one added first striking first. */
export class Faults {
  readonly #armed: Armed[] = [];

  /** Arms a fault; the answer disarms it. */
  add(matcher: Matcher, fault: Fault): () => void {
    const armed = { matcher, fault, left: matcher.times ?? 1 };
    this.#armed.push(armed);
    return () => {
      armed.left = 0;
    };
  }

  /** The fault that strikes this request, if any. */
  strike(method: string, path: string, operation: string | undefined): Fault | undefined {
    const armed = this.#armed.find(
      ({ matcher, left }) =>
        left > 0 &&
        (matcher.method === undefined || matcher.method === method) &&
        (matcher.path === undefined || matcher.path.test(path)) &&
        (matcher.operation === undefined || matcher.operation === operation),
    );
    if (armed === undefined) return undefined;
    armed.left -= 1;
    return armed.fault;
  }
}
