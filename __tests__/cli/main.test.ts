import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../../src/cli/commands.ts';
import { dispatch } from '../../src/cli/dispatch.ts';
import { VERSION } from '../../src/version.ts';
import { CLI, doorlog } from './cli-process.ts';
import { commandIo } from './command-io.ts';

async function run(...args: string[]) {
  const io = commandIo();
  const code = await dispatch(args, io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

describe('doorlog', () => {
  it.each([['--version'], ['-v']])('says its version when asked by %s', async (option) => {
    expect(await run(option)).toEqual({ code: 0, out: `doorlog ${VERSION}\n`, err: '' });
  });

  it.each([['--help'], ['-h'], ['help']])(
    'lists every command with a line and an example when asked by %s',
    async (word) => {
      const { code, out, err } = await run(word);
      expect([code, err]).toEqual([0, '']);
      for (const { name, says, example } of commands()) {
        expect(out).toMatch(new RegExp(`^  ${name} +${says}$`, 'm'));
        expect(out).toContain(`  ${example}\n`);
      }
    },
  );

  it.each(commands().map(({ name }) => name))('shows usage with an example when %s is asked for help', async (name) => {
    const { code, out, err } = await run(name, '--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: doorlog ${name} .*^Examples?: doorlog ${name} `, 'ms'));
    expect((await run('help', name)).out).toBe(out);
  });

  it.each([
    [[], 'Name a command; doorlog --help lists them.'],
    [['verfy'], 'There is no command “verfy”. Did you mean “verify”? doorlog --help lists them.'],
    [['xyzzy'], 'There is no command “xyzzy”. doorlog --help lists them.'],
    [['--verson'], 'There is no option “--verson”. Did you mean “--version”? doorlog --help lists them.'],
    [['help', 'rum'], 'There is no command “rum”. Did you mean “run”? doorlog --help lists them.'],
    [['a\u001b[31m'], 'There is no command “a\uFFFD[31m”. doorlog --help lists them.'],
    [['rules', 'x'], 'doorlog rules takes only options; doorlog policy explain RULE tells one rule.'],
  ])('says in one sentence what is wrong when the arguments are %j', async (args, sentence) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
  });

  it('says so in one sentence when a command breaks down', async () => {
    const io = commandIo({
      stdout() {
        throw new Error('out of\norder');
      },
    });
    expect(await dispatch(['--help'], io)).toBe(4);
    expect(io.err.join('')).toBe('Doorlog itself failed: out of order\n');
  });

  it('shows where it broke down only when DOORLOG_DEBUG is 1', async () => {
    const stdout = () => {
      throw new Error('out of order');
    };
    const io = commandIo({ stdout, env: { DOORLOG_DEBUG: '1' } });
    await dispatch(['--help'], io);
    expect(io.err.join('')).toMatch(/^Doorlog itself failed: out of order\nError: out of order\n +at /);
  });
});

describe('the process', () => {
  const options = { cwd: process.cwd(), env: process.env };

  it('gives data on standard output and complaints on standard error when it is started', async () => {
    expect(await doorlog(['--version'], options)).toEqual({ code: 0, out: `doorlog ${VERSION}\n`, err: '' });
    const wrong = await doorlog(['verfy'], options);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('Did you mean “verify”?');
  });

  it('ends quietly when nobody reads what it says', async () => {
    const child = spawn(process.execPath, [CLI, 'rules', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });
});
