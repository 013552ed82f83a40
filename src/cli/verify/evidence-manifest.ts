import * as z from 'zod/mini';

/** Name of the file that lists what kept evidence is made of. */
export const MANIFEST_NAME = 'doorlog-evidence.json';

const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A plain name in the same directory: a manifest leads nowhere else. */
const KeptFile = z.strictObject({
  file: z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,200}$/)),
  sha256: Sha256,
});
export type KeptFile = z.infer<typeof KeptFile>;

/** What `--save-evidence` keeps, each file with its SHA-256. To be read for ever: members are only ever added. */
export const EvidenceManifest = z.looseObject({
  formatVersion: z.literal('1'),
  /** RFC 3339. */
  keptAt: z.string(),
  doorlog: z.string(),
  target: z.looseObject({ kind: z.string(), name: z.string() }),
  /** Trust roots, one a line, that prove the bundles. */
  trustRoot: z.optional(KeptFile),
  /** The public key, in PEM, that proves them. */
  key: z.optional(KeptFile),
  /** The answer to which it was kept, for people: nothing of it is proven by this. */
  answer: z.optional(KeptFile),
  records: z.array(z.looseObject({ record: KeptFile, bundle: KeptFile })),
  /** Attestations that are no access records, each about a file by its SHA-256. */
  attestations: z.array(
    z.looseObject({ bundle: KeptFile, name: z.string(), sha256: Sha256, predicateType: z.string() }),
  ),
});
export type EvidenceManifest = z.infer<typeof EvidenceManifest>;
