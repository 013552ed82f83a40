import { EcsFlat } from '@elastic/ecs';
import { describe, expect, it } from '@jest/globals';
import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { mappingOf } from '../../../scripts/generated/shape-mapping.ts';
import { type Detail, shaped } from '../../../src/sinks/shapes/shape.ts';
import { baseRecord } from '../../support/base-record.ts';
import { otelAttributes, SENT_AT, signedEntry } from './entries.ts';

const RERUN = { set: { '/people/rerunner': { login: 'bob', id: '1002', type: 'user' }, '/simulation': true } };
const OWN = /^(doorlog)(\.|$)/;

/** Every field of a document with its values, lists taken apart; what is our own is left out. */
function fieldsOf(value: unknown, path = ''): [string, unknown][] {
  if (OWN.test(path)) return [];
  if (Array.isArray(value)) return value.flatMap((each) => fieldsOf(each, path));
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => fieldsOf(member, path === '' ? name : `${path}.${name}`));
}

describe('the fields of an ECS document', () => {
  const known: Readonly<Record<string, { allowed_values?: { name: string }[]; normalize?: string[] }>> = EcsFlat;
  const entry = signedEntry(baseRecord(RERUN));

  it.each(['whole', 'core'] satisfies Detail[])('are those that Elastic publishes when it is made at %s', (detail) => {
    const fields = fieldsOf(shaped(entry, 'ecs', detail, SENT_AT));
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.map(([name]) => name).filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });

  it('are lists where ECS asks for lists, and only there, when it is made', () => {
    const document = shaped(entry, 'ecs', 'core', SENT_AT);
    const lists = new Set<string>();
    JSON.stringify(document, (name, value: unknown) => (Array.isArray(value) ? void lists.add(name) : value));
    expect([...lists].sort()).toEqual(['omitted', 'roles', 'tags', 'type']);
    for (const name of ['user.roles', 'tags', 'event.type']) expect(known[name]?.normalize).toEqual(['array']);
  });

  it.each(['start', 'checkpoint', 'end', 'collector'] as const)(
    'have values that ECS allows when the phase is %s',
    (phase) => {
      for (const status of ['success', 'failure', 'cancelled']) {
        const record = baseRecord({ set: { '/outcome': { status } } });
        const refused = fieldsOf(shaped(signedEntry(record, { phase }), 'ecs', 'core', SENT_AT)).filter(
          ([name, value]) => {
            const allowed = known[name]?.allowed_values?.map((each) => each.name) ?? [];
            return allowed.length > 0 && !allowed.includes(String(value));
          },
        );
        expect(refused).toEqual([]);
      }
    },
  );
});

describe('the attributes of an OpenTelemetry log record', () => {
  const names = new Set<unknown>(Object.values(conventions));

  it('are those of the semantic conventions when they are not our own', () => {
    const made = mappingOf('otel');
    const marked = [...[...made.same.values()].flat(), ...made.made.keys()].map((name) =>
      name.replace('resource: ', ''),
    );
    const attributes = [...marked, ...Object.keys(otelAttributes(shaped(signedEntry(), 'otel', 'core', SENT_AT)))];
    const own = /^doorlog\.|^resourceLogs\[\]\.scopeLogs/;
    const foreign = [...new Set(attributes)].filter((name) => !own.test(name));
    expect(foreign.length).toBeGreaterThan(15);
    expect(foreign.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each([
    ['success', conventions.CICD_PIPELINE_TASK_RUN_RESULT_VALUE_SUCCESS],
    ['failure', conventions.CICD_PIPELINE_TASK_RUN_RESULT_VALUE_FAILURE],
    ['cancelled', conventions.CICD_PIPELINE_TASK_RUN_RESULT_VALUE_CANCELLATION],
  ])('have the conventions’ word for the result when the job ends as %s', (status, word) => {
    const record = baseRecord({ set: { '/outcome': { status } } });
    expect(otelAttributes(shaped(signedEntry(record), 'otel', 'core', SENT_AT))['cicd.pipeline.task.run.result']).toBe(
      word,
    );
  });

  it.each([
    ['refs/heads/feature/x', 'feature/x', conventions.VCS_REF_HEAD_TYPE_VALUE_BRANCH],
    ['refs/tags/v1', 'v1', conventions.VCS_REF_HEAD_TYPE_VALUE_TAG],
    ['refs/pull/1/merge', 'refs/pull/1/merge', undefined],
  ])('have the conventions’ name and type when the ref is %s', (ref, name, type) => {
    const attributes = otelAttributes(
      shaped(signedEntry(baseRecord({ set: { '/pipeline/ref': ref } })), 'otel', 'core', SENT_AT),
    );
    expect([attributes['vcs.ref.head.name'], attributes['vcs.ref.head.type']]).toEqual([name, type]);
  });
});
