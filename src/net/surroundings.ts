/** How this machine reaches the outside: the proxy variables and the private certificate authorities. */
export interface Surroundings {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
  /** PEM certificates to trust instead of Node's own set; left out, Node's set with NODE_EXTRA_CA_CERTS holds. */
  readonly ca?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the proxy variables as curl does: lower case goes before upper case, and plain HTTP_PROXY is believed too. */
export function surroundingsFrom(env: Environment): Surroundings {
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
  const httpProxy = env.http_proxy || env.HTTP_PROXY;
  const noProxy = env.no_proxy || env.NO_PROXY;
  return { ...(httpsProxy && { httpsProxy }), ...(httpProxy && { httpProxy }), ...(noProxy && { noProxy }) };
}

/** The proxy for a URL, or undefined where it is reached directly. Loopback addresses never go through a proxy. */
export function proxyFor(url: URL, surroundings: Surroundings): URL | undefined {
  const text = url.protocol === 'https:' ? surroundings.httpsProxy : surroundings.httpProxy;
  if (!text || isExempt(url, surroundings.noProxy)) return undefined;
  const address = text.includes('://') ? text : `http://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function isExempt(url: URL, noProxy: string | undefined): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)) return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return (noProxy ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => matches(entry.toLowerCase(), host.toLowerCase(), port));
}

/** An entry is a name or address with or without a port; an IPv6 address with a port stands in brackets. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.replace(/^\[|\]$/g, '') === host) return true;
  const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const suffix = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
  return host === suffix || host.endsWith(`.${suffix}`);
}
