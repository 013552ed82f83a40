import type { HttpResponse } from '../../ports.ts';
import type { Attempt } from '../http-attempts.ts';

/** How an HTML document begins, which people are shown and programs are not. */
const PAGE = /^\s*<(?:!doctype\s+html|html)[\s>]/i;
const BEGINNING = 256;

/**
 * What a receiver says of a message by its status (Standard Webhooks 1.0.0, “Delivery success and failure”). A page with a
 * 2xx is nobody's word on a message: sign-in pages and portals answer so to whatever they are sent.
 */
export function readReply({ status, body }: HttpResponse): Attempt<'taken'> {
  if (status >= 200 && status < 300) {
    if (!PAGE.test(body.toString('latin1', 0, BEGINNING))) return { kind: 'answered', answer: 'taken' };
    const reason =
      'it answered with a web page, as sign-in pages and portals do; give the address of the receiver itself';
    return { kind: 'refused', reason, mayBeStored: true };
  }
  if (status === 429) return { kind: 'busy', reason: 'it has no room just now (429)', mayBeStored: false };
  // Whoever answers for a receiver with 408 or 5xx can't tell what became of the message.
  if (status === 408 || status >= 500) return { kind: 'busy', reason: `it answered ${status}`, mayBeStored: true };
  return { kind: 'refused', reason: refusal(status), mayBeStored: false };
}

/** Statuses by which receivers refuse signatures and timestamps. */
export function isAboutSignature(status: number): boolean {
  return status === 400 || status === 401 || status === 403;
}

function refusal(status: number): string {
  if (status === 410) return 'it wants no more messages (410); take it out of the list';
  if (status === 413) return 'the message is too long for it (413); lower max-bytes';
  if (status >= 300 && status < 400) {
    return `it points elsewhere (${status}), and redirects are not followed; give the address itself`;
  }
  if (isAboutSignature(status)) return `it refused the message (${status}); compare its secret with webhook-secret`;
  return `it refused the message (${status})`;
}
