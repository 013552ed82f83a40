import { describe, expect, it } from '@jest/globals';
import { commands } from '../../src/cli/commands.ts';
import { dispatch } from '../../src/cli/dispatch.ts';
import { commandIo } from './command-io.ts';

/** Columns of a wide terminal that no line of help goes beyond. */
const WIDEST = 125;

async function helpOf(words: readonly string[]): Promise<string> {
  const io = commandIo();
  return (await dispatch([...words, '--help'], io)) === 0 ? io.out.join('') : '';
}

/** A command with all that its help names below it. */
async function* helps(words: readonly string[]): AsyncGenerator<{ readonly name: string; readonly help: string }> {
  const help = await helpOf(words);
  yield { name: words.join(' '), help };
  const listed = [...help.matchAll(/^ {2}([a-z][a-z0-9-]*) {2,}\S/gm)].map(([, word = '']) => word);
  const named = / is one of ([a-z0-9, ]+)\.$/m.exec(help)?.[1]?.split(', ') ?? [];
  for (const word of [...listed, ...named]) {
    const below = await helpOf([...words, word]);
    if (below !== help && below.startsWith(`Usage: doorlog ${[...words, word].join(' ')} `))
      yield* helps([...words, word]);
  }
}

describe('the help of every command', () => {
  it('fits a terminal when it is shown whole', async () => {
    const names: string[] = [];
    const long: string[] = [];
    for (const { name } of commands()) {
      for await (const shown of helps([name])) {
        names.push(shown.name);
        const lines = shown.help.split('\n').filter((line) => [...line].length > WIDEST);
        long.push(...lines.map((line) => `${shown.name}: ${line}`));
      }
    }
    expect(names).toEqual(
      expect.arrayContaining(['verify', 'log verify', 'log prove inclusion', 'setup s3', 'trust export']),
    );
    expect(long).toEqual([]);
  });
});
