import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkpointText, parseCheckpoint } from '../../../src/core/checkpoint-note/checkpoint.ts';
import {
  createNoteSigner,
  formatSignerKey,
  parseSignerKey,
  parseVerifierKey,
} from '../../../src/core/checkpoint-note/note-key.ts';
import { formatProof, parseProof } from '../../../src/core/checkpoint-note/proof-text.ts';
import { formatSignedNote, parseSignedNote } from '../../../src/core/checkpoint-note/signed-note.ts';

/** The example in the documentation of Go’s package note. */
const GO = {
  skey: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: 'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'.replace(
    '’',
    "'",
  ),
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const ROOT = Buffer.alloc(32, 7);
const names = fc.stringMatching(/^[a-z.]{1,12}(\/[a-z]{1,9})?$/);
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

function invalid(action: () => unknown, code = 'file-invalid'): void {
  expect(action).toThrow(expect.objectContaining({ code }));
}

describe('a signed note', () => {
  it('is the one that Go writes when text and key are the same', () => {
    const signer = parseSignerKey(GO.skey, 'The key');
    expect(signer.vkey).toBe(GO.vkey);
    const note = formatSignedNote({ text: GO.text, signatures: [signer.sign(GO.text)] });
    expect(note).toBe(`${GO.text}\n${GO.signature}`);
    expect(parseVerifierKey(GO.vkey, 'The key').verifies(parseSignedNote(note, 'It'))).toBe(true);
  });

  it('is read as it was written, whoever signed', () => {
    const lines = fc.array(fc.stringMatching(/^[ -~äé–]{0,20}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines, fc.array(fc.tuple(names, seeds), { minLength: 1, maxLength: 4 }), (text, keys) => {
        const body = `${text.join('\n')}\n`;
        const signers = keys.map(([name, seed]) => createNoteSigner(name, seed));
        const note = { text: body, signatures: signers.map((signer) => signer.sign(body)) };
        const read = parseSignedNote(formatSignedNote(note), 'It');
        expect(read.text).toBe(body);
        for (const signer of signers) {
          expect(parseVerifierKey(signer.vkey, 'It').verifies(read)).toBe(true);
          expect(signer.verifies({ ...read, text: `${body}more\n` })).toBe(false);
        }
      }),
    );
  });

  it('is not verified when one of two signatures of a key does not hold', () => {
    const signer = createNoteSigner('a', randomBytes(32));
    const good = signer.sign('text\n');
    const bad = signer.sign('other\n');
    expect(signer.verifies({ text: 'text\n', signatures: [good, bad] })).toBe(false);
    expect(signer.verifies({ text: 'text\n', signatures: [] })).toBe(false);
    expect(createNoteSigner('b', randomBytes(32)).verifies({ text: 'text\n', signatures: [good] })).toBe(false);
  });

  it.each([
    ['', 'nothing'],
    ['text\n', 'no signature'],
    ['text\n\n', 'no line of signature'],
    ['text\n\n— a AAAAAAAA', 'no end of its last line'],
    ['text\n\n- a AAAAAAAA\n', 'a hyphen'],
    ['text\n\n— a  AAAAAAAA\n', 'two spaces'],
    ['text\n\n— a+b AAAAAAAA\n', 'a plus in a name'],
    ['text\n\n— a AAAAA\n', 'Base64 that is none'],
    ['text\n\n— a AAAAAB==\n', 'no signature bytes'],
    ['te\rxt\n\n— a AAAAAAAA\n', 'a control character'],
    [`${'x'.repeat(100_001)}\n\n— a AAAAAAAA\n`, 'too much'],
    [`text\n\n${'— a AAAAAAAA\n'.repeat(101)}`, 'too many signatures'],
  ])('is refused when it holds what no note holds: %#', (note) => {
    invalid(() => parseSignedNote(note, 'It'));
  });

  it('never crashes, whatever is read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        for (const parse of [parseSignedNote, parseCheckpoint, parseProof]) {
          try {
            parse(text, 'It');
          } catch (error) {
            expect(error).toMatchObject({ code: 'file-invalid' });
          }
        }
      }),
    );
  });
});

describe('a key for notes', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(names, seeds, (name, seed) => {
        const signer = createNoteSigner(name, seed);
        const skey = formatSignerKey(signer, seed);
        expect(parseSignerKey(` ${skey}\n`, 'It').vkey).toBe(signer.vkey);
      }),
    );
  });

  it.each([
    '',
    'PRIVATE+KEY+a',
    GO.vkey,
    GO.skey.replace('c74f20a3', 'c74f20a4'),
    GO.skey.replace('+AY', '+BY'),
    `${GO.skey}A`,
    GO.skey.replace('PeterNeumann', 'Peter Neumann'),
  ])('is refused without being quoted when it is %j', (skey) => {
    try {
      parseSignerKey(skey, 'The input “seal-key”');
      throw new Error('it was taken');
    } catch (error) {
      expect(error).toMatchObject({ code: 'input-invalid' });
      expect(String(error)).not.toContain('AYEKFALV');
    }
  });

  it.each(['', 'a', GO.skey, GO.vkey.replace('c74f20a3', 'c74f20a4'), `${GO.vkey}=`])(
    'is refused as a public one when it is %j',
    (vkey) => {
      invalid(() => parseVerifierKey(vkey, 'It'), 'input-invalid');
    },
  );

  it('is not made of other things than a key is made of', () => {
    invalid(() => createNoteSigner('a', randomBytes(31)), 'internal');
    invalid(() => createNoteSigner('a b', randomBytes(32)), 'internal');
    invalid(() => formatSignedNote({ text: 'no end', signatures: [] }), 'internal');
  });
});

describe('a checkpoint', () => {
  const signer = createNoteSigner('log.example', Buffer.alloc(32, 1));
  const signed = (text: string) => formatSignedNote({ text, signatures: [signer.sign(text)] });

  it('is read as it was written, and others’ extensions are passed over', () => {
    const text = checkpointText({ origin: 'log.example', size: 12, rootHash: ROOT });
    expect(parseCheckpoint(signed(text), 'It')).toMatchObject({ origin: 'log.example', size: 12, rootHash: ROOT });
    expect(parseCheckpoint(signed(`${text}more\n`), 'It').size).toBe(12);
  });

  it.each([
    'log.example\n',
    'log.example\n012\n',
    '\n1\n',
    `log.example\n1\n${Buffer.alloc(31).toString('base64')}\n`,
    `log.example\n01\n${ROOT.toString('base64')}\n`,
    `log.example\n9999999999999999\n${ROOT.toString('base64')}\n`,
    `log.example\n1\n${ROOT.toString('base64')}\n\nmore\n`,
  ])('is refused when its text is %j', (text) => {
    invalid(() => parseCheckpoint(signed(text), 'It'));
  });

  it('keeps its proofs as text', () => {
    const checkpoint = signed(checkpointText({ origin: 'log.example', size: 12, rootHash: ROOT }));
    const hashes = fc.array(
      seeds.map((bytes) => Buffer.from(bytes)),
      { maxLength: 6 },
    );
    const leaves = fc.option(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.nat(), hashes, leaves, (number, path, leaf) => {
        const inclusion = {
          kind: 'inclusion' as const,
          index: number,
          hashes: path,
          checkpoint,
          ...(leaf && { leaf }),
        };
        expect(parseProof(formatProof(inclusion), 'It')).toEqual(inclusion);
        const consistency = { kind: 'consistency' as const, from: number, hashes: path, checkpoint };
        expect(parseProof(formatProof(consistency), 'It')).toEqual(consistency);
      }),
    );
  });

  it.each([
    'c2sp.org/tlog-proof@v1\n\n',
    'c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nnote',
    'c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\nnote',
    `old 1\n${`${ROOT.toString('base64')}\n`.repeat(129)}\n\nnote`,
    'old x\n\nnote',
    'index 1\n\nnote',
    'old 1\nnote',
  ])('has no proof in %j', (text) => {
    invalid(() => parseProof(text, 'It'));
  });
});
