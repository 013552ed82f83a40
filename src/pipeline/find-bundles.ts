import { digestOf, sha256Hex } from '../core/canonical.ts';
import { isAbout, type ToldBundle, tellBundle } from '../core/told-bundle.ts';
import { codeOf, type ErrorCode, sentenceOf } from '../errors.ts';

/** Somewhere bundles may be found. */
export interface EvidenceSource {
  /** In words for sentences: `the directory evidence`. */
  readonly name: string;
  /** Bundles as JSON text that may be about a subject; raises whatever goes wrong there. */
  find(subject: EvidenceSubject, signal: AbortSignal): AsyncIterable<string>;
}

/** What bundles are looked for about. */
export interface EvidenceSubject {
  /** SHA-256 in hex of a file’s bytes. */
  readonly sha256: string;
  /** Where the file is a record: its id, by which a log files it. */
  readonly recordId?: string;
}

/** A bundle with everywhere it was found. */
export interface FoundBundle extends ToldBundle {
  readonly from: readonly string[];
}

/** What a source had, or why it could not be asked. */
export interface LookedIn {
  readonly source: string;
  readonly bundles: number;
  /** That it has more than anybody looked at. */
  readonly more?: true;
  readonly problem?: { readonly code: ErrorCode; readonly sentence: string };
}

/** What all sources together had. */
export interface FoundBundles {
  readonly bundles: readonly FoundBundle[];
  readonly looked: readonly LookedIn[];
}

/** More than anybody means to have about one file in one place: whoever may upload could keep a reader busy for ever. */
const MOST_BUNDLES = 1_000;
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Asks every source for bundles about a subject, each bundle once. A source that fails hides nothing that another has: it
 * is told beside what was found.
 */
export async function findBundles(
  subject: EvidenceSubject,
  sources: readonly EvidenceSource[],
  signal: AbortSignal,
): Promise<FoundBundles> {
  const found = new Map<string, { told: ToldBundle; from: Set<string> }>();
  const looked: LookedIn[] = [];
  for (const source of sources) {
    const here = new Set<string>();
    let bytes = 0;
    let more = false;
    try {
      for await (const json of source.find(subject, signal)) {
        const told = tellBundle(json);
        if (!told || !isAbout(told, subject.sha256)) continue;
        // With all that proves it: whoever may upload could else hide a bundle behind its own envelope.
        const key = keyOf(JSON.parse(json));
        const known = found.get(key) ?? { told, from: new Set() };
        here.add(key);
        known.from.add(source.name);
        found.set(key, known);
        bytes += json.length;
        more = here.size >= MOST_BUNDLES || bytes >= MOST_BYTES;
        if (more) break;
      }
      looked.push({ source: source.name, bundles: here.size, ...(more && { more }) });
    } catch (error) {
      if (codeOf(error) === 'internal') throw error;
      looked.push({
        source: source.name,
        bundles: here.size,
        problem: { code: codeOf(error), sentence: sentenceOf(error) },
      });
    }
  }
  return { bundles: [...found.values()].map(({ told, from }) => ({ ...told, from: [...from] })), looked };
}

/** The same for the same bundle, however it is written. */
function keyOf(bundle: unknown): string {
  try {
    return digestOf(bundle);
  } catch {
    return sha256Hex(JSON.stringify(bundle));
  }
}
