import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';
import { PREDICATE_TYPE } from '../../model/predicate-type.ts';
import { valueAt } from '../verification/pointer.ts';

/** What a bundle says that it attests; nothing of it is proven here. */
export interface BundleFact {
  /** `sha256:HEX` of the record’s file. */
  readonly subject: string;
  readonly recordId: string;
  readonly phase: string;
  readonly server: string;
  readonly repositoryId: string;
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The record’s own file comes first among the subjects, or has this name. */
const RECORD_FILE = 'access-record.json';

/** Reads what a Sigstore bundle speaks about; undefined for one that holds no access record. */
export function readBundleFact(text: string): BundleFact | undefined {
  const Bundle = z.object({ dsseEnvelope: z.object({ payload: z.string() }) });
  const Statement = z.object({
    predicateType: z.literal(PREDICATE_TYPE),
    subject: z.array(z.object({ name: z.optional(z.string()), digest: z.object({ sha256: z.string() }) })),
    predicate: z.object({ recordId: z.string(), phase: z.string(), pipeline: z.unknown(), observedAt: z.unknown() }),
  });
  const bundle = Bundle.safeParse(jsonOrNothing(text)).data;
  const payload = bundle && Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8');
  const statement = payload === undefined ? undefined : Statement.safeParse(jsonOrNothing(payload)).data;
  const subject = statement?.subject.find(({ name }) => name === RECORD_FILE) ?? statement?.subject[0];
  if (!statement || !subject) return undefined;
  const { recordId, phase } = statement.predicate;
  const says = (pointer: string) => String(valueAt(statement.predicate, pointer) ?? '');
  return {
    subject: `sha256:${subject.digest.sha256}`,
    recordId,
    phase,
    server: says('/pipeline/server'),
    repositoryId: says('/pipeline/repositoryId'),
    runId: says('/pipeline/runId'),
    time: Date.parse(says(`/observedAt/${phase}`)),
  };
}
