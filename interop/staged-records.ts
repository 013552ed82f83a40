import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readProject } from '../__tests__/docs/markdown.ts';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { digestOf } from '../src/core/canonical.ts';
import { combineStrictness, judge, type Strictness } from '../src/core/judge.ts';
import { type PolicyInForce, parsePolicy } from '../src/core/policy.ts';
import { parseScenario } from '../src/core/simulation/parse-scenario.ts';
import { type Staged, stage, stageHarmless } from '../src/core/simulation/stage.ts';
import type { AccessRecord } from '../src/model/access-record.ts';
import { simulate } from '../src/pipeline/simulate.ts';
import { testRecord } from '../src/pipeline/simulate-live.ts';
import type { LogEntry } from '../src/ports.ts';

const INPUTS = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' } satisfies Strictness;
const STAGE = { baseOf: (name: string) => baseRecord({}, name), without: [] };

/** A record with where it comes from. */
export interface NamedRecord {
  readonly name: string;
  readonly record: AccessRecord;
}

/**
 * Every record of the shipped scenarios (attack and harmless case, start and end, the end with the strict policy’s verdict,
 * and earlier jobs), every base at each phase, and each end as the record of a simulation.
 */
export async function everyRecord(): Promise<NamedRecord[]> {
  const policy = await parsePolicy(readProject('policies/strict.yml'), { origin: 'file', path: 'strict.yml' });
  const bases = namesIn('scenarios/bases', '.json').flatMap(ofBase);
  const scenarios = await Promise.all(namesIn('scenarios', '.yml').map((name) => ofScenario(name, policy)));
  return [...bases, ...scenarios.flat()];
}

function ofBase(name: string): NamedRecord[] {
  const end = baseRecord({}, name);
  const { outcome: _, ...rest } = end;
  const others = (['start', 'checkpoint', 'collector'] as const).map((phase): NamedRecord => {
    return { name: `${name} (${phase})`, record: { ...rest, phase } };
  });
  return [{ name: `${name} (end)`, record: end }, ...others];
}

async function ofScenario(name: string, policy: PolicyInForce): Promise<NamedRecord[]> {
  const parsed = await parseScenario(readProject(`scenarios/${name}.yml`), `${name}.yml`, name);
  const judgeRecord = async (record: AccessRecord, by: PolicyInForce, known: object) =>
    judge(record, by, combineStrictness(INPUTS, by), known);
  const { record } = await simulate(parsed, policy, { ...STAGE, judge: judgeRecord });
  const { attack, harmless } = parsed.scenario;
  const simulation = testRecord(record, name, {
    version: '0.1.0',
    now: new Date('2026-11-21T12:00:00Z'),
    nonce: 'one',
  });
  return [
    { name: `${name} (judged)`, record },
    { name: `${name} (simulation)`, record: simulation },
    ...ofStaged(`${name}, attack`, stage(attack, STAGE)),
    ...(harmless ? ofStaged(`${name}, harmless`, stageHarmless(attack, harmless, STAGE)) : []),
  ];
}

function ofStaged(name: string, { start, end, history = [] }: Staged): NamedRecord[] {
  return [
    { name: `${name}, start`, record: start },
    { name: `${name}, end`, record: end },
    ...history.map((record, index) => ({ name: `${name}, earlier ${index}`, record })),
  ];
}

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((file) =>
    file.endsWith(ending) ? file.slice(0, -ending.length) : [],
  );
}

/** A record as the entry that a job makes of it, signed where it is an end. */
export function entryOfRecord(record: AccessRecord): LogEntry {
  const { observedAt, recordId, phase } = record;
  const signed = phase === 'end' && {
    bundle: '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
    subjectDigest: 'c0'.repeat(32),
  };
  const time = observedAt.end ?? observedAt.start ?? observedAt.checkpoints?.at(-1) ?? '2026-11-18T10:00:00.000Z';
  return { recordId, phase, digest: digestOf(record), time, document: record, ...signed };
}
