import { deploymentWorld, type World } from './world.ts';

export const POLICIES = 'octo-org/policies';
export const POLICY_FILE = 'ci/doorlog.yml';
export const PINNED = '0d4e1f0c2b3a49586776859403a2b1c0f1e0d4e1';
/** A token that may read the organisation's policies and nothing else. */
export const POLICY_TOKEN = 'ghs_CanaryOfTheOrganisationsPolicyToken00000';
export const POLICY_REF = `${POLICIES}/${POLICY_FILE}@${PINNED}`;

/** What an organisation demands of a job whose token may do more than it needs. */
export const DEMANDS = 'version: 1\nrules:\n  - id: commit-is-verified\n';

type Files = Record<string, string | Uint8Array | null>;

/** A private repository with the organisation's policies, by path, and a token that may read it. */
export function organizationRepository(
  token: string,
  files: Files = { [POLICY_FILE]: DEMANDS },
): Pick<World, 'otherRepositories' | 'otherTokens'> {
  return {
    otherRepositories: [{ id: '4711', name: POLICIES, private: true, commits: { [PINNED]: files } }],
    otherTokens: { [token]: [POLICIES] },
  };
}

/** The deployment, and beside it the organisation's policies. */
export function organizationWorld(files?: Files): World {
  return { ...deploymentWorld(), ...organizationRepository(POLICY_TOKEN, files) };
}
