/** The commit that the workflow pins Doorlog to. */
export const ACTION_COMMIT = '5f2c7d1b8e9a4036c1d2e3f4a5b6c7d8e9f00112';

/** The workflow of the default world: Doorlog first, least privilege, one environment. */
export const DEPLOY_WORKFLOW = `name: Deploy
on:
  push:
    branches: [main]
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    permissions:
      actions: read
      attestations: write
      contents: read
      id-token: write
    steps:
      - uses: doorlog/doorlog@${ACTION_COMMIT} # v0.1.0
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - run: ./deploy.sh
`;

/** The policy of the default world: the five rules, as they come. */
export const POLICY = `version: 1
rules:
  - id: approver-is-not-initiator
  - id: commit-is-verified
  - id: token-is-least-privilege
  - id: audit-is-enforced
  - id: audit-is-first
`;

export const DEPLOY_SCRIPT = '#!/bin/sh\necho deploying\n';

/** A workflow that another event starts. */
export function onEvent(workflow: string, event: string): string {
  return workflow.replace(/^on:\n {2}push:\n(?: {4}.*\n)*/m, event === 'push' ? '$&' : `on:\n  ${event}:\n`);
}

/** A workflow whose job has no deployment environment. */
export function withoutEnvironment(workflow: string): string {
  return workflow.replace('    environment: production\n', '');
}

/** A workflow whose job runs in a container. */
export function inContainer(workflow: string): string {
  return workflow.replace(/^( {4}runs-on: .*\n)/m, '$1    container: ghcr.io/octo-org/build:24\n');
}

/** The same job as a workflow to be called. */
export function calledWorkflow(workflow: string): string {
  return workflow
    .replace(/^on:\n {2}push:\n(?: {4}.*\n)*/m, 'on:\n  workflow_call:\n')
    .replace('name: Deploy', 'name: Release');
}

/** Calls the workflow beside it, with all that its job asks for. */
export const CALLING_WORKFLOW = `name: Deploy
on:
  push:
    branches: [main]
permissions: {}
jobs:
  release:
    permissions:
      actions: read
      attestations: write
      contents: read
      id-token: write
    uses: ./.github/workflows/release.yml
`;
