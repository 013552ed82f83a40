import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { DoorlogError } from '../errors.ts';

interface TunnelOptions extends Pick<ConnectionOptions, 'secureContext' | 'rejectUnauthorized'> {
  /** Milliseconds of silence after which the proxy is given up. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Opens a TLS connection to an https URL through an HTTP proxy (CONNECT, RFC 9110, 9.3.6).
 * Raises `http-connection` where the proxy can't be reached or refuses, with its status.
 */
export async function connectThroughProxy(proxy: URL, url: URL, options: TunnelOptions): Promise<Socket> {
  const tunnel = await openTunnel(proxy, `${url.hostname}:${url.port || 443}`, options);
  const { connect } = process.getBuiltinModule('node:tls');
  const { isIP } = process.getBuiltinModule('node:net');
  const host = hostOf(url);
  const { timeout: _, signal: __, ...tls } = options;
  // An address is no server name (RFC 6066, 3); the certificate is held against `host` then.
  return connect({ ...tls, socket: tunnel, host, ...(isIP(host) === 0 && { servername: host }) });
}

function openTunnel(proxy: URL, target: string, { timeout, signal, ...tls }: TunnelOptions): Promise<Socket> {
  const secure = proxy.protocol === 'https:';
  const { request } = process.getBuiltinModule(secure ? 'node:https' : 'node:http');
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(new DoorlogError('http-connection', `The proxy ${proxy.host} ${why}.`, { cause }));
    const connection = request({
      ...proxyAddress(proxy),
      ...(secure && tls),
      method: 'CONNECT',
      path: target,
      timeout,
      signal,
      headers: { host: target, ...proxyAuthorization(proxy) },
    });
    connection.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      fail(`refused the connection to ${target} with status ${response.statusCode}`);
    });
    connection.once('response', (response) => {
      response.destroy();
      fail(`refused the connection to ${target} with status ${response.statusCode}`);
    });
    connection.once('timeout', () => connection.destroy());
    connection.once('error', (error) => fail('could not be reached', error));
    connection.end();
  });
}

/** Host and port of a proxy, as Node's own client takes them. */
export function proxyAddress(proxy: URL): { host: string; port: string | number } {
  return { host: hostOf(proxy), port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80) };
}

/** The header by which a proxy knows us, where its address has credentials. */
export function proxyAuthorization(proxy: URL): Record<string, string> {
  if (!proxy.username && !proxy.password) return {};
  const credentials = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** Passwords with a bare percent sign are common, and no URL encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
