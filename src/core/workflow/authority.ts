import type { ActionUse } from './action-uses.ts';

/** An action that gives the job authority which its `permissions` say nothing of. */
export interface Authority {
  readonly uses: string;
  readonly line: number;
  /** `github-app`: a token of a GitHub App; `cloud`: an identity at a cloud; `vault`: whatever a store of secrets hands out. */
  readonly kind: 'github-app' | 'cloud' | 'vault';
}

const CLOUD = new Set([
  'aws-actions/configure-aws-credentials',
  'azure/login',
  'google-github-actions/auth',
  'google-github-actions/setup-gcloud',
  'aliyun/configure-aliyun-credentials-action',
  'oracle-actions/configure-oci-credentials',
]);
const VAULTS = new Set([
  'hashicorp/vault-action',
  '1password/load-secrets-action',
  'google-github-actions/get-secretmanager-secrets',
  'aws-actions/aws-secretsmanager-get-secrets',
  'azure/get-keyvault-secrets',
  'bitwarden/sm-action',
]);

/** The job's actions that hand out authority of their own, known by name; others may do so unseen. */
export function authorityOf(actions: readonly ActionUse[]): Authority[] {
  return actions.flatMap(({ uses, line, repository }) => {
    const kind = repository === undefined ? undefined : kindOf(repository.toLowerCase());
    return kind ? [{ uses, line, kind }] : [];
  });
}

function kindOf(repository: string): Authority['kind'] | undefined {
  // actions/create-github-app-token and the many that did it before.
  if (/\/.*(?:github-app-token|app-token|application-token)/.test(repository)) return 'github-app';
  if (CLOUD.has(repository)) return 'cloud';
  return VAULTS.has(repository) ? 'vault' : undefined;
}
