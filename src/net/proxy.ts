import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { DoorlogError } from '../errors.ts';

interface TunnelOptions extends ConnectionOptions {
  readonly timeout: number;
}

/**
 * Opens a TLS connection to an https URL through an HTTP proxy (CONNECT, RFC 9110, 9.3.6).
 * Raises `http-connection` where the proxy can't be reached or refuses, with its status.
 */
export async function connectThroughProxy(proxy: URL, url: URL, options: TunnelOptions): Promise<Socket> {
  const tunnel = await openTunnel(proxy, `${url.hostname}:${url.port || 443}`, options.timeout);
  const { connect } = process.getBuiltinModule('node:tls');
  return connect({ ...options, socket: tunnel, servername: url.hostname });
}

function openTunnel(proxy: URL, target: string, timeout: number): Promise<Socket> {
  const secure = proxy.protocol === 'https:';
  const { request } = process.getBuiltinModule(secure ? 'node:https' : 'node:http');
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(new DoorlogError('http-connection', `The proxy ${proxy.host} ${why}.`, { cause }));
    const connection = request({
      host: proxy.hostname,
      port: proxy.port || (secure ? 443 : 80),
      method: 'CONNECT',
      path: target,
      timeout,
      headers: {
        host: target,
        ...(proxy.username && { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    });
    connection.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      fail(`refused the connection to ${target} with status ${response.statusCode}`);
    });
    connection.once('timeout', () => connection.destroy());
    connection.once('error', (error) => fail('could not be reached', error));
    connection.end();
  });
}
