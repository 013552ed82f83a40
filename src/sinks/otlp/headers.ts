import { DoorlogError } from '../../errors.ts';

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110, 5.5, ASCII only. */
const VALUE = /^[\t\x20-\x7e]+$/;
/** What the sink or the connection decides. */
const OURS = [
  'accept',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * Reads headers as a person gives them: one `name=value` a line, empty lines and blanks around each part left out.
 * Raises `input-invalid` with the number of the line; neither name nor value is in the sentence, for either may be a secret.
 */
export function parseHeaders(text: string, called: string): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    const place = `Line ${index + 1} of ${called}`;
    if (at < 0 || !TOKEN.test(name) || !VALUE.test(value)) {
      throw invalid(`${place} must be a header as name=value, such as authorization=Bearer TOKEN, in ASCII.`);
    }
    if (OURS.includes(name)) throw invalid(`${place} names a header that is not yours to set; take the line out.`);
    if (headers.has(name)) throw invalid(`${place} names a header that another line has; keep one of them.`);
    headers.set(name, value);
  }
  return Object.fromEntries(headers);
}

function invalid(sentence: string): DoorlogError {
  return new DoorlogError('input-invalid', sentence);
}
