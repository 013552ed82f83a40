import { IDENTITY } from '../core/verification/sample.ts';
import type { AttackGroup } from './attack.ts';
import type { Evidence } from './evidence.ts';

const REPOSITORY = 'https://github.com/octo-org/octo-repo';
const WORKFLOW = 'octo-org/octo-repo/.github/workflows/deploy.yml';

/** Honest evidence of a job in another workflow file, record and certificate in agreement. */
function fromWorkflow(path: string, ref = 'refs/heads/main'): Evidence {
  const workflow = `${path}@${ref}`;
  const address = `https://github.com/${workflow}`;
  return {
    record: [
      ({ recorder, pipeline }) => {
        recorder.workflowRef = workflow;
        pipeline.workflowRef = workflow;
        pipeline.jobWorkflowRef = workflow;
      },
    ],
    claims: { 9: address, 18: address },
    signing: { identity: address },
  };
}

/** The same of a job in another repository. */
function fromRepository(repository: string): Evidence {
  const [owner = ''] = repository.split('/');
  const workflow = fromWorkflow(`${repository}/.github/workflows/deploy.yml`);
  const run = `https://github.com/${repository}/actions/runs/3003/attempts/2`;
  return {
    ...workflow,
    record: [
      ...(workflow.record ?? []),
      ({ recorder, pipeline }) => {
        recorder.repository = repository;
        Object.assign(pipeline, { repository, repositoryOwner: owner, runUrl: run });
      },
    ],
    claims: {
      ...workflow.claims,
      12: `https://github.com/${repository}`,
      16: `https://github.com/${owner}`,
      21: run,
    },
  };
}

export const ATTACKS_ON_SIGNERS: AttackGroup = {
  title: 'On who signed',
  files: [
    {
      id: 'other-repository',
      attack: 'The record is genuine, and of another repository',
      check: 'repository',
      says: 'Signed for the repository octo-org/other, but octo-org/octo-repo was expected.',
      spoil: fromRepository('octo-org/other'),
    },
    {
      id: 'repository-by-homograph',
      attack: 'The repository’s name looks the same, with a Cyrillic letter in it',
      check: 'repository',
      says: 'Signed for the repository octo-org/octo-rep\u043e, but octo-org/octo-repo was expected.',
      spoil: { ...fromRepository('octo-org/octo-rep\u043e'), signing: {} },
    },
    {
      id: 'repository-by-case',
      attack: 'The repository’s name has a letter whose lower case, beyond ASCII, is one of the expected name’s',
      check: 'repository',
      says: 'Signed for the repository octo-org/\u212Ait, but octo-org/kit was expected.',
      given: { ...fromRepository('octo-org/Kit'), expected: { repository: 'octo-org/kit' } },
      spoil: { ...fromRepository('octo-org/\u212Ait'), signing: {} },
    },
    {
      id: 'repository-by-path',
      attack: 'The claimed repository is an address that only a browser would read as the expected one',
      check: 'repository',
      says: 'Signed for no repository that could be told, but octo-org/octo-repo was expected.',
      spoil: { ...fromRepository('mallory/../octo-org/octo-repo'), signing: {} },
    },
    {
      id: 'fork',
      attack: 'A fork ran the same workflow file: all but the owner is the same',
      check: 'identity',
      says: 'Signed by https://github.com/mallory/octo-repo/.github/workflows/deploy.yml@refs/heads/main, but https://github.com/octo-org/** was expected.',
      given: { expected: { identity: 'https://github.com/octo-org/**' } },
      spoil: fromRepository('mallory/octo-repo'),
    },
    {
      id: 'other-workflow',
      attack: 'Another workflow of the same repository signed, which anybody may start',
      check: 'workflow',
      says: `Signed for the workflow file octo-org/octo-repo/.github/workflows/labels.yml, but ${WORKFLOW} was expected.`,
      given: { expected: { workflow: WORKFLOW } },
      spoil: fromWorkflow('octo-org/octo-repo/.github/workflows/labels.yml'),
    },
    {
      id: 'workflow-by-case',
      attack: 'The workflow file’s name differs in case alone: to git it is another file',
      check: 'workflow',
      says: `Signed for the workflow file octo-org/octo-repo/.github/workflows/Deploy.yml, but ${WORKFLOW} was expected.`,
      given: { expected: { workflow: WORKFLOW } },
      spoil: fromWorkflow('octo-org/octo-repo/.github/workflows/Deploy.yml'),
    },
    {
      id: 'workflow-by-at-sign',
      attack: 'The workflow file’s name goes on after an @, where a ref might begin',
      check: 'workflow',
      says: `Signed for the workflow file ${WORKFLOW}@refs.yml, but ${WORKFLOW} was expected.`,
      given: { expected: { workflow: WORKFLOW } },
      spoil: fromWorkflow(`${WORKFLOW}@refs.yml`),
    },
    {
      id: 'other-ref',
      attack: 'The workflow ran for a branch that nobody has to review',
      check: 'ref',
      says: 'Signed for the ref refs/heads/mine, but refs/heads/main was expected.',
      given: { expected: { ref: 'refs/heads/main' } },
      spoil: {
        record: [({ pipeline }) => Object.assign(pipeline, { ref: 'refs/heads/mine' })],
        claims: { 14: 'refs/heads/mine' },
      },
    },
    {
      id: 'other-environment',
      attack: 'The job ran in an environment without reviewers',
      check: 'environment',
      says: 'Signed for the environment preview, but production was expected.',
      given: { expected: { environment: 'production' } },
      spoil: {
        record: [({ pipeline }) => Object.assign(pipeline, { environment: 'preview' })],
        claims: { 23: 'preview' },
      },
    },
    {
      id: 'other-runner',
      attack: 'The job ran on a machine of its owner’s own',
      check: 'runner',
      says: 'Signed for the kind of runner self-hosted, but github-hosted was expected.',
      given: { expected: { runner: 'github-hosted' } },
      spoil: {
        record: [({ runner }) => Object.assign(runner, { environment: 'self-hosted' })],
        claims: { 11: 'self-hosted' },
      },
    },
    {
      id: 'other-issuer',
      attack: 'Another issuer vouched for the same identity',
      check: 'issuer',
      says: 'The identity comes from https://tokens.example, not from https://token.actions.githubusercontent.com.',
      spoil: { claims: { 8: 'https://tokens.example' } },
    },
    {
      id: 'identity-with-line-break',
      attack: 'The identity goes on after a line break, where a pattern that ends in ** would let it',
      check: 'identity',
      says: `Signed by ${IDENTITY}\nx, but ${REPOSITORY}/** was expected.`,
      given: { expected: { identity: `${REPOSITORY}/**` } },
      spoil: { signing: { identity: `${IDENTITY}\nx` } },
    },
    {
      id: 'identity-with-expected-prefix',
      attack: 'The identity begins with the expected one, and goes on',
      check: 'identity',
      says: `Signed by ${IDENTITY}-too, but ${IDENTITY} was expected.`,
      given: { expected: { identity: IDENTITY } },
      spoil: { signing: { identity: `${IDENTITY}-too` } },
    },
    {
      id: 'identity-by-pattern-prefix',
      attack: 'The identity only begins as the pattern asks',
      check: 'identity',
      says: `Signed by ${IDENTITY}, but ${REPOSITORY}/.github/workflows/* was expected.`,
      given: { expected: { identity: `${REPOSITORY}/.github/workflows/*@refs/heads/main` } },
      spoil: { expected: { identity: `${REPOSITORY}/.github/workflows/*` } },
    },
    {
      id: 'identity-by-expression',
      attack: 'A dot in the expected identity is another character in the signer’s',
      check: 'identity',
      says: 'Signed by https://github-com/octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main, but https://github.com/** was expected.',
      given: { expected: { identity: 'https://github.com/**' } },
      spoil: { signing: { identity: IDENTITY.replace('github.com', 'github-com') } },
    },
    {
      id: 'signed-before',
      attack: 'It was signed before the time from which signatures count',
      check: 'signed-since',
      says: 'It was signed at …, before 2099-01-01T00:00:00.000Z.',
      given: { expected: { signedSince: new Date('2020-01-01') } },
      spoil: { expected: { signedSince: new Date('2099-01-01') } },
    },
    {
      id: 'strangers-trust-root',
      attack: 'The bundle is of a Sigstore that is not ours',
      check: 'signature',
      says: 'No certificate authority in roots.json issued the certificate; give the trust root of the Sigstore that signed by --trust-root.',
      spoil: { stranger: true },
    },
  ],
};
