/** A file of a release. */
export interface ReleaseAsset {
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** `sha256:HEX`, where GitHub says it. */
  readonly digest?: string;
}

/** A published release. */
export interface SeenRelease {
  readonly id: string;
  readonly tag: string;
  readonly name?: string;
  readonly draft: boolean;
  /** Left out where GitHub does not say. */
  readonly immutable?: boolean;
  readonly assets: readonly ReleaseAsset[];
  readonly url: string;
}

/**
 * Finds attestations by what they speak about. Raises what GitHub’s API and HTTP raise, and `http-reply-invalid` for a
 * bundle that can’t be read; that there are none is no error.
 */
export interface AttestationFinder {
  /**
   * The bundles, as JSON text, of all attestations about a subject, `sha256:HEX`.
   * https://docs.github.com/rest/repos/attestations#list-attestations
   */
  find(subject: string, predicateType?: string, signal?: AbortSignal): AsyncIterable<string>;
}

/** Reads releases and what tags stand for (contents: read). Raises what GitHub’s API and HTTP raise. */
export interface ReleaseReader {
  byTag(tag: string): Promise<SeenRelease>;
  /** The commit that a tag, a branch or a shortened commit stands for, 40 hex digits. */
  commitOf(ref: string): Promise<string>;
  /** The bytes of a file of a release, at most `maxBytes` of them. Raises `http-too-large`. */
  asset(asset: ReleaseAsset, maxBytes: number): Promise<Uint8Array>;
}
