import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inOrder } from '../src/side-by-side.ts';

describe('inOrder', () => {
  async function* upTo(count: number, begun: number[]): AsyncGenerator<number> {
    for (let each = 0; each < count; each++) {
      begun.push(each);
      yield each;
    }
  }

  it('answers in order and runs no more at once than it may, whatever each takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (waits, most) => {
        let running = 0;
        let highest = 0;
        const run = async (task: number) => {
          running += 1;
          highest = Math.max(highest, running);
          for (let turn = 0; turn < (waits[task] ?? 0); turn++) await new Promise(setImmediate);
          running -= 1;
          return task;
        };
        const answers: number[] = [];
        for await (const answer of inOrder(upTo(waits.length, []), run, most)) answers.push(answer);
        expect(answers).toEqual(waits.map((_, index) => index));
        expect(highest).toBeLessThanOrEqual(most);
      }),
      { numRuns: 50 },
    );
  });

  it('asks for nothing more when nobody takes the answers', async () => {
    const begun: number[] = [];
    const answers = inOrder(upTo(100, begun), async (task) => task, 3);
    await answers.next();
    expect(begun.length).toBeLessThanOrEqual(4);
    await answers.return(undefined);
  });

  it('ends with the first error when one fails', async () => {
    const run = async (task: number) => {
      if (task === 2) throw new Error('the third');
      return task;
    };
    const answers: number[] = [];
    await expect(
      (async () => {
        for await (const answer of inOrder(upTo(10, []), run, 4)) answers.push(answer);
      })(),
    ).rejects.toThrow('the third');
    expect(answers).toEqual([0, 1]);
  });
});
