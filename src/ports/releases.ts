import type { SeenRelease } from './evidence.ts';

/** A file that is to stand beside a release. */
export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Attaches files to releases (contents: write). */
export interface ReleaseShelf {
  /**
   * Uploads a file once; one of the same name and bytes is fine, one of other bytes is replaced in a draft. Raises
   * `delivery-refused` where a published release has a file of that name with other bytes or is immutable, `delivery-failed`, and what GitHub’s API and HTTP raise.
   */
  attach(release: SeenRelease, file: AttachedFile): Promise<'attached' | 'already-there'>;
}
