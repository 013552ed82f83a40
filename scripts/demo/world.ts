import { deploymentWorld, type World } from '../../__tests__/support/world.ts';

/** One step more than the default world's workflow, which a refused start would not hold back: that is a finding. */
const NOTIFY_STEP = `      - name: Tell the team
        if: always()
        run: ./notify.sh
`;

/** Five rules; what they find is told and does not stop this job, because the demo calls the action with `warn`. */
const POLICY = `# Judged from the default branch, never from the commit that is being judged.
version: 1
rules:
  - id: approver-is-not-initiator
  - id: commit-is-verified
  - id: token-is-least-privilege
    params:
      allow: { actions: read, attestations: write, contents: read, id-token: write }
  - id: audit-is-enforced
  - id: audit-is-first
`;

/** The deployment of the demo: alice pushed, bob re-ran, carol approved production. */
export function demoWorld(): World {
  return deploymentWorld((world) => {
    for (const { files } of Object.values(world.commits)) {
      files[world.run.path] = `${files[world.run.path] ?? ''}${NOTIFY_STEP}`;
      files['.github/doorlog.yml'] = POLICY;
    }
  });
}

/** What happens while the job runs: somebody makes alice an administrator. */
export function raiseRole(world: World): void {
  world.collaborators.alice = { permission: 'admin', roleName: 'admin' };
}
