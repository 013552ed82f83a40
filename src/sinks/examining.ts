import { codeOf, sentenceOf } from '../errors.ts';
import type { Examination, HttpResponse } from '../ports.ts';

/** A reply, or what its want says of the way to the store. */
export type Asked = { readonly reply: HttpResponse } | { readonly obstacle: Examination };

/** Asks a store something that stores nothing. Never raises. */
export async function askStore(question: () => Promise<HttpResponse>): Promise<Asked> {
  try {
    return { reply: await question() };
  } catch (error) {
    return { obstacle: obstacleOf(error) };
  }
}

/** What an error on the way to a store says: its certificate, or that nobody is there. */
export function obstacleOf(error: unknown): Examination {
  const code = codeOf(error);
  const says = code === 'internal' ? 'the request failed in an unexpected way' : sentenceOf(error);
  return { check: code === 'http-tls' ? 'certificate' : 'connection', result: 'failed', ...parted(says) };
}

/** What the address alone says once the store has answered there. */
export function transportOf(url: string): Examination {
  if (/^https:/i.test(url)) {
    return { check: 'certificate', result: 'fine', says: 'the store has a certificate that this machine trusts' };
  }
  // To any other machine the list of sinks refuses it.
  const says = 'it is on this machine, over plain HTTP: whoever takes its port gets records and credentials';
  return { check: 'certificate', result: 'warning', says, mend: 'give an https url where others use this machine too' };
}

/** A reason of the form “what is wrong; how to mend it” in its two parts. */
export function parted(reason: string): Pick<Examination, 'says' | 'mend'> {
  const text = reason.replace(/\.$/, '');
  const at = text.indexOf('; ');
  return at < 0 ? { says: text } : { says: text.slice(0, at), mend: text.slice(at + 2) };
}
