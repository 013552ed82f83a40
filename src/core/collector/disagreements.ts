import type { AccessRecord, Disagreement } from '../../model/access-record.ts';
import { differencesFrom } from '../verification/testimony.ts';

/** A record of the job's own, and the digest of the log view by which the log files it. */
export interface SaidRecord {
  readonly record: AccessRecord;
  readonly digest: string;
}

/** As many as a record that somebody made up may cause. */
const MOST = 200;

/** What a job's own record says otherwise than the collector sees it; what one of the two does not see is no disagreement. */
export function disagreementsWith({ record, digest }: SaidRecord, seen: AccessRecord): Disagreement[] {
  return [...differencesFrom(record, seen), ...permissions(record, seen), ...commits(record, seen)]
    .slice(0, MOST)
    .map((difference) => ({ record: digest, ...difference }));
}

type Difference = Omit<Disagreement, 'record'>;

/** Only what the runner was seen to give is held against what the job saw of it. */
function permissions(record: AccessRecord, seen: AccessRecord): Difference[] {
  const [own, outside] = [observedIn(record), observedIn(seen)];
  if (!own || !outside || record.sources['/access/token'] !== 'worker-log') return [];
  return [...new Set([...Object.keys(own), ...Object.keys(outside)])].sort().flatMap((scope) => {
    const [said, level] = [own[scope] ?? 'none', outside[scope] ?? 'none'];
    const pointer = `/access/token/permissions/${scope}/observed`;
    return said === level ? [] : [{ pointer, said, seen: level }];
  });
}

function observedIn({ access, sources }: AccessRecord): Record<string, string> | undefined {
  const source = sources['/access/token'];
  if (source !== 'worker-log' && source !== 'job-log') return undefined;
  const all = Object.entries(access.token?.permissions ?? {});
  return Object.fromEntries(all.flatMap(([scope, { observed }]) => (observed ? [[scope, observed]] : [])));
}

/** Both in the order of one and the same file. */
function commits(record: AccessRecord, seen: AccessRecord): Difference[] {
  const own = new Map((record.actions ?? []).map(({ uses, commit }) => [uses, commit]));
  return (seen.actions ?? []).flatMap(({ uses, commit }, index) => {
    const said = own.get(uses);
    if (said === undefined || commit === undefined || said === commit) return [];
    return [{ pointer: `/actions/${index}/commit`, said, seen: commit }];
  });
}
