import type { ToldBundle } from '../../core/told-bundle.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { type EvidenceSource, type FoundBundle, findBundles, type LookedIn } from '../../pipeline/find-bundles.ts';
import { sideBySide } from '../../side-by-side.ts';
import { type ReleaseFile, sumOf } from './release-files.ts';

/** What was found about a release’s files. */
export interface BundlesAbout {
  /** By the SHA-256 of the file that they say they are about. */
  readonly found: ReadonlyMap<string, readonly FoundBundle[]>;
  /** Files of which a place that could not be asked may know more. */
  readonly unanswered: ReadonlySet<string>;
  readonly looked: readonly LookedIn[];
}

/** How many files are looked up at once. */
const SIDE_BY_SIDE = 6;

/** Looks for bundles about each file of a release that is no file of bundles itself. */
export async function bundlesAbout(
  files: readonly ReleaseFile[],
  sources: readonly EvidenceSource[],
  signal: AbortSignal,
): Promise<BundlesAbout> {
  const wanted = files.flatMap(({ sha256, bundles }) => (sha256 === undefined || bundles.length > 0 ? [] : [sha256]));
  const answers = await sideBySide([...new Set(wanted)], SIDE_BY_SIDE, async (sha256) => ({
    sha256,
    ...(await findBundles({ sha256 }, sources, signal)),
  }));
  const open = answers.filter(({ looked }) => looked.some(({ problem }) => problem !== undefined));
  return {
    found: new Map(answers.map(({ sha256, bundles }) => [sha256, bundles])),
    unanswered: new Set(open.map(({ sha256 }) => sha256)),
    looked: sumOf(answers.map(({ looked }) => looked)),
  };
}

/** Bundles that are at hand, as somewhere to look. */
export function sourceOf(name: string, bundles: readonly ToldBundle[]): EvidenceSource {
  return {
    name,
    async *find() {
      for (const { json } of bundles) yield json;
    },
  };
}

/** The access records among bundles, as a store of them holds them. */
export async function* placed(bundles: readonly ToldBundle[]) {
  for (const told of bundles) if (told.predicateType === PREDICATE_TYPE) yield { told, location: 'a bundle' };
}
