import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import type { CliIo } from '../../src/cli/io.ts';
import { parsePolicy, policyWarnings } from '../../src/core/policy.ts';
import { findOurStep } from '../../src/core/workflow/our-step.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { SINK_TYPES } from '../../src/sinks/registry.ts';
import { codeBlocks, markdownFiles, readProject } from './markdown.ts';

const ORIGIN = { origin: 'repository', path: '.github/doorlog.yml' } as const;

function yamlBlocks(file: string, pattern: RegExp): string[] {
  return codeBlocks(readProject(file)).flatMap(({ language, text }) =>
    language === 'yaml' && pattern.test(text) ? [text] : [],
  );
}

describe('policies in the documents', () => {
  it('extend a template and change it when the README’s is parsed', async () => {
    const [text = ''] = yamlBlocks('README.md', /^version: 1$/m);
    const policy = await parsePolicy(text, ORIGIN);
    expect(policy.origin.templates).toEqual(['production']);
    expect(policy.custom).toHaveLength(1);
    expect(policy.waivers).toHaveLength(1);
    expect(policyWarnings(policy, Date.UTC(2026, 10, 21))).toEqual([]);
  });
});

describe('workflows in the documents', () => {
  const [text = ''] = yamlBlocks('README.md', /^jobs:/m);

  it('have ten lines when the README shows the first', () => {
    expect(text.trimEnd().split('\n')).toHaveLength(10);
  });

  it.each([
    ['README.md', text],
    ['examples/deploy.yml', readProject('examples/deploy.yml')],
  ])('have our step first, with what it needs, when %s is parsed', (_, file) => {
    const job = parseWorkflow(file, yaml).jobs.get('deploy');
    if (!job) throw new Error('there is no job deploy');
    expect(findOurStep(job, { actionRepository: 'doorlog/doorlog' })?.index).toBe(0);
    expect(job.permissions?.scopes).toEqual({
      actions: 'read',
      attestations: 'write',
      contents: 'read',
      'id-token': 'write',
    });
    expect(job.environment?.name).toBe('production');
  });
});

describe('sinks in the documents', () => {
  it('are usable when docs/sinks.md shows a list', async () => {
    const [text = ''] = yamlBlocks('docs/sinks.md', /^- type:/m);
    expect((await parseSinks(text)).map(({ type }) => type)).toEqual(['elasticsearch', 's3', 'syslog']);
  });

  it('have a page and a row each, and an example that is usable, when all kinds are looked up', async () => {
    for (const type of Object.keys(SINK_TYPES)) {
      expect(readProject('docs/sinks.md')).toContain(`| \`${type}\` |`);
      // A certificate that is only hinted at can't be read.
      const lists = yamlBlocks(`docs/sinks/${type}.md`, /^- type:/m).filter((list) => !list.includes('CERTIFICATE'));
      expect(lists.length).toBeGreaterThan(0);
      for (const list of lists) expect((await parseSinks(list)).map((sink) => sink.type)).toContain(type);
    }
  });

  it('are usable when the README gives them to a step', async () => {
    const [text = ''] = yamlBlocks('README.md', /sinks:/);
    expect(await parseSinks(yaml.parse(text)[0].with.sinks)).toHaveLength(1);
  });
});

describe('doorlog commands in the documents', () => {
  const shown = ['README.md', ...markdownFiles().filter((file) => file.startsWith('docs/'))].flatMap((file) =>
    codeBlocks(readProject(file))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
      .filter((line) => line.startsWith('doorlog '))
      .map((line) => [file, line] as const),
  );

  it('are found when the documents are read', () => {
    expect(shown.length).toBeGreaterThan(3);
  });

  it.each(shown)('name a command and options that its help knows when %s shows “%s”', async (_, line) => {
    const [, name, ...rest] = line.replace(/\s#.*$/, '').split(/\s+/);
    const ours = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
    const help = await helpOf(name ?? '', ours[0]);
    for (const option of ours.filter((word) => word.startsWith('--'))) expect(help).toContain(option);
  });
});

/** A command’s help and, where the word after it is one of a family, that one’s. */
async function helpOf(name: string, member: string | undefined): Promise<string> {
  const command = commands().find((each) => each.name === name);
  if (!command) throw new Error(`there is no command ${name}`);
  let printed = '';
  const io: CliIo = {
    env: {},
    cwd: process.cwd(),
    stdout: (text) => {
      printed += text;
    },
    stderr: () => {},
    http: () => Promise.reject(new Error('help asks nobody')),
    isTerminal: false,
  };
  const run = await command.load();
  expect(await run(['--help'], io)).toBe(0);
  if (member && /^[a-z]/.test(member)) await run([member, '--help'], io);
  return printed;
}
