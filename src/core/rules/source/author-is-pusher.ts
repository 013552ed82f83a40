import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import type { Account, CommitIdentity } from '../../../model/person.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { accountList, isListed } from '../identity/account-list.ts';
import { branchOf } from './guarded-branch.ts';

/** GitHub’s private addresses tell the account: `1001+alice@users.noreply.github.com`. */
const PRIVATE_ADDRESS = /^(\d+)\+[^@]+@users\.noreply\./i;

/** Who pushes a commit made it, or let GitHub make it. */
export const authorIsPusher = defineRule({
  id: 'author-is-pusher',
  group: 'source',
  title: 'The commit was pushed by whoever made it',
  why: 'Git lets anyone commit under any name: somebody with a stolen key pushes in the name of a colleague or a bot.',
  mend: 'Let authors push their own commits or open pull requests; commit on another’s behalf as the committer, and sign.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-1', 'OWASP CICD-SEC-2', 'CIS 1.1.12', 'SOC 2 CC8.1', 'ISO 27001 A.8.4', 'NIST AU-10'],
  evidence: ['event', 'commit', 'pull-requests', 'people'],
  params: z.strictObject({
    allow: z.optional(accountList('Accounts that push what others made, such as a bot that merges or mirrors.')),
  }),
  judge(record, { params }) {
    const { event, provider, ref } = record.pipeline;
    if (provider === 'local') return pass('The job was started by no push.', ['/pipeline/provider']);
    if (event === undefined) return unknown(record, '/pipeline/event');
    if (event !== 'push') return pass('The job was started by no push.', ['/pipeline/event']);
    if (ref === undefined) return unknown(record, '/pipeline/ref');
    if (branchOf(ref) === undefined) return pass('A tag may name a commit that somebody else made.', ['/pipeline/ref']);
    const { pusher } = record.people;
    if (pusher && isListed(pusher, params.allow ?? [])) {
      return pass(`${pusher.login} may push what others made.`, ['/people/pusher']);
    }
    return byMaker(record) ?? byForge(record) ?? byStranger(record);
  },
});

/** Author, committer or signer is the pusher. */
function byMaker({ people, source }: AccessRecord): Judgement | undefined {
  const { pusher } = people;
  if (pusher?.id === undefined) return undefined;
  for (const role of ['author', 'committer'] as const) {
    if (idOf(people[role]) === pusher.id) {
      return pass(`The ${role} of the commit pushed it.`, [`/people/${role}`, '/people/pusher']);
    }
  }
  const { verified, signer } = source.verification ?? {};
  return verified === true && signer?.id === pusher.id
    ? pass('Whoever pushed the commit signed it.', ['/source/verification/signer', '/people/pusher'])
    : undefined;
}

/** GitHub vouches for the author of a commit that it made itself, and pull requests bring other people’s commits. */
function byForge({ source }: AccessRecord): Judgement | undefined {
  const { verification, pullRequests, workflowChange } = source;
  if (verification?.verified === true && verification.signedByForge === true) {
    return pass('GitHub made and signed the commit.', ['/source/verification/signedByForge']);
  }
  if (pullRequests?.some(({ state }) => state === 'merged')) {
    return pass('A merged pull request holds the commit.', ['/source/pullRequests']);
  }
  const isOnDefault = workflowChange?.against === 'default-branch' && workflowChange.commit === source.commit;
  return isOnDefault
    ? pass('The commit is the head of the default branch already.', ['/source/workflowChange/commit'])
    : undefined;
}

function byStranger(record: AccessRecord): Judgement {
  const { people, source } = record;
  const { pusher, author } = people;
  if (pusher?.id === undefined) return unknown(record, pusher ? '/people/pusher/id' : '/people/pusher');
  if (author === undefined) return unknown(record, '/people/author');
  const made: Pick<Account, 'id' | 'login'> | undefined = author.account;
  if (idOf(author) === undefined) return unknown(record, made ? '/people/author/account/id' : '/people/author/account');
  for (const role of ['verification', 'pullRequests'] as const) {
    if (source[role] === undefined) return unknown(record, `/source/${role}`);
  }
  if (source.created !== false) {
    return unseen('not-certain', 'The push made the branch, so that its commit may have been there before.', [
      '/source/created',
    ]);
  }
  const who = made ? made.login : 'Somebody else';
  return fail(
    `${who} is the author of the commit, and ${pusher.login} pushed it.`,
    ['/people/author', '/people/pusher'],
    {
      subject: pusher.id,
    },
  );
}

/** Id of the account behind a name in a commit; of a bot GitHub’s API tells none, but the address does. */
function idOf(identity: CommitIdentity | undefined): string | undefined {
  return identity?.account?.id ?? PRIVATE_ADDRESS.exec(identity?.email ?? '')?.[1];
}
