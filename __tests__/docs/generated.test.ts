import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../scripts/generated/files.ts';
import { markdownTable } from '../../scripts/generated/markdown-table.ts';
import { typeOf } from '../../scripts/generated/record-page.ts';
import { ROOT, readProject } from './markdown.ts';

describe('generated files', () => {
  it.each([...generatedFiles()])('are committed as a fresh run makes them when %s is compared', (path, text) => {
    expect(existsSync(join(ROOT, path)) ? readProject(path) : 'missing').toBe(text);
  });

  it('are the same when they are made twice', () => {
    expect([...generatedFiles()]).toEqual([...generatedFiles()]);
  });

  it('keep a table whole when a cell holds a bar or a line end', () => {
    expect(markdownTable(['a', 'b'], [['1|2', 'x\n  y']])).toBe('| a | b |\n| --- | --- |\n| 1\\|2 | x y |');
  });

  it('say the type in words when a list or a map is described', () => {
    expect(typeOf({ type: 'array', items: { type: 'object' } })).toBe('list of objects');
    expect(typeOf({ type: 'object', additionalProperties: {} })).toBe('map');
    expect(typeOf({ type: 'string', format: 'date-time' })).toBe('time');
    expect(typeOf({ enum: ['a', 'b'] })).toBe('`a` or `b`');
  });
});
