import { describe, expect, it } from '@jest/globals';
import { compareWithTestimony, differencesFrom } from '../../../src/core/verification/testimony.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { sampleRecord } from './sample.ts';

const DIGEST = 'd'.repeat(64);

function changed(change: (record: AccessRecord) => void): AccessRecord {
  const record: AccessRecord = {
    ...sampleRecord(),
    people: { initiator: { login: 'octocat', id: '1' } },
    outcome: { status: 'success' },
  };
  change(record);
  return record;
}

function seen(change: (record: AccessRecord) => void = () => {}): AccessRecord {
  return changed((record) => {
    record.phase = 'collector';
    record.recorder.kind = 'collector';
    change(record);
  });
}

function sentences(record: AccessRecord, testimony: AccessRecord, digest?: string): string[] {
  return compareWithTestimony(record, testimony, digest).map(({ status, detail }) => `${status}: ${detail}`);
}

describe('compareWithTestimony', () => {
  it('names what both saw when they agree', () => {
    expect(
      sentences(
        changed(() => {}),
        seen(),
      ),
    ).toEqual([
      'ok: The collector saw the same of this job: actor, id of the repository, run, attempt, workflow file, commit, ref, event, environment, outcome.',
    ]);
  });

  it.each<[string, (record: AccessRecord) => void, string]>([
    [
      'the actor',
      ({ people }) => {
        people.initiator = { login: 'octocat', id: '2' };
      },
      'The record says 2 at /people/initiator/id, and the collector saw that the actor was 1.',
    ],
    [
      'the event',
      ({ pipeline }) => {
        pipeline.event = 'workflow_dispatch';
      },
      'The record says workflow_dispatch at /pipeline/event, and the collector saw that the event was push.',
    ],
    [
      'the environment by silence',
      ({ pipeline }) => {
        delete pipeline.environment;
      },
      'The record says nothing at /pipeline/environment, and the collector saw that the environment was production.',
    ],
    [
      'a failure that ended well',
      (record) => {
        record.outcome = { status: 'failure' };
      },
      'The record says failure at /outcome/status, and the collector saw that the outcome was success.',
    ],
  ])('refuses with its sentence when the record differs in %s', (_, change, sentence) => {
    expect(sentences(changed(change), seen())).toEqual([`failed: ${sentence}`]);
  });

  it('passes over a fact when the record owns up to not having seen it, but not one whose section it hides', () => {
    const hidden = (pointer: string) =>
      changed(({ pipeline, gaps }) => {
        delete pipeline.environment;
        gaps.push({ pointer, reason: 'not-available', needed: 'a deployment environment' });
      });

    expect(differencesFrom(hidden('/pipeline/environment'), seen())).toEqual([]);
    expect(differencesFrom(hidden('/pipeline'), seen())).toEqual([
      { pointer: '/pipeline/environment', seen: 'production' },
    ]);
  });

  it('compares names without regard to case, logins where an id is missing, and no pseudonyms', () => {
    const other = changed(({ people, pipeline }) => {
      people.initiator = { login: 'OctoCat' };
      pipeline.environment = 'Production';
    });
    const hidden = changed(({ people }) => {
      people.initiator = { login: `~${'a'.repeat(20)}`, id: `~${'b'.repeat(20)}` };
    });

    expect(differencesFrom(other, seen())).toEqual([]);
    expect(differencesFrom(hidden, seen())).toEqual([]);
    expect(
      differencesFrom(
        changed(({ people }) => {
          people.initiator = { login: 'mallory' };
        }),
        seen(),
      ),
    ).toEqual([{ pointer: '/people/initiator/login', said: 'mallory', seen: 'octocat' }]);
  });

  it('lets a job that was well fail later when it was ended from outside or refused by its own verdict', () => {
    const failed = (interrupted?: 'evicted') =>
      seen((record) => {
        record.outcome = { status: 'failure', ...(interrupted && { interrupted }) };
      });
    const judged = changed((record) => {
      record.policy = {
        policy: { origin: 'built-in' },
        mode: 'enforce',
        onViolation: 'warn',
        onUnknown: 'warn',
        onError: 'fail',
        verdict: 'pass',
        results: [],
      };
    });

    expect(
      differencesFrom(
        changed(() => {}),
        failed(),
      ),
    ).toHaveLength(1);
    expect(
      differencesFrom(
        changed(() => {}),
        failed('evicted'),
      ),
    ).toEqual([]);
    expect(differencesFrom(judged, failed())).toEqual([]);
  });

  it('does not hold a gate’s environment against its own job when the run is going to another', () => {
    const gate = changed((record) => {
      record.recorder.kind = 'gate';
      record.pipeline.environment = 'staging';
    });
    expect(differencesFrom(gate, seen())).toEqual([]);
  });

  it('believes what the collector wrote down when it is about this record', () => {
    const found = seen((record) => {
      record.disagreements = [{ pointer: '/actions/0/commit', record: DIGEST }];
      record.links.records = ['d', 'e'].map((hex) => ({
        phase: 'end',
        digest: hex.repeat(64),
        proof: 'verified',
      }));
    });
    const record = changed(() => {});

    expect(sentences(record, found, DIGEST)).toEqual([
      'failed: The collector found that the record says otherwise than it saw at /actions/0/commit.',
    ]);
    expect(sentences(record, found, 'e'.repeat(64))).toEqual([expect.stringMatching(/^ok/)]);
    expect(sentences(record, found)).toEqual([expect.stringMatching(/^not-checked: .* only the log view tells which/)]);
  });

  it('says nothing of a job when the collector’s record is about another', () => {
    const other = seen((record) => {
      record.recordId = 'e'.repeat(64);
    });
    expect(
      sentences(
        changed(() => {}),
        other,
      ),
    ).toEqual([expect.stringMatching(/^not-checked: .* about another job/)]);
  });
});
