import { type Evidence, signed } from '../evidence.ts';
import { createTestSigstore } from '../sigstore.ts';

/** One genuine record with its bundle and its log view, each as the text of a file. */
export interface Genuine {
  readonly record: string;
  readonly bundle: string;
  readonly log: string;
}

/** What is damaged, and what it is verified by. */
export interface Corpus {
  readonly trustedRoot: string;
  readonly genuine: readonly [Genuine, ...Genuine[]];
}

const MADE = { name: 'app.tgz', sha256: 'd'.repeat(64) };

/** Two jobs, one of which made something, and a collector. */
const KINDS: readonly Evidence[] = [
  {
    record: [(it) => Object.assign(it, { resources: { artifacts: [{ ...MADE, from: 'runner' }] } })],
    statement: (it) => ({ ...it, subject: [...it.subject, { name: MADE.name, digest: { sha256: MADE.sha256 } }] }),
  },
  { collector: true },
];

/** Makes genuine evidence of several kinds. */
export async function makeCorpus(): Promise<Corpus> {
  const sigstore = await createTestSigstore();
  const make = async (kind: Evidence): Promise<Genuine> => {
    const { text, bundle, log } = await signed(sigstore, kind);
    return { record: text, bundle: JSON.stringify(bundle), log: JSON.stringify(log) };
  };
  const job = await make({});
  return { trustedRoot: sigstore.trustedRoot, genuine: [job, ...(await Promise.all(KINDS.map(make)))] };
}
