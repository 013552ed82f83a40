import { sha256Hex } from '../../src/core/canonical.ts';
import { createNoteSigner } from '../../src/core/checkpoint-note/note-key.ts';
import { LOG_CHECKPOINT_TYPE, PAYLOAD_TYPE } from '../../src/model/predicate-type.ts';
import { type SealLogAnswer, type SealLogPorts, type SealQuestion, sealLog } from '../../src/pipeline/seal-log.ts';
import type { AskedStore } from '../../src/pipeline/verify-stored.ts';
import type {
  BundleSigner,
  BundleVerifier,
  KeptCheckpoint,
  LogEntry,
  SealFolder,
  StoredEntry,
} from '../../src/ports.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { entryOf } from '../sinks/entries.ts';

export const ORIGIN = 'log.example/acme';
export const NOW = new Date('2026-03-31T12:00:00.000Z');
export const SIGNER = createNoteSigner(ORIGIN, Buffer.alloc(32, 3));

const FULCIO = '1.3.6.1.4.1.57264.1.';
export const ISSUER = 'https://issuer.example';
/** Who seals in the tests. */
export const SEALER = {
  kind: 'certificate',
  identity: 'https://github.com/acme/shop/.github/workflows/seal.yml@refs/heads/main',
  issuer: ISSUER,
  claims: {
    [`${FULCIO}9`]: 'https://github.com/acme/shop/.github/workflows/seal.yml@refs/heads/main',
    [`${FULCIO}12`]: 'https://github.com/acme/shop',
  },
} as const satisfies BundleSigner;

/** A folder in memory; what is in it may be meddled with. */
export interface OpenFolder extends SealFolder {
  readonly files: Map<string, string>;
}

export function memoryFolder(): OpenFolder {
  const files = new Map<string, string>();
  const need = (name: string) => {
    const text = files.get(name);
    if (text === undefined) throw new Error(`no ${name}`);
    return text;
  };
  return {
    path: 'seals',
    files,
    async checkpoints() {
      const kept = [...files].flatMap(([file, text]): KeptCheckpoint[] => {
        const size = /^checkpoint-(\d+)\.txt$/.exec(file)?.[1];
        return size === undefined ? [] : [{ size: Number(size), file, text }];
      });
      return kept.sort((a, b) => a.size - b.size);
    },
    async *leaves(from, to) {
      yield* need(`leaves-${from}-${to}`).split('\n').filter(Boolean);
    },
    leavesDigest: async (from, to) => sha256Hex(need(`leaves-${from}-${to}`)),
    bundle: async (size) => files.get(`bundle-${size}`),
    async keep({ from, size, leaves, checkpoint, bundle }) {
      files.set(`leaves-${from}-${size}`, [...leaves].join(''));
      files.set(`checkpoint-${size}.txt`, checkpoint);
      if (bundle !== undefined) files.set(`bundle-${size}`, bundle);
      return { checkpoint: `checkpoint-${size}.txt`, leaves: `leaves-${from}-${size}` };
    },
  };
}

/** A store that holds these entries whatever is asked for. */
export function storeOf(sink: string, ...entries: readonly StoredEntry[]): AskedStore {
  const all = async function* () {
    yield* entries;
  };
  return { sink, reader: { read: all, list: all } };
}

/** An entry as a store holds it, made so many hours before now. */
export function stored(number: number, changes: Partial<StoredEntry> & { hours?: number } = {}): StoredEntry {
  const { hours = number, ...others } = changes;
  const { recordId, phase, digest, document }: LogEntry = entryOf(number);
  const time = new Date(NOW.getTime() - hours * 3_600_000).toISOString();
  return { location: `place ${number}`, recordId, phase, digest, document, time, ...others };
}

/** What stands in for a bundle: the statement alone. */
export function bundleOf(payload: Uint8Array): string {
  return JSON.stringify({ dsseEnvelope: { payload: Buffer.from(payload).toString('base64') } });
}

/** Believes every such bundle, and says that this one signed it. */
export function verifierSaying(signer: BundleSigner, payloadType = PAYLOAD_TYPE, signatures = 1): BundleVerifier {
  const open = (bundle: string) => {
    const { dsseEnvelope } = JSON.parse(bundle);
    return { payloadType, payload: Buffer.from(dsseEnvelope.payload, 'base64'), signatures };
  };
  return { open, verify: async (bundle: string) => ({ envelope: open(bundle), signer, evidence: '' }) };
}

/** Seals what these stores hold. */
export function seal(
  folder: SealFolder,
  stores: readonly AskedStore[],
  changes: Partial<SealQuestion> = {},
  lastSealer: SealLogPorts['lastSealer'] = async () => ({
    verifier: verifierSaying(SEALER),
    expected: { issuer: ISSUER, repository: 'acme/shop' },
  }),
): Promise<SealLogAnswer> {
  return sealLog(
    {
      folder,
      stores,
      clock: { now: () => NOW },
      signer: SIGNER,
      lastSealer,
      attest: async ({ name, text }, predicate) =>
        bundleOf(
          createStatement({
            subjects: [{ name, sha256: sha256Hex(text) }],
            predicate,
            predicateType: LOG_CHECKPOINT_TYPE,
          }),
        ),
    },
    { origin: ORIGIN, overlapDays: 7, read: 'whole', ...changes },
    AbortSignal.timeout(60_000),
  );
}
