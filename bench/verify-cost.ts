/** Bundles in the directory that is verified. */
export const VERIFIED_BUNDLES = 1_000;

/** How many times as many are verified to see that memory does not grow. */
export const MORE_TIMES = 4;

/** What verifying a directory of bundles costs; times in milliseconds of processor time for each bundle. */
export interface VerifyCost {
  /** `doorlog verify DIR`, the whole process. */
  readonly doorlog: number;
  /** `cosign verify-blob-attestation`, started once for each; left out where cosign is not installed. */
  readonly cosign?: number;
  /** The signatures of a bundle alone, on the same curves. */
  readonly signatures: number;
  /** Processor time divided by time: how many processors were busy. */
  readonly busyProcessors: number;
  readonly processors: number;
  /** Most memory of the process in megabytes, for 1,000 bundles and for 4,000. */
  readonly peak: { readonly once: number; readonly moreTimes: number };
}
