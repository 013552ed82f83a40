import { AccessRecord, type Gap, Recorder, type Snapshot } from '../../model/access-record.ts';
import { CommitIdentity, People } from '../../model/person.ts';
import { Pipeline } from '../../model/pipeline.ts';
import { Runner } from '../../model/runner.ts';
import { Source, Verification } from '../../model/source.ts';
import type { MissingFact } from './missing-fact.ts';

type Look = Omit<Gap, 'pointer'>;

const NO_JOB: Look = { reason: 'not-applicable', needed: 'a job of a pipeline that has this' };
const NO_FORGE: Look = { reason: 'not-available', needed: 'a forge that vouches for it' };
const NO_COMMIT: Look = { reason: 'not-found', needed: 'a git repository with a commit that git can read' };

/** What it would take to see each fact; for what is not listed here, a job that has it. */
const NEEDED: Readonly<Record<string, Look>> = {
  '/pipeline/server': NO_FORGE,
  '/pipeline/repository': NO_FORGE,
  '/pipeline/repositoryId': NO_FORGE,
  '/pipeline/repositoryOwner': NO_FORGE,
  '/pipeline/repositoryOwnerId': NO_FORGE,
  '/pipeline/visibility': NO_FORGE,
  '/pipeline/sha': NO_COMMIT,
  '/pipeline/ref': { reason: 'not-found', needed: 'a branch that is checked out' },
  '/pipeline/ci': { reason: 'not-applicable', needed: 'a CI system that sets its variables' },
  '/runner/hostName': { reason: 'not-available', needed: 'a system that tells its name' },
  '/runner/user': { reason: 'not-available', needed: 'an entry for the user in the system’s database' },
  '/runner/userId': { reason: 'not-available', needed: 'a system that numbers its users' },
  '/runner/sudoUser': { reason: 'not-applicable', needed: 'a user who came by sudo' },
  '/runner/sharedAccount': { reason: 'not-applicable', needed: 'a user that several people are known to share' },
  '/people/initiator': {
    reason: 'not-available',
    needed: 'an account of a forge; the user of this machine is in the log',
  },
  '/people/author': NO_COMMIT,
  '/people/author/account': { reason: 'not-available', needed: 'a forge that knows whose address it is' },
  '/people/committer': NO_COMMIT,
  '/people/committer/account': { reason: 'not-available', needed: 'a forge that knows whose address it is' },
  '/source/commit': NO_COMMIT,
  '/source/tree': NO_COMMIT,
  '/source/parents': NO_COMMIT,
  '/source/headline': { reason: 'not-asked', needed: 'the commit, which holds its own message' },
  '/source/committedAt': NO_COMMIT,
  '/source/verification': {
    reason: 'not-available',
    needed: 'the signer’s public key, and gpg or gpg.ssh.allowedSignersFile set up for git on this machine',
  },
  '/source/verification/verifiedAt': NO_FORGE,
  '/source/verification/signer': NO_FORGE,
  '/source/verification/key': { reason: 'not-applicable', needed: 'a signed commit' },
  '/source/verification/payload': { reason: 'not-asked', needed: 'the commit, which holds it' },
  '/source/verification/signature': { reason: 'not-asked', needed: 'the commit, which holds it' },
  '/source/remote': { reason: 'not-found', needed: 'a remote of a known form' },
  '/source/modified': {
    reason: 'not-available',
    needed: 'a working tree that git can compare with the commit in time',
  },
  '/source/modifications': {
    reason: 'not-available',
    needed: 'a working tree that git can compare with the commit in time',
  },
};

/** Which of git's and the system's answers stands at which pointer. */
const FACTS: Readonly<Record<string, string>> = {
  '/pipeline/sha': 'commit',
  '/pipeline/ref': 'ref',
  '/runner/hostName': 'hostName',
  '/runner/user': 'login',
  '/people/author': 'commit',
  '/people/committer': 'commit',
  '/source/commit': 'commit',
  '/source/tree': 'commit',
  '/source/parents': 'commit',
  '/source/committedAt': 'commit',
  '/source/verification': 'signature',
  '/source/remote': 'remote',
  '/source/modified': 'workingTree',
  '/source/modifications': 'workingTree',
};

/** A gap for each optional fact that a local snapshot does not hold, so that none is missing in silence. */
export function localGaps(snapshot: Omit<Snapshot, 'gaps'>, missing: readonly MissingFact[]): Gap[] {
  const { pipeline, runner, people, source } = snapshot;
  const found: Gap[] = [];
  const look = (base: string, shape: object, value: object | undefined): void => {
    if (value === undefined) return;
    for (const key of Object.keys(shape)) {
      const pointer = `${base}/${key}`;
      if (!(key in value)) found.push({ pointer, ...(NEEDED[pointer] ?? NO_JOB), ...detailOf(pointer, missing) });
    }
  };
  look('/pipeline', Pipeline.shape, pipeline);
  look('/runner', Runner.shape, runner);
  look('/people', People.shape, people);
  look('/people/author', CommitIdentity.shape, people.author);
  look('/people/committer', CommitIdentity.shape, people.committer);
  look('/source', Source.shape, source);
  look('/source/verification', Verification.shape, source.verification);
  look('/access', AccessRecord.shape.access.shape, snapshot.access);
  look('/protections', AccessRecord.shape.protections.shape, snapshot.protections);
  look('/observedAt', { checkpoints: true }, {});
  look('', { approvals: true, enforcement: true }, snapshot);
  const { kind: _, version: __, ...claims } = Recorder.shape;
  look('/recorder', claims, {});
  return found;
}

function detailOf(pointer: string, missing: readonly MissingFact[]): { detail?: string } {
  const reason = missing.find(({ fact }) => fact === FACTS[pointer])?.reason;
  return reason === undefined ? {} : { detail: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.` };
}
