import { describe, expect, it } from '@jest/globals';
import { parseSinks } from '../../src/sinks/config.ts';
import { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import { codeBlocks, readProject } from './markdown.ts';

describe('the pages about S3', () => {
  it.each(['docs/sinks/s3.md', 'docs/retention.md'])('show lists that can be used when %s is read', async (file) => {
    const lists = codeBlocks(readProject(file)).filter(({ language }) => language === 'yaml');
    expect(lists).not.toEqual([]);
    for (const { text } of lists) expect(await parseSinks(text)).toEqual([expect.objectContaining({ type: 's3' })]);
  });

  it('name every key when docs/sinks/s3.md is read', () => {
    const page = readProject('docs/sinks/s3.md');
    const common = ['type', 'name', 'required', 'only'];
    const own = Object.keys(S3SinkConfig.shape).filter((key) => !common.includes(key));
    expect(own.filter((key) => !page.includes(`\`${key}\``) && !page.includes(`\`${key}.`))).toEqual([]);
  });
});
