import type { Http } from '../ports.ts';

/** Speaks HTTP until a signal fires: requests under way then, and all after that, are given up. */
export function givenUpAt(http: Http, limit: AbortSignal): Http {
  return (request) => http({ ...request, signal: request.signal ? AbortSignal.any([request.signal, limit]) : limit });
}
