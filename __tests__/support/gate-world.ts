import { deploymentWorld } from './deployment-world.ts';
import { ACTION_COMMIT } from './world-files.ts';
import type { World } from './world-types.ts';

const CHECKOUT = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8';

/** A gate in an environment of its own, and the deployment that needs it. */
export const GATED_WORKFLOW = `name: Deploy
on:
  push:
    branches: [main]
permissions: {}
jobs:
  gate:
    runs-on: ubuntu-latest
    permissions:
      actions: write
      attestations: write
      contents: read
      deployments: write
      id-token: write
      issues: write
    steps:
      - uses: doorlog/doorlog/gate@${ACTION_COMMIT} # v0.1.0
        with:
          environment: production
  deploy:
    needs: gate
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: doorlog/doorlog@${ACTION_COMMIT} # v0.1.0
      - uses: ${CHECKOUT} # v5.0.0
      - run: ./deploy.sh
`;

/** What a gate is judged by that refuses whoever is on no roster and every bypass. */
export const GATE_POLICY = `version: 1
rules:
  - id: initiator-is-on-roster
  - id: no-bypass-in-audit-log
  - id: approver-is-not-initiator
  - id: audit-is-enforced
  - id: audit-is-first
`;

/** The deployment at its gate, before anybody approved it; the gate's job may do all that a gate can be asked for. */
export function gateWorld(change: (world: World) => void = () => undefined): World {
  return deploymentWorld((world) => {
    world.tokenPermissions = {
      actions: 'write',
      attestations: 'write',
      contents: 'read',
      deployments: 'write',
      'id-token': 'write',
      issues: 'write',
      metadata: 'read',
    };
    world.approvals = [];
    world.context.jobKey = 'gate';
    world.context.environment = null;
    world.jobs = world.jobs.map((job) => ({ ...job, name: 'gate' }));
    setFile(world, '.github/workflows/deploy.yml', GATED_WORKFLOW);
    setFile(world, '.github/doorlog.yml', GATE_POLICY);
    change(world);
  });
}

/** Another text of a file in all commits of a world. */
export function setFile(world: World, path: string, text: string): void {
  for (const commit of Object.values(world.commits)) commit.files[path] = text;
}

/** A roster with everybody of the world but those who left. */
export function roster(...left: readonly string[]): string {
  const people = [
    ['alice', '1001'],
    ['bob', '1002'],
    ['carol', '1003'],
  ].map(([login, id]) => ({ login, id, ...(left.includes(login ?? '') && { until: '2026-01-31' }) }));
  return JSON.stringify({ version: 1, people });
}
