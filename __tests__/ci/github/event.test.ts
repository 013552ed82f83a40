import { describe, expect, it } from '@jest/globals';
import { parseEvent } from '../../../src/ci/github/event.ts';

function read(payload: unknown) {
  return parseEvent(JSON.stringify(payload), 'event.json');
}

const SHA = 'a'.repeat(40);

describe('parseEvent', () => {
  it.each(['', '{', 'null', '[]', '"x"', '1'])('says which file and how to mend it when it holds %p', (text) => {
    expect(() => parseEvent(text, '/tmp/event.json')).toThrow(
      expect.objectContaining({
        code: 'event-invalid',
        message: expect.stringMatching(/^The event file \/tmp\/event\.json .*; let no step write to it\.$/),
      }),
    );
  });

  it('keeps the names of inputs and never what they hold when a run is dispatched', () => {
    const event = read({
      inputs: { target: 's3cret-1', 'dry run': '' },
      client_payload: { nested: { key: 's3cret-2' } },
    });
    expect(event).toEqual({ inputs: ['target', 'dry run'], client_payload: ['nested'] });
  });

  it('loses nothing but what is odd when one member of a part is', () => {
    const user = { login: 'alice', id: 1, type: 'User' };
    const odd = {
      number: 7,
      head: { sha: SHA, repo: 'odd' },
      base: [],
      user,
      merged: 'yes',
      merged_by: { login: 5, id: 2 },
    };
    expect(read({ pull_request: odd, sender: user, before: 'main' })).toEqual({
      pull_request: { number: '7', head: { sha: SHA }, user: { ...user, id: '1' }, merged_by: { id: '2' } },
      sender: { ...user, id: '1' },
    });
  });

  it('tells what is said to be nothing from what is not said when a member is null', () => {
    expect(read({ pull_request: { head: { repo: null } }, inputs: null })).toEqual({
      pull_request: { head: { repo: null } },
      inputs: null,
    });
  });

  it('keeps no number that has lost digits, no half character and no time that is none when there is one', () => {
    expect(read({ release: { id: 2 ** 53, tag_name: 'v\ud800', created_at: '2026-02-31T05:00:00Z' } })).toEqual({
      release: {},
    });
    expect(read({ release: { created_at: '2026-02-03T01:00:00Z' } })).toEqual({
      release: { created_at: '2026-02-03T01:00:00.000Z' },
    });
  });

  it('keeps long names cut and no more than a hundred of them when a payload has very many', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}`.repeat(400), index]));
    const names = read({ client_payload: many }).client_payload ?? [];
    expect([names.length, Math.max(...names.map((name) => name.length))]).toEqual([100, 300]);
  });
});
