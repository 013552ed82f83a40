import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../src/core/problem.ts';
import { DoorlogError } from '../../src/errors.ts';
import { elsewhereFor, tolerant } from '../../src/pipeline/release-elsewhere.ts';
import type { StoredEntry } from '../../src/ports.ts';

const SIGNAL = AbortSignal.timeout(20_000);

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

describe('a store that can’t be read', () => {
  it('is told of once when several jobs ask it at once', async () => {
    const problems: Problem[] = [];
    async function* broken(): AsyncGenerator<StoredEntry> {
      await turns();
      yield* [];
      throw new DoorlogError('http-connection', 'The cluster does not answer.');
    }
    const { reader } = tolerant({ sink: 'log', reader: { read: broken, list: broken } }, problems);
    const asked = ['a', 'b', 'c'].map(async (recordId) => {
      for await (const entry of reader.read(recordId, SIGNAL)) expect(entry).toBeUndefined();
    });
    await Promise.all(asked);
    expect(problems.map(({ message }) => message)).toEqual([
      'The log store “log” could not be read: The cluster does not answer.',
    ]);
  });
});

describe('attestations of released files', () => {
  const artifacts = Array.from({ length: 30 }, (_, index) => ({ name: `file-${index}`, sha256: String(index) }));
  const none = async () => ({ bundles: [], problems: [] });

  it('are looked up several at a time, each once, when there are many files', async () => {
    const asked: string[] = [];
    let running = 0;
    let highest = 0;
    async function* find(subject: string): AsyncGenerator<string> {
      asked.push(subject);
      running += 1;
      highest = Math.max(highest, running);
      await turns();
      running -= 1;
      yield* [];
    }
    const problems: Problem[] = [];
    await elsewhereFor(
      { finder: { find }, bundles: none },
      { artifacts, records: undefined, signal: SIGNAL },
      problems,
    );
    expect(asked).toEqual(artifacts.map(({ sha256 }) => `sha256:${sha256}`));
    expect(highest).toBe(6);
    expect(problems).toEqual([]);
  });

  it('are asked for no more, and it is told once, when GitHub refuses', async () => {
    let asked = 0;
    async function* find(): AsyncGenerator<string> {
      asked += 1;
      await turns();
      yield* [];
      throw new DoorlogError('api-rate-limited', 'The rate limit is used up.');
    }
    const problems: Problem[] = [];
    await elsewhereFor(
      { finder: { find }, bundles: none },
      { artifacts, records: undefined, signal: SIGNAL },
      problems,
    );
    expect(asked).toBe(6);
    expect(problems).toHaveLength(1);
  });
});
