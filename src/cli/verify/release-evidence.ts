import type { ToldBundle } from '../../core/told-bundle.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { type EvidenceSource, type FoundBundle, findBundles, type LookedIn } from '../../pipeline/find-bundles.ts';
import { type ReleaseFile, sumOf } from './release-files.ts';

/** What was found about a release’s files. */
export interface BundlesAbout {
  /** By the SHA-256 of the file that they say they are about. */
  readonly found: ReadonlyMap<string, readonly FoundBundle[]>;
  /** Files of which a place that could not be asked may know more. */
  readonly unanswered: ReadonlySet<string>;
  readonly looked: readonly LookedIn[];
}

/** Looks for bundles about each file of a release that is no file of bundles itself. */
export async function bundlesAbout(
  files: readonly ReleaseFile[],
  sources: readonly EvidenceSource[],
  signal: AbortSignal,
): Promise<BundlesAbout> {
  const found = new Map<string, readonly FoundBundle[]>();
  const unanswered = new Set<string>();
  const all: (readonly LookedIn[])[] = [];
  for (const { sha256, bundles } of files) {
    if (sha256 === undefined || bundles.length > 0 || found.has(sha256)) continue;
    const about = await findBundles({ sha256 }, sources, signal);
    found.set(sha256, about.bundles);
    if (about.looked.some(({ problem }) => problem !== undefined)) unanswered.add(sha256);
    all.push(about.looked);
  }
  return { found, unanswered, looked: sumOf(all) };
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
