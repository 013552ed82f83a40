import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type History, timeOf, workflowOf } from '../../history.ts';
import { anyPattern } from '../../patterns.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { tagOf } from './guarded-branch.ts';

/** Tags that go with the newest release by custom: `latest`, `v1`, `v1.2`. */
const FLOATING = /^(?:latest|nightly|edge|canary|v?\d+(?:\.\d+)?)$/;
/** Earlier runs of the workflow that are looked through. */
const MOST_RUNS = 500;

const Params = z.strictObject({
  moving: z.optional(
    z
      .array(z.string().check(z.minLength(1), z.maxLength(250)))
      .check(
        z.maxLength(100),
        z.describe(
          'Tags that are meant to move, `*` for any part of a name; left out, `latest`, `nightly`, `edge`, `canary`, `v1` and `v1.2`.',
        ),
      ),
  ),
});

const compiled = new WeakMap<readonly string[], (name: string) => boolean>();

/** What a release’s tag names today it names tomorrow. */
export const tagDidNotMove = defineRule({
  id: 'tag-did-not-move',
  group: 'source',
  title: 'The tag names the commit that it always named',
  why: 'Whoever moves a tag puts other code behind a name that people have checked and pinned.',
  mend: 'Put the tag back, forbid updating and deleting tags in a ruleset, and make releases immutable.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'OWASP CICD-SEC-9', 'SOC 2 CC8.1', 'ISO 27001 A.8.4', 'NIST CM-3', 'NIST SR-4'],
  evidence: ['event', 'commit'],
  params: Params,
  judge(record, { params, history }) {
    const { event, ref, before, provider } = record.pipeline;
    if (ref === undefined) {
      return provider === 'local'
        ? pass('The run is for no tag.', ['/pipeline/ref'])
        : unknown(record, '/pipeline/ref');
    }
    const tag = tagOf(ref);
    if (tag === undefined) return pass('The run is for no tag.', ['/pipeline/ref']);
    if (isMoving(tag, params.moving)) return pass(`${tag} is a tag that is meant to move.`, ['/pipeline/ref']);
    const { forced, created } = record.source;
    if (event === 'push' && (before !== undefined || forced === true)) {
      const was = before === undefined ? 'another commit' : before.slice(0, 12);
      return moved(record, tag, `it named ${was} before`, ['/pipeline/before', '/source/forced']);
    }
    const earlier = history && otherCommit(record, ref, history);
    if (earlier) return moved(record, tag, `it named ${earlier.slice(0, 12)} in an earlier run`, ['/pipeline/sha']);
    if (event === undefined) return unknown(record, '/pipeline/event');
    if (event === 'push' && created !== true) {
      return unknown(record, created === undefined ? '/source/created' : '/pipeline/before');
    }
    return pass(
      event === 'push' ? `The push made the tag ${tag}.` : `The run is for the tag ${tag} and did not move it.`,
      ['/pipeline/ref', event === 'push' ? '/source/created' : '/pipeline/event'],
    );
  },
});

function isMoving(tag: string, moving: readonly string[] | undefined): boolean {
  if (!moving) return FLOATING.test(tag);
  const known = compiled.get(moving) ?? anyPattern(moving);
  compiled.set(moving, known);
  return known(tag);
}

/** The commit that the tag named in an earlier run of the same workflow, where that was another one. */
function otherCommit(record: AccessRecord, ref: string, history: History): string | undefined {
  const workflow = workflowOf(record);
  const { sha } = record.pipeline;
  if (workflow === undefined || sha === undefined) return undefined;
  const found = history.newest('tag', ref, { until: timeOf(record), most: MOST_RUNS }, (earlier) => {
    return workflowOf(earlier) === workflow && earlier.pipeline.sha !== undefined && earlier.pipeline.sha !== sha;
  });
  return found?.record.pipeline.sha;
}

function moved({ pipeline, people }: AccessRecord, tag: string, how: string, evidence: readonly string[]): Judgement {
  const by = pipeline.event === 'push' && people.pusher ? ` by ${people.pusher.login}` : '';
  return fail(`The tag ${tag} was moved${by}: ${how}.`, ['/pipeline/ref', ...evidence], { subject: tag });
}
