import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepCheckpoint, readCheckpoints } from '../../src/compose/checkpoint-notes.ts';
import type { CheckpointNote } from '../../src/model/checkpoint-note.ts';

const RECORD = 'a'.repeat(64);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlog-notes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function note(number: number, more: Partial<CheckpointNote> = {}): CheckpointNote {
  const observedAt = new Date(Date.UTC(2026, 10, 21, 12, number)).toISOString();
  const digest = number.toString(16).padStart(64, '0');
  return { version: 1, recordId: RECORD, observedAt, digest, identities: [], unseen: [], ...more };
}

describe('the notes of checkpoints', () => {
  it('come back in the order of their time when they were kept in another', () => {
    for (const number of [3, 1, 2]) keepCheckpoint(folder, note(number));
    expect(readCheckpoints(folder, RECORD)).toEqual({ notes: [note(1), note(2), note(3)], broken: 0 });
    expect(readdirSync(join(folder, 'checkpoints'))).toEqual(['001.json', '002.json', '003.json']);
  });

  it('are for the job’s own user when they are kept', () => {
    if (process.platform === 'win32') return;
    keepCheckpoint(folder, note(1));
    expect(statSync(join(folder, 'checkpoints')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'checkpoints', '001.json')).mode & 0o777).toBe(0o600);
  });

  it('are none when there is no folder', () => {
    expect(readCheckpoints(join(folder, 'none'), RECORD)).toEqual({ notes: [], broken: 0 });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('are counted and left out when they are of another job, of another form or twice there', () => {
    keepCheckpoint(folder, note(1));
    keepCheckpoint(folder, note(1));
    keepCheckpoint(folder, note(2, { recordId: 'b'.repeat(64) }));
    const at = (name: string) => join(folder, 'checkpoints', name);
    writeFileSync(at('004.json'), JSON.stringify({ ...note(4), more: 1 }));
    writeFileSync(at('005.json'), '[');
    mkdirSync(at('006.json'));
    writeFileSync(at('notes.json'), JSON.stringify(note(7)));
    expect(readCheckpoints(folder, RECORD)).toEqual({ notes: [note(1)], broken: 4 });
  });

  it('raise an error of ours when there are too many, and when the folder can’t be written', () => {
    for (let number = 1; number <= 50; number++) keepCheckpoint(folder, note(number));
    expect(() => keepCheckpoint(folder, note(51))).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, '');
    expect(() => keepCheckpoint(blocked, note(1))).toThrow(/could not be left to the end of the job/);
  });
});
