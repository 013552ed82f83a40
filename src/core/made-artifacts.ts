import type { Gap, Snapshot } from '../model/access-record.ts';
import type { Artifact } from '../model/resources.ts';
import type { Observed } from '../ports.ts';
import type { Problem } from './problem.ts';

const POINTER = '/resources/artifacts';
/** GitHub takes 1,024 subjects in one attestation, and the record is one of them. */
const MOST_ARTIFACTS = 1_023;

/** What two looks at a job's artifacts brought: at the runner's list, and at the files that the user names. */
export interface ArtifactLooks {
  readonly listed: Observed<{ readonly artifacts: readonly Artifact[]; readonly unusable: number }>;
  /** Left out where the user names none. */
  readonly named?: { readonly artifacts: readonly Artifact[]; readonly problems: readonly Problem[] };
}

/** The artifacts of a job, each digest once, and why some may be missing. */
export interface MadeArtifacts {
  /** Left out where nobody could look. */
  readonly artifacts?: readonly Artifact[];
  readonly gaps: readonly Gap[];
  readonly problems: readonly Problem[];
}

/** Puts both looks together; on the same digest the runner's word comes before the user's. */
export function madeArtifacts({ listed, named }: ArtifactLooks): MadeArtifacts {
  const problems = named?.problems ?? [];
  if (!listed.ok && !named) {
    const { reason, needed, detail } = listed;
    return { gaps: [{ pointer: POINTER, reason, needed, ...(detail !== undefined && { detail }) }], problems };
  }
  const byDigest = new Map<string, Artifact>();
  for (const artifact of [...(listed.ok ? listed.value.artifacts : []), ...(named?.artifacts ?? [])]) {
    if (!byDigest.has(artifact.sha256)) byDigest.set(artifact.sha256, artifact);
  }
  const all = [...byDigest.values()];
  const artifacts = all.slice(0, MOST_ARTIFACTS);
  const unusable = (listed.ok ? listed.value.unusable : 0) + all.length - artifacts.length;
  const gap = partGap(unusable, problems);
  return { artifacts, gaps: gap ? [gap] : [], problems };
}

/** Of several reasons the first is told: a record has one gap for one place. */
function partGap(unusable: number, problems: readonly Problem[]): Gap | undefined {
  if (unusable > 0) {
    return {
      pointer: POINTER,
      reason: 'not-available',
      needed: `artifacts with a name and a SHA-256 digest, at most ${MOST_ARTIFACTS}: ${unusable} are left out`,
    };
  }
  const [first] = problems;
  return (
    first && {
      pointer: POINTER,
      reason: 'not-found',
      needed: 'files in the workspace for every glob of the input `subjects`',
      detail: problems
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 2_000),
    }
  );
}

/** A snapshot with the artifacts in it. */
export function withArtifacts(snapshot: Snapshot, { artifacts, gaps }: Omit<MadeArtifacts, 'problems'>): Snapshot {
  const others = { ...snapshot, gaps: [...snapshot.gaps, ...gaps] };
  if (!artifacts) return others;
  const source = artifacts.every(({ from }) => from === 'runner') ? 'env' : 'input';
  return {
    ...others,
    resources: { ...snapshot.resources, artifacts: [...artifacts] },
    sources: { ...snapshot.sources, [POINTER]: source },
  };
}
