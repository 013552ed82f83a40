import { DoorlogError } from '../../errors.ts';
import { bytesOfBase64 } from './base64.ts';

/** One line of signature under a note. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes in lower-case hex that tell keys of one name apart. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** Text with the signatures under it (https://c2sp.org/signed-note). */
export interface SignedNote {
  /** With its last line’s end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Longest note that is read: a checkpoint has three lines, and witnesses may sign it too. */
const LONGEST = 100_000;
const MOST_SIGNATURES = 100;
const SIGNATURE = /^— (?<name>\S+) (?<base64>\S+)$/u;

/** A name of a key: no white space and no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\u0085]+$/u.test(name) && isNoteText(`${name}\n`);
}

/** Takes a signed note apart, nothing of it proven; `what` names it in the sentence. Raises `file-invalid`. */
export function parseSignedNote(note: string, what: string): SignedNote {
  const invalid = (why: string) =>
    new DoorlogError('file-invalid', `${what} is no signed note: ${why}; name the file as it was written.`);
  if (note.length > LONGEST) throw invalid('it is longer than 100,000 characters');
  if (!isNoteText(note)) throw invalid('it holds characters that none may hold, or does not end with a line’s end');
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0) throw invalid('no empty line parts its text from its signatures');
  const lines = note
    .slice(gap + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0 || lines.length > MOST_SIGNATURES) throw invalid('it has no signatures, or too many');
  const signatures = lines.map((line) => {
    const { name, base64 } = SIGNATURE.exec(line)?.groups ?? {};
    const bytes = bytesOfBase64(base64 ?? '');
    if (name === undefined || !isKeyName(name) || bytes === undefined || bytes.length < 5) {
      throw invalid('one of the lines below its text is no signature');
    }
    return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
  });
  return { text: note.slice(0, gap + 1), signatures };
}

/** Writes a signed note. Raises `internal` for text that can be none. */
export function formatSignedNote({ text, signatures }: SignedNote): string {
  if (!isNoteText(text)) throw new DoorlogError('internal', 'Text that can be no note was to be signed.');
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature]);
    return `— ${name} ${bytes.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

const CONTROL = /[^\P{Cc}\n\u007f-\u009f]/u;

/** Well-formed, without control characters (those below U+0020) but the lines’ ends, one of which is its last. */
function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !text.includes('\uFFFD') && !CONTROL.test(text);
}
