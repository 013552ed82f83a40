import { describe, expect, it } from '@jest/globals';
import { type JsonSchema, releaseReportSchema } from '../../scripts/generated/json-schema.ts';

/** Places of the schema that hold a value and that nobody has said may be public. */
function unshown(schema: JsonSchema, path: string, isShown = false): string[] {
  const shown = schema['x-view'] === undefined ? isShown : schema['x-view'] === 'public';
  const parts: [string, JsonSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [['*', schema.items] as [string, JsonSchema]] : []),
    ...(typeof schema.additionalProperties === 'object'
      ? [['*', schema.additionalProperties] as [string, JsonSchema]]
      : []),
  ];
  if (parts.length > 0) return parts.flatMap(([name, part]) => unshown(part, `${path}/${name}`, shown));
  return shown ? [] : [path];
}

describe('the schema of a release access report', () => {
  it('has only what anybody may see when it is walked', () => {
    expect(unshown(releaseReportSchema(), '')).toEqual([]);
  });

  it('describes every single value when tools show it', () => {
    const texts = JSON.stringify(releaseReportSchema());
    expect(texts).not.toContain('"x-view":"members"');
    expect(texts).not.toContain('"x-view":"log"');
    expect(releaseReportSchema().$id).toBe('https://doorlog.github.io/doorlog/schema/release-access-report.v1.json');
  });
});
