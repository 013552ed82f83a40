import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { Artifact } from '../../src/model/resources.ts';
import { subjectsOf } from '../../src/signing/sign-record.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { sampleRecord } from '../core/verification/sample.ts';

const TEXT = '{"a":1}';
const OWN = { name: 'access-record.json', sha256: createHash('sha256').update(TEXT).digest('hex') };

function recordWith(artifacts: Artifact[]): AccessRecord {
  return { ...sampleRecord(), resources: { artifacts } };
}

describe('subjectsOf', () => {
  it('is the record file alone when the record names no artifacts', () => {
    expect(subjectsOf(sampleRecord(), TEXT)).toEqual([OWN]);
    expect(subjectsOf(recordWith([]), TEXT)).toEqual([OWN]);
  });

  it('has the record file first when the record names artifacts', () => {
    const artifact = { name: 'app.tgz', sha256: 'b'.repeat(64), from: 'runner', kind: 'file' } as const;
    expect(subjectsOf(recordWith([artifact]), TEXT)).toEqual([OWN, { name: 'app.tgz', sha256: 'b'.repeat(64) }]);
  });

  it('is within the limits of a statement when a job made as many artifacts as a record takes', () => {
    const artifacts = Array.from({ length: 1_023 }, (_, index) => ({
      name: `${index}`.padStart(1_000, 'x'),
      sha256: index.toString(16).padStart(64, '0'),
      from: 'input' as const,
    }));
    const record = recordWith(artifacts);
    expect(() => createStatement({ subjects: subjectsOf(record, TEXT), predicate: record })).not.toThrow();
  });
});
