/**
 * The address that a variable gives a job's tools, undefined where it can't be used: what proves an identity goes over an
 * encrypted connection, or stays on this machine.
 */
export function safeAddress(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  const isFit = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  return isFit && url.username === '' && url.password === '' && url.host.length <= 300 ? url : undefined;
}
