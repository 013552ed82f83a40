import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../scripts/generated/files.ts';
import { simulate } from '../../src/cli/simulate.ts';
import { parseScenario } from '../../src/core/simulation/parse-scenario.ts';
import { commandIo } from '../cli/command-io.ts';
import { newFolder } from '../sinks/entries.ts';
import { codeBlocks, readProject } from './markdown.ts';

const page = readProject('docs/simulate.md');
const [example = ''] = codeBlocks(page).flatMap(({ language, text }) => (language === 'yaml' ? [text] : []));

describe('docs/simulate.md', () => {
  it('shows a scenario that a policy blocks when its rule is in force', async () => {
    expect((await parseScenario(example, 'mine.yml', 'mine')).scenario.kind).toBe('job');
    const cwd = await newFolder();
    await writeFile(join(cwd, 'mine.yml'), example);
    const io = commandIo({ cwd });
    expect(await simulate(['mine.yml', '--policy', 'strict', '--json'], io)).toBe(0);
    expect(JSON.parse(io.out.join(''))[0]).toMatchObject({ outcome: 'blocked', falseAlarms: [] });
  });

  it('names every base when it lists them', () => {
    for (const file of readdirSync(projectPath('scenarios/bases'))) {
      expect(page).toContain(`\`${file.replace(/\.json$/, '')}\``);
    }
  });
});
