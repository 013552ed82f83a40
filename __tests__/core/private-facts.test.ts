import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attestedView } from '../../src/core/views.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { summarize } from '../../src/report/summary.ts';
import { arbitraryRecord } from '../support/arbitrary-record.ts';
import { leavesOf, placesOf } from '../support/schema-walk.ts';

/** Stands in every private text, and nowhere else. */
const MARK = 'prvt';

const HIDDEN: readonly (string | undefined)[] = ['members', 'log', undefined];

/** The record with a mark in every text that an anonymous visitor can't see, and how many it has. */
function withPrivateTexts(record: AccessRecord): { record: AccessRecord; planted: number } {
  let planted = 0;
  const whole = structuredClone({ ...record, drift: [] }) as AccessRecord;
  const { visibility: _, ...pipeline } = whole.pipeline;
  const copy = { ...whole, pipeline: { ...pipeline, visibility: 'public' } } as AccessRecord;
  for (const { pointer, value, view } of leavesOf(AccessRecord, copy)) {
    if (!HIDDEN.includes(view) || typeof value !== 'string') continue;
    planted += 1;
    setAt(copy, pointer, `${MARK}${planted}`);
  }
  return { record: copy, planted };
}

function setAt(holder: unknown, pointer: string, value: string): void {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() ?? '';
  const part = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), holder);
  Reflect.set(Object(part), last, value);
}

/** A change of each hidden fact, as an end would find it. */
function changesOf(record: AccessRecord): AccessRecord['drift'] {
  return leavesOf(AccessRecord, record)
    .filter(({ value, pointer }) => typeof value === 'string' && value.startsWith(MARK) && pointer.length < 300)
    .map(({ pointer, value }) => ({ pointer, from: 'start', to: 'end', before: value, after: `${value}x` }) as const);
}

/** Facts that the public must not see, one of each kind, by where they stand. */
const NAMED_FACTS = [
  '/people/initiator/ssoIdentity',
  '/people/initiator/grants/*/team',
  '/people/author/name',
  '/people/author/email',
  '/approvals/*/comment',
  '/source/headline',
  '/source/pullRequests/*/reviews/*/teams/*',
  '/access/cloud/*/principal',
  '/access/cloud/*/roleArn',
  '/access/cloud/*/account',
  '/access/cloud/*/accessKeyId',
  '/protections/environment/reviewerTeams/*/slug',
  '/protections/rulesets/*/bypassActors/*/name',
  '/runner/name',
  '/runner/hostName',
  '/runner/user',
  '/runner/group',
  '/runner/labels/*',
  '/runner/proxy',
  '/runner/environmentVariables/*',
  '/pipeline/matrix',
  '/pipeline/inputNames/*',
  '/resources/draftReleases/*/name',
  '/pseudonyms/*/*',
  '/gaps/*/detail',
  '/commitment/salt',
];

describe('private facts', () => {
  it('are for the log alone when the schema names them', () => {
    const places = new Map(placesOf(AccessRecord).map(({ path, view }) => [path, view]));
    expect(NAMED_FACTS.map((path) => [path, places.get(path)])).toEqual(NAMED_FACTS.map((path) => [path, 'log']));
  });

  it('stand nowhere in the attested view of a public repository when every field that can hold one does', () => {
    let most = 0;
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const { record, planted } = withPrivateTexts(any);
        most = Math.max(most, planted);
        const view = attestedView({ ...record, drift: changesOf(record) });
        expect(JSON.stringify(view)).not.toContain(MARK);
      }),
    );
    expect(most).toBeGreaterThan(20);
  });

  it('stand nowhere in a summary when it is made of such a view', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (any) => {
        const { record } = withPrivateTexts(any);
        const text = summarize({
          record: attestedView({ ...record, drift: changesOf(record) }),
          recordDigest: 'a'.repeat(64),
          refused: 'policy',
          deliveries: [],
          problems: [],
          signed: true,
        });
        expect(text).not.toContain(MARK);
      }),
      { numRuns: 30 },
    );
  });
});
