import type { HttpResponse } from '../../ports.ts';
import { parseXml, textOf } from './xml.ts';

/** What S3 or STS says went wrong. */
export interface Fault {
  readonly status: number;
  /** Its own word for it, such as `AccessDenied`; only where that has the form of one: anything else could quote what was sent. */
  readonly code?: string;
}

/** Reads an error reply: `Error` at the root for S3, in an `ErrorResponse` for STS. */
export function faultOf({ status, body }: Pick<HttpResponse, 'status' | 'body'>): Fault {
  const root = parseXml(body.toString('utf8'));
  const error = root?.name === 'ErrorResponse' ? root.children.find(({ name }) => name === 'Error') : root;
  const code = error?.name === 'Error' ? textOf(error, 'Code') : undefined;
  return { status, ...(code !== undefined && /^[A-Z][A-Za-z0-9.]{2,60}$/.test(code) && { code }) };
}

/** A fault in words, for the end of a sentence. */
export function wordsOf({ status, code }: Fault): string {
  return `it answers with status ${status}${code === undefined ? '' : ` ${code}`}`;
}

const PASSING_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/** Faults after which nothing is stored, though their statuses could mean anything. */
const TURNED_AWAY: readonly string[] = ['SlowDown', 'ServiceUnavailable', 'Throttling', 'ThrottlingException'];
const PASSING_CODES: readonly string[] = [
  ...TURNED_AWAY,
  'RequestTimeout',
  'ConditionalRequestConflict',
  'OperationAborted',
  'InternalError',
  'IDPCommunicationError',
];

/** Whether the same request may do later (S3, error responses; STS, AssumeRoleWithWebIdentity). */
export function isPassing({ status, code = '' }: Fault): boolean {
  return PASSING_STATUSES.includes(status) || PASSING_CODES.includes(code);
}

/** Whether what was sent may have been stored all the same: nobody knows after a fault of a server or gateway. */
export function mayBeStored({ status, code = '' }: Fault): boolean {
  return status >= 500 && status !== 501 && !TURNED_AWAY.includes(code);
}
