import { describe, expect, it } from '@jest/globals';
import { checkArtifact, checkOtherSubjects, type Subject } from '../../../src/core/verification/artifacts.ts';

const RECORD = 'a'.repeat(64);
const APP = 'b'.repeat(64);
const LIBRARY = 'c'.repeat(64);

const record = {
  resources: {
    artifacts: [
      { name: 'dist/app.tgz', sha256: APP, from: 'input' },
      { name: 'lib.so', sha256: LIBRARY, from: 'runner', kind: 'file' },
    ],
  },
};
const own: Subject = { name: 'access-record.json', digest: { sha256: RECORD } };
const app: Subject = { name: 'dist/app.tgz', digest: { sha256: APP } };
const library: Subject = { name: 'lib.so', digest: { sha256: LIBRARY } };

describe('checkOtherSubjects', () => {
  it('holds when the record file is alone', () => {
    expect(checkOtherSubjects([own], {}, RECORD)).toMatchObject({
      status: 'ok',
      detail: 'The statement speaks about nothing but the record file.',
    });
  });

  it('holds when the record names all of them', () => {
    expect(checkOtherSubjects([own, app, library], record, RECORD)).toMatchObject({
      status: 'ok',
      detail: 'The record names what else the statement speaks about: 2 artifacts.',
    });
    expect(checkOtherSubjects([app, own], record, RECORD).detail).toMatch(/: one artifact\.$/);
  });

  it.each<[string, Subject, unknown]>([
    ['the record does not name its digest', { name: 'dist/app.tgz', digest: { sha256: 'd'.repeat(64) } }, record],
    ['the record names it otherwise', { name: 'release.tgz', digest: { sha256: APP } }, record],
    ['it has no name', { digest: { sha256: APP } }, record],
    ['it has a second digest', { name: 'dist/app.tgz', digest: { sha256: APP, sha512: 'e'.repeat(128) } }, record],
    ['it has another digest alone', { name: 'dist/app.tgz', digest: { sha512: 'e'.repeat(128) } }, record],
    ['it has no digest', { name: 'dist/app.tgz', digest: {} }, record],
    ['it is the record with a second digest', { ...own, digest: { sha256: RECORD, sha1: 'f'.repeat(40) } }, record],
    ['the record names no artifacts', app, {}],
    ['the record is none', app, null],
    ['the record’s artifacts are not of their form', app, { resources: { artifacts: [{ name: 'dist/app.tgz' }] } }],
  ])('refuses a subject when %s', (_, subject, value) => {
    const answer = checkOtherSubjects([own, subject], value, RECORD);
    expect(answer).toMatchObject({ id: 'other-subjects', status: 'failed' });
    expect(answer.detail).toMatch(/which is neither the record file nor an artifact that the record names\.$/);
  });

  it('says how many there are when several are refused', () => {
    expect(checkOtherSubjects([own, app, library], {}, RECORD).detail).toMatch(/, and about 1 more of the kind\.$/);
  });
});

describe('checkArtifact', () => {
  const about = (sha256: string, subjects: Subject[], value: unknown) =>
    checkArtifact({ name: 'downloaded.tgz', sha256 }, subjects, value);

  it('holds when statement and record name the file, and says by which name', () => {
    expect(about(APP, [own, app], record)).toEqual({
      id: 'artifact',
      title: 'Artifact',
      status: 'ok',
      detail: `The statement speaks about downloaded.tgz (sha256:${APP}), and the record names it as “dist/app.tgz”.`,
    });
  });

  it.each<[string, Subject[], unknown, RegExp]>([
    ['the statement alone names it', [own, app], {}, /but not as an artifact of the record/],
    ['the record alone names it', [own], record, /but the statement does not speak about it/],
    ['neither names it', [own], {}, /the file has changed, or another job made it/],
  ])('fails when %s', (_, subjects, value, sentence) => {
    const answer = about(APP, subjects, value);
    expect(answer.status).toBe('failed');
    expect(answer.detail).toMatch(sentence);
  });

  it('fails when the file is the record itself', () => {
    expect(about(RECORD, [own, app], record).status).toBe('failed');
  });
});
