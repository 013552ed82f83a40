import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { arbitraryRecord } from '../__tests__/support/arbitrary-record.ts';
import type { LogEntry } from '../src/ports.ts';
import { type Detail, shaped } from '../src/sinks/shapes/shape.ts';
import { entryOfRecord, everyRecord, type NamedRecord } from './staged-records.ts';
import { programOf, TOOLS } from './tools.ts';

const SENT_AT = new Date('2026-11-21T12:00:00.000Z');
const DETAILS = ['whole', 'record', 'core'] as const satisfies readonly Detail[];

const Enums = z.record(z.string(), z.object({ sibling: z.string(), captions: z.record(z.string(), z.string()) }));
const Asked = z.object({ schema: z.record(z.string(), z.unknown()), enums: z.record(z.string(), Enums) });

/** What OCSF’s own schema says of the class, by a program that nobody here wrote. */
function askSchema(): z.infer<typeof Asked> {
  const script = fileURLToPath(new URL('ocsf_schema.py', import.meta.url));
  const args = [script, '1.8.0', '6003', 'user', 'network_endpoint'];
  const run = spawnSync(programOf(TOOLS.ocsfSchema), args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(`ocsf-json-schema gave no schema: ${run.stderr}`);
  return Asked.parse(JSON.parse(run.stdout));
}

describe('OCSF 1.8 by its own schema', () => {
  let asked: z.infer<typeof Asked>;
  let validate: ValidateFunction;
  let records: NamedRecord[] = [];

  beforeAll(async () => {
    asked = askSchema();
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    // An attribute that is on its way out would be an error of a later version.
    ajv.removeKeyword('deprecated');
    ajv.addKeyword({ keyword: 'deprecated', validate: (isDeprecated: boolean) => !isDeprecated });
    validate = ajv.compile(asked.schema);
    records = await everyRecord();
  });

  /** The event as a reader gets it, with what the schema says against it. */
  function faultsOf(entry: LogEntry, detail: Detail): string[] {
    const event = JSON.parse(JSON.stringify(shaped(entry, 'ocsf', detail, SENT_AT)));
    const isValid = validate(event);
    const found = isValid
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
    const { actor, src_endpoint: endpoint, type_uid: typeUid, class_uid: classUid, activity_id: activity } = event;
    return [
      ...found,
      ...captionFaults(event, 'event'),
      ...captionFaults(actor.user ?? {}, 'user'),
      ...captionFaults(endpoint, 'network_endpoint'),
      ...(typeUid === classUid * 100 + activity ? [] : ['type_uid is not class_uid * 100 + activity_id']),
    ];
  }

  /** A number’s caption stands beside it, but for 99, which has words of its own. */
  function captionFaults(object: Record<string, unknown>, name: string): string[] {
    return Object.entries(asked.enums[name] ?? {}).flatMap(([attribute, { sibling, captions }]) => {
      const value = object[attribute];
      const words = object[sibling];
      if (value === undefined || words === undefined || value === 99) return [];
      return words === captions[String(value)]
        ? []
        : [`${name}.${sibling} is ${words}, not ${captions[String(value)]}`];
    });
  }

  it('finds nothing wrong when the records are all of the scenarios’ and bases’, at every detail', () => {
    const faulty = records.flatMap(({ name, record }) =>
      DETAILS.flatMap((detail) =>
        faultsOf(entryOfRecord(record), detail).map((fault) => `${name} at ${detail}: ${fault}`),
      ),
    );
    expect([...new Set(faulty)].slice(0, 20)).toEqual([]);
    const phases = new Set(records.map(({ record }) => record.phase));
    expect({ phases, many: records.length > 200 }).toEqual({
      phases: new Set(['start', 'checkpoint', 'end', 'collector']),
      many: true,
    });
  });

  it('finds nothing wrong when the record is any at all', () => {
    fc.assert(
      fc.property(arbitraryRecord(), fc.constantFrom(...DETAILS), (record, detail) => {
        expect(faultsOf(entryOfRecord(record), detail)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('finds nothing wrong when the document is no record', () => {
    const entry = { recordId: 'a', phase: 'end', digest: 'b', time: 'no time', document: {} };
    expect(DETAILS.map((detail) => faultsOf(entry, detail))).toEqual([[], [], []]);
  });

  it('finds what is wrong when something is', () => {
    const [{ record } = { record: undefined }] = records;
    if (record === undefined) throw new Error('there are no records');
    const event = shaped(entryOfRecord(record), 'ocsf', 'core', SENT_AT);
    for (const changed of [
      { ...event, time: '1' },
      { ...event, actor: {} },
      { ...event, unknown: 1 },
      { ...event, api: {} },
    ]) {
      expect(validate(changed)).toBe(false);
    }
    expect(captionFaults({ ...event, severity: 'Bad' }, 'event')).toHaveLength(1);
  });
});
