import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryKey } from '../../../src/model/entry-key.ts';
import { lineOf } from '../../../src/sinks/file/line.ts';
import type { StoreUnderTest } from '../store-under-test.ts';

/** A file on the same machine: what the network can do to a store, a file system can do in part. */
export const fileUnderTest: StoreUnderTest = {
  type: 'file',
  async start() {
    const folder = mkdtempSync(join(tmpdir(), 'doorlog-fault-file-'));
    const path = join(folder, 'records.jsonl');
    writeFileSync(path, '');
    return {
      url: path,
      isLocal: true,
      secrets: {},
      configAt: (at) => ({ type: 'file', path: at }),
      copiesOf: ({ digest }) =>
        linesOf(path).filter((line) => line.digest === digest && line.record !== undefined).length,
      squat: (entry) =>
        appendFileSync(
          path,
          `${JSON.stringify({ key: entryKey(entry), ...entry, document: undefined, squatted: true })}\n`,
        ),
      arrange: {
        // A file can't be a folder as well.
        refused: () => join(path, 'records.jsonl'),
        'half-request'([entry]) {
          const line = entry ? lineOf(entry).line : '';
          appendFileSync(path, line.slice(0, line.length / 2));
          return path;
        },
        rubbish() {
          appendFileSync(path, Buffer.from([0xff, 0x00, 0x7b, 0x0a, 0x7b]));
          return path;
        },
      },
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function linesOf(path: string): { digest?: unknown; record?: unknown }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}
