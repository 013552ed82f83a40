import { sha256Hex } from '../../core/canonical.ts';
import { type ToldBundle, tellBundles } from '../../core/told-bundle.ts';
import type { LookedIn } from '../../pipeline/find-bundles.ts';
import type { ReleaseAsset, ReleaseReader, SeenRelease } from '../../ports/evidence.ts';
import { sideBySide } from '../../side-by-side.ts';

/** A file of a release with what is in it, as far as it matters. */
export interface ReleaseFile {
  readonly asset: ReleaseAsset;
  /** In hex; left out where GitHub does not say it and the file is too long to be fetched. */
  readonly sha256?: string;
  /** What GitHub says its SHA-256 is, in hex, where that is another one than what it gave has. */
  readonly toldOtherwise?: string;
  /** Bundles that it holds, where it is a file of bundles. */
  readonly bundles: readonly ToldBundle[];
}

const BUNDLE_NAME = /\.(sigstore|sigstore\.json|jsonl|bundle)$/i;
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;
/** Of files whose digest GitHub does not say; those of releases from before June 2025. */
const MAX_FETCHED_BYTES = 128 * 1024 * 1024;
/** Each may be as long as that in memory. */
const SIDE_BY_SIDE = 3;

/** Reads the bundles among a release’s files, and the digests of all. Raises what GitHub’s API and HTTP raise. */
export async function readReleaseFiles({ assets }: SeenRelease, reader: ReleaseReader): Promise<ReleaseFile[]> {
  return sideBySide(assets, SIDE_BY_SIDE, async (asset): Promise<ReleaseFile> => {
    const told = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? '')?.[1];
    const mayHold = BUNDLE_NAME.test(asset.name) && asset.size <= MAX_BUNDLE_BYTES;
    const isFetched = mayHold || (told === undefined && asset.size <= MAX_FETCHED_BYTES);
    const bytes = isFetched ? await reader.asset(asset, Math.max(asset.size, 1)) : undefined;
    const sha256 = bytes ? sha256Hex(bytes) : told;
    const bundles = mayHold && bytes ? tellBundles(Buffer.from(bytes).toString('utf8')) : [];
    return {
      asset,
      ...(sha256 !== undefined && { sha256 }),
      ...(told !== undefined && sha256 !== told && { toldOtherwise: told }),
      bundles,
    };
  });
}

/** What was found for each of several files, place by place. */
export function sumOf(each: readonly (readonly LookedIn[])[]): LookedIn[] {
  const sums = new Map<string, LookedIn>();
  for (const { source, bundles, problem } of each.flat()) {
    const before = sums.get(source);
    const worst = before?.problem ?? problem;
    sums.set(source, { source, bundles: (before?.bundles ?? 0) + bundles, ...(worst && { problem: worst }) });
  }
  return [...sums.values()];
}
