import { describe, expect, it } from '@jest/globals';
import { parseAlerts } from '../../src/alerts/config.ts';
import { CHANNEL_TYPES } from '../../src/alerts/registry.ts';
import { codeBlocks, readProject } from './markdown.ts';

const PAGE = readProject('docs/alerts.md');

describe('docs/alerts.md', () => {
  it('has a list that can be used when it shows one', async () => {
    const lists = codeBlocks(PAGE).filter(({ language, text }) => language === 'yaml' && text.startsWith('- type:'));
    const read = await Promise.all(lists.map(({ text }) => parseAlerts(text)));
    expect(read.map((list) => list.map(({ type }) => type))).toEqual([['slack', 'webhook', 'github-issue']]);
  });

  it('names every channel and every key that one may have', async () => {
    for (const [type, load] of Object.entries(CHANNEL_TYPES)) {
      expect(PAGE).toContain(`| \`${type}\` |`);
      for (const key of (await load()).keys) expect(PAGE).toMatch(new RegExp(`\`${key}\``));
    }
  });

  it('has an event of the form that is sent when it shows one', () => {
    const [event = ''] = codeBlocks(PAGE).flatMap(({ language, text }) => (language === 'json' ? [text] : []));
    const { id, type, data } = JSON.parse(event);
    expect([type, data.id]).toEqual(['io.github.doorlog.alert.v1', id]);
  });
});
