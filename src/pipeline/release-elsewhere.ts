import { type Problem, problemOf } from '../core/problem.ts';
import { type ToldBundle, tellBundle } from '../core/told-bundle.ts';
import { PREDICATE_TYPE } from '../model/predicate-type.ts';
import { sideBySide } from '../side-by-side.ts';
import { storeOfBundles } from './bundle-store.ts';
import type { ReleasePorts } from './release.ts';
import type { AskedStore } from './verify-stored.ts';

/** A bundle and where it was found, in words. */
export interface FoundBundle {
  readonly told: ToldBundle;
  readonly location: string;
}

/** Where records are looked for that no log store has. */
export interface Elsewhere {
  readonly artifacts: readonly { readonly name: string; readonly sha256: string }[];
  /** Globs of files with bundles. */
  readonly records: string | undefined;
  readonly signal: AbortSignal;
}

/** One look-up for each of these is what a token’s hourly budget bears. */
const MOST_LOOKED_UP = 200;
const SIDE_BY_SIDE = 6;

/** The records that are attested for what is released, and those in files. Never raises: what failed goes to `problems`. */
export async function elsewhereFor(
  { finder, bundles }: Pick<ReleasePorts, 'finder' | 'bundles'>,
  { artifacts, records, signal }: Elsewhere,
  problems: Problem[],
): Promise<AskedStore[]> {
  const attested: FoundBundle[] = [];
  try {
    await sideBySide(artifacts.slice(0, MOST_LOOKED_UP), SIDE_BY_SIDE, async ({ name, sha256 }) => {
      for await (const bundle of finder.find(`sha256:${sha256}`, PREDICATE_TYPE, signal)) {
        const told = tellBundle(bundle);
        if (told) attested.push({ told, location: `attestation of ${name}` });
      }
    });
  } catch (error) {
    problems.push(problemOf(error));
  }
  const read = records === undefined ? { bundles: [], problems: [] } : await bundles(records);
  problems.push(...read.problems);
  return [memory('attestations', attested), memory('files', read.bundles)];
}

function memory(name: string, bundles: readonly FoundBundle[]): AskedStore {
  return storeOfBundles(name, async function* (recordId) {
    yield* bundles.filter(({ told }) => recordId === undefined || told.predicate.recordId === recordId);
  });
}

/** A store that can’t be read holds nothing for now, and is told of once: the jobs that it would prove are then missing. */
export function tolerant({ sink, reader }: AskedStore, problems: Problem[]): AskedStore {
  let isBroken = false;
  return {
    sink,
    reader: {
      list: (listing, signal) => reader.list(listing, signal),
      async *read(recordId, signal) {
        if (isBroken) return;
        try {
          yield* reader.read(recordId, signal);
        } catch (error) {
          // Several jobs may be asked about at once.
          if (isBroken) return;
          isBroken = true;
          const problem = problemOf(error);
          problems.push({ ...problem, message: `The log store “${sink}” could not be read: ${problem.message}` });
        }
      },
    },
  };
}
