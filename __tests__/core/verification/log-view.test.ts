import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commit } from '../../../src/core/commitment.ts';
import { checkLogView } from '../../../src/core/verification/log-view.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { arbitraryRecord } from '../../support/arbitrary-record.ts';
import { sampleRecord } from './sample.ts';

const WHOLE: AccessRecord = { ...sampleRecord(), runner: { environment: 'github-hosted', name: 'runner-7' } };
const { attested, log } = commit(WHOLE, 'a'.repeat(64));
const line = (record: unknown) => `${JSON.stringify({ key: 'k', record })}\n`;

describe('checkLogView', () => {
  it.each([
    ['the log view itself', JSON.stringify(log, null, 2)],
    ['a line of the log', line(log)],
    ['a log with other lines', `${line({ ...log, recordId: 'd'.repeat(64) })}no JSON\n${line(log)}`],
    ['a document of Elasticsearch', JSON.stringify({ _source: { doorlog: { recordText: JSON.stringify(log) } } })],
  ])('is ok when the file holds %s', (_name, text) => {
    expect(checkLogView(attested, text)).toMatchObject({ id: 'commitment', status: 'ok' });
  });

  it('is ok for any record and its own log view when both come from JSON', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const views = commit(any, 'b'.repeat(64));
        const { status } = checkLogView(JSON.parse(JSON.stringify(views.attested)), JSON.stringify(views.log));
        expect(status).toBe('ok');
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a part that only the log holds was altered', { ...log, runner: { ...log.runner, name: 'runner-8' } }, /altered/],
    ['the log view says something else', { ...log, runner: { environment: 'self-hosted' } }, /does not say/],
    ['the salt is another', { ...log, commitment: { ...log.commitment, salt: 'b'.repeat(64) } }, /altered/],
    ['a number in it has no canonical form', JSON.parse(JSON.stringify(log).replace('"runner-7"', '1e999')), /altered/],
  ])('fails when %s', (_name, forged, sentence) => {
    const check = checkLogView(attested, line(forged));
    expect(check).toMatchObject({ status: 'failed', detail: expect.stringMatching(sentence) });
  });

  it('fails when the record itself names who is behind pseudonyms', () => {
    const { status } = checkLogView({ ...attested, pseudonyms: {} }, line(log));
    expect(status).toBe('failed');
  });

  it.each([
    ['the salt is missing', line({ ...log, commitment: attested.commitment }), /has no salt/],
    ['the log holds another record', line({ ...log, recordId: 'd'.repeat(64) }), /has no end entry/],
    ['the log holds another phase', line({ ...log, phase: 'start' }), /has no end entry/],
    ['the file is empty', '', /has no end entry/],
  ])('is not checked when %s', (_name, text, sentence) => {
    const check = checkLogView(attested, text);
    expect(check).toMatchObject({ status: 'not-checked', detail: expect.stringMatching(sentence) });
  });

  it('tells of another entry with the same id and phase when one of them holds', () => {
    const forged = { ...log, runner: { ...log.runner, name: 'runner-8' } };
    const { status, detail } = checkLogView(attested, line(forged) + line(log));
    expect(status).toBe('ok');
    expect(detail).toContain('2 entries with its id and phase');
  });

  it('does not raise when record and log are any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.json(), (record, text) => {
        expect(checkLogView(record, text).status).not.toBe('ok');
      }),
    );
  });
});
