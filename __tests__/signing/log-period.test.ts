import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkLogPeriods } from '../../src/signing/log-period.ts';

const { publicKey } = generateKeyPairSync('ed25519');
const ID = Buffer.from('log');
const START = new Date('2026-01-01T00:00:00Z');
const END = new Date('2026-02-01T00:00:00Z');
const LOG = { baseURL: 'https://log.example', logID: ID, publicKey, validFor: { start: START, end: END } };

function entry(keyId: Buffer, inclusionPromise?: { signedEntryTimestamp: Buffer }) {
  return {
    logIndex: '1',
    logId: { keyId },
    kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
    integratedTime: '0',
    inclusionPromise,
    inclusionProof: undefined,
    canonicalizedBody: Buffer.alloc(0),
  };
}

describe('checkLogPeriods', () => {
  it('takes an entry when its log was in use at the time of signing, the first and the last moment included', () => {
    for (const time of [START, new Date('2026-01-15T00:00:00Z'), END]) {
      expect(() => checkLogPeriods([LOG], [entry(ID)], time)).not.toThrow();
    }
  });

  it('refuses an entry when its log was not in use yet, or no more', () => {
    for (const time of [START.getTime() - 1, END.getTime() + 1]) {
      expect(() => checkLogPeriods([LOG], [entry(ID)], new Date(time))).toThrow(
        'was not in use at the time of signing',
      );
    }
  });

  it('takes an entry when one of two keys of the log was in use', () => {
    const later = { ...LOG, validFor: { start: END, end: new Date('2026-03-01T00:00:00Z') } };
    expect(() => checkLogPeriods([LOG, later], [entry(ID)], new Date('2026-02-15T00:00:00Z'))).not.toThrow();
  });

  it('leaves it to the library when the log tells the time itself, and to nobody when there is no time', () => {
    const promised = entry(ID, { signedEntryTimestamp: Buffer.alloc(1) });
    expect(() => checkLogPeriods([LOG], [promised], new Date(0))).not.toThrow();
    expect(() => checkLogPeriods([LOG], [entry(ID)], undefined)).not.toThrow();
  });
});
