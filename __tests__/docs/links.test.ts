import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anchors, linkTargets, markdownFiles, ROOT, readProject } from './markdown.ts';

describe('links between Markdown files', () => {
  it.each(markdownFiles())('lead to a file and heading that are there when they stand in %s', (file) => {
    const dead = linkTargets(readProject(file)).filter(
      (target) => !/^https?:|^mailto:/.test(target) && isDead(file, target),
    );
    expect(dead).toEqual([]);
  });

  it('are found when the README is read', () => {
    expect(linkTargets(readProject('README.md'))).toContain('docs/record.md');
  });
});

function isDead(file: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const wanted = path === '' ? file : join(dirname(file), path).replaceAll('\\', '/');
  // The list of licences comes with the build, which is checked elsewhere.
  if (wanted.startsWith('dist/')) return false;
  if (!existsSync(join(ROOT, wanted))) return true;
  return anchor !== undefined && !anchors(readProject(wanted)).has(anchor);
}
