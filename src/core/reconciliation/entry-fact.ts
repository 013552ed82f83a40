import type { StoredEntry } from '../../ports.ts';
import { checkIdentity } from '../stored-identity.ts';
import { checkStored } from '../stored-proof.ts';
import type { Check } from '../verification/check.ts';
import { valueAt } from '../verification/pointer.ts';
import type { ReconciledRepository } from './job-fact.ts';

/** A record that another one names by its digest. */
export interface NamedRecord {
  readonly phase: string;
  readonly digest: string;
  /** Who names it. */
  readonly by: 'end' | 'collector';
}

/** Where an audited job stands, and how its step is known. */
export interface AuditedJob {
  /** Path in the repository. */
  readonly file: string;
  /** Repository of the action that recorded it. */
  readonly action: string;
  /** Key of the job. */
  readonly job?: string;
}

/** What is kept of a stored copy: what it is filed under, and what it says of its job. */
export interface EntryFact {
  readonly recordId: string;
  readonly phase: string;
  readonly digest: string;
  readonly view?: 'attested';
  readonly location: string;
  /** Why it can’t be what it is filed under, one sentence. */
  readonly altered?: string;
  /** Nothing is left that would say what it is of: it was erased, or stored elsewhere. */
  readonly isUnread?: true;
  /** It says that it is another repository’s, a local run’s, or a test of the way to the store. */
  readonly isForeign?: true;
  /** Undefined where it says no time. Milliseconds since 1970. */
  readonly time?: number;
  readonly runId?: string;
  readonly attempt?: string;
  readonly checkRunId?: string;
  /** Key of the job in its workflow file. */
  readonly job?: string;
  readonly runner?: string;
  readonly names: readonly NamedRecord[];
  /** It was signed by a job or a collector that may; left out where nobody looked, too. */
  readonly isProven?: true;
  /** Left out where the job stands in another repository’s file. */
  readonly audited?: AuditedJob;
}

/** Reads a stored copy, which anybody with the writer’s credential may have made. */
export function readEntry(entry: StoredEntry, repository: ReconciledRepository): EntryFact {
  const { recordId, phase, digest, view, location } = entry;
  const document = entry.document ?? entry.attested;
  const altered = alterationOf(entry);
  const filed = { recordId, phase, digest, ...(view && { view }), location, ...(altered && { altered }) };
  if (document === undefined) return { ...filed, isUnread: true, names: [] };
  if (isForeign(document, repository)) return { ...filed, isForeign: true, names: [] };
  const says = (pointer: string) => textAt(document, pointer);
  const facts = {
    time: timeOf(document, phase),
    runId: says('/pipeline/runId'),
    attempt: says('/pipeline/runAttempt'),
    checkRunId: says('/pipeline/checkRunId'),
    job: says('/pipeline/job'),
    runner: says('/runner/name'),
    audited: auditedJob(document, repository),
  };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return { ...filed, ...known, names: namedBy(document, phase) };
}

function alterationOf(entry: StoredEntry): string | undefined {
  const failed: Check | undefined = checkStored(entry).find(({ status }) => status === 'failed');
  if (failed) return failed.detail;
  const signed = entry.document ?? entry.attested;
  if (signed === undefined) return undefined;
  const identity = checkIdentity(signed, entry);
  return identity.status === 'failed' ? identity.detail : undefined;
}

function isForeign(document: unknown, { id, server }: ReconciledRepository): boolean {
  return (
    valueAt(document, '/simulation') === true ||
    textAt(document, '/pipeline/provider') !== 'github-actions' ||
    textAt(document, '/pipeline/repositoryId') !== id ||
    textAt(document, '/pipeline/server')?.toLowerCase() !== server.toLowerCase()
  );
}

function timeOf(document: unknown, phase: string): number | undefined {
  const pointer = phase === 'checkpoint' ? '/observedAt/checkpoints/0' : `/observedAt/${phase}`;
  const time = Date.parse(textAt(document, pointer) ?? textAt(document, '/observedAt/start') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** A start that came late, or that no store was to have, may rightly be missing. */
function namedBy(document: unknown, phase: string): NamedRecord[] {
  if (phase === 'end') {
    const digest = textAt(document, '/links/startEvent/digest');
    const isAnnounced = textAt(document, '/links/startEvent/announced') === 'announced';
    return digest !== undefined && isAnnounced ? [{ phase: 'start', digest, by: 'end' }] : [];
  }
  const links = phase === 'collector' ? valueAt(document, '/links/records') : undefined;
  if (!Array.isArray(links)) return [];
  return links.flatMap((link) => {
    const [named, digest] = [textAt(link, '/phase'), textAt(link, '/digest')];
    return named === undefined || digest === undefined ? [] : [{ phase: named, digest, by: 'collector' as const }];
  });
}

function auditedJob(document: unknown, { name }: ReconciledRepository): AuditedJob | undefined {
  if (textAt(document, '/recorder/kind') === 'collector') return undefined;
  const ref = textAt(document, '/pipeline/jobWorkflowRef') ?? textAt(document, '/pipeline/workflowRef');
  const action = textAt(document, '/recorder/action');
  const prefix = `${name}/`;
  if (ref === undefined || action === undefined || !ref.toLowerCase().startsWith(prefix.toLowerCase()))
    return undefined;
  const job = textAt(document, '/pipeline/job');
  return { file: ref.slice(prefix.length).replace(/@.*$/s, ''), action, ...(job !== undefined && { job }) };
}

function textAt(value: unknown, pointer: string): string | undefined {
  const found = valueAt(value, pointer);
  return typeof found === 'string' ? found : undefined;
}
