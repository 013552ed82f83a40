import { DoorlogError } from '../../errors.ts';
import { HASH_BYTES } from '../merkle/tree-hash.ts';
import { bytesOfBase64 } from './base64.ts';
import { parseCount } from './checkpoint.ts';

/** That a leaf stands in the tree of a checkpoint (https://c2sp.org/tlog-proof). */
export interface InclusionProof {
  readonly kind: 'inclusion';
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The leaf’s data: told beside the proof, and proven by it. */
  readonly leaf?: Uint8Array;
  /** The signed checkpoint, word by word. */
  readonly checkpoint: string;
}

/** That the tree of a checkpoint grew out of a smaller one, in the form in which witnesses are told (https://c2sp.org/tlog-witness, add-checkpoint). */
export interface ConsistencyProof {
  readonly kind: 'consistency';
  /** Size of the smaller tree. */
  readonly from: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A path is as long as the tree is high. */
const MOST_HASHES = 128;

/** Writes a proof as text. */
export function formatProof(proof: InclusionProof | ConsistencyProof): string {
  const head =
    proof.kind === 'inclusion'
      ? [
          FIRST_LINE,
          ...(proof.leaf ? [`extra ${Buffer.from(proof.leaf).toString('base64')}`] : []),
          `index ${proof.index}`,
        ]
      : [`old ${proof.from}`];
  const lines = proof.hashes.map((hash) => Buffer.from(hash).toString('base64'));
  return `${[...head, ...lines].join('\n')}\n\n${proof.checkpoint}`;
}

/** Takes a proof of either kind apart, nothing of it proven; `what` names it in the sentence. Raises `file-invalid`. */
export function parseProof(text: string, what: string): InclusionProof | ConsistencyProof {
  const invalid = () =>
    new DoorlogError(
      'file-invalid',
      `${what} is no proof of inclusion or consistency; name what doorlog log prove has printed.`,
    );
  const gap = text.indexOf('\n\n');
  if (gap < 0) throw invalid();
  const checkpoint = text.slice(gap + 2);
  const lines = text.slice(0, gap).split('\n');
  const first = lines.shift();
  if (first !== FIRST_LINE) {
    const from = parseCount(restOf('old', first) ?? '');
    const hashes = hashesOf(lines);
    if (from === undefined || !hashes) throw invalid();
    return { kind: 'consistency', from, hashes, checkpoint };
  }
  const extra = restOf('extra', lines[0]);
  if (extra !== undefined) lines.shift();
  const leaf = extra === undefined ? undefined : bytesOfBase64(extra);
  const index = parseCount(restOf('index', lines.shift()) ?? '');
  const hashes = hashesOf(lines);
  if (index === undefined || !hashes || (extra !== undefined && !leaf)) throw invalid();
  return { kind: 'inclusion', index, hashes, checkpoint, ...(leaf && { leaf }) };
}

function restOf(word: string, line = ''): string | undefined {
  return line.startsWith(`${word} `) ? line.slice(word.length + 1) : undefined;
}

function hashesOf(lines: readonly string[]): Buffer[] | undefined {
  if (lines.length > MOST_HASHES) return undefined;
  const hashes = lines.map(bytesOfBase64);
  return hashes.every((hash) => hash?.length === HASH_BYTES) ? hashes.filter((hash) => hash !== undefined) : undefined;
}
