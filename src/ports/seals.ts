/** A checkpoint as its folder has it, nothing of it proven. */
export interface KeptCheckpoint {
  /** As its file’s name says. */
  readonly size: number;
  /** Path of its file. */
  readonly file: string;
  readonly text: string;
}

/** A checkpoint to be kept, with what it is made of. */
export interface NewSeal {
  /** Size of the checkpoint before it; 0 where there is none. */
  readonly from: number;
  readonly size: number;
  /** Lines of the new leaves, many at a time; more than one text can hold. */
  readonly leaves: Iterable<string>;
  readonly checkpoint: string;
  /** Left out where nothing was attested. */
  readonly bundle?: string;
}

/** Where those files are. */
export interface KeptFiles {
  readonly checkpoint: string;
  readonly leaves: string;
  readonly bundle?: string;
}

/** The folder that a sealer keeps checkpoints and leaves in. Raises `file-unreadable`, `file-invalid`. */
export interface SealFolder {
  readonly path: string;
  /** All checkpoints, the smallest first; none where the folder is not there. */
  checkpoints(): Promise<readonly KeptCheckpoint[]>;
  /** The lines of the leaves that a checkpoint added to the one before it. */
  leaves(from: number, to: number): AsyncIterable<string>;
  /** SHA-256 in hex of the file of those leaves. */
  leavesDigest(from: number, to: number): Promise<string>;
  /** The bundle over the checkpoint of a size. */
  bundle(size: number): Promise<string | undefined>;
  /** Writes a checkpoint’s files, its own one last: what was interrupted is no checkpoint. Raises `delivery-failed`. */
  keep(seal: NewSeal): Promise<KeptFiles>;
}
