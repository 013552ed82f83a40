import type { HandoverPacker } from '../ports.ts';
import { LINES_FILE, linesOf } from './entry-lines.ts';
import type { Recipient } from './recipient.ts';

/** Packs entries for whoever holds the key, or without one for everybody; how to encrypt is loaded when it is needed. */
export function createPacker(recipient: Recipient | undefined): HandoverPacker {
  if (recipient === undefined) {
    return { view: 'attested', pack: async (entries) => ({ [LINES_FILE]: linesOf(entries) }) };
  }
  if (recipient.kind === 'age') {
    return {
      view: 'whole',
      async pack(entries) {
        const { encryptForAge } = await import('./age.ts');
        return { [`${LINES_FILE}.age`]: encryptForAge(linesOf(entries), recipient.publicKey) };
      },
    };
  }
  return {
    view: 'whole',
    async pack(entries) {
      const { encryptAsJwe } = await import('./jwe.ts');
      return { [`${LINES_FILE}.jwe`]: await encryptAsJwe(linesOf(entries), recipient) };
    },
  };
}
