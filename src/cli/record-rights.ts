import type { Approval, ScopePermission } from '../model/access.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { CloudIdentity } from '../model/cloud-identity.ts';
import type { Ruleset } from '../model/protections.ts';
import { accountText, type Row, sentence } from './record-row.ts';

/** By which right the job acted: its token, its identity, secrets, clouds, who let it in, and what stood guard. */
export function rightRows({ access, approvals, protections, pipeline }: AccessRecord): Row[] {
  const { token, oidc, secrets, cloud } = access;
  const { environment, ref, rulesets } = protections;
  return [
    ['token', ...scopesText(token?.permissions), token?.shorthand],
    ['declared in', sentence([token?.declaredIn && `${token.declaredIn.file}, line ${token.declaredIn.line}`])],
    [
      'identity token',
      oidc &&
        (oidc.available ? sentence(['available', oidc.claims?.sub && `for ${oidc.claims.sub}`]) : 'not available'),
    ],
    ['secrets by name', secrets && (secrets.length > 0 ? secrets.join(', ') : 'none')],
    ['cloud', ...(cloud ?? []).map(cloudText)],
    ['approved', ...(approvals ?? []).map(approvalText)],
    [
      `environment${pipeline.environment === undefined ? '' : ` ${pipeline.environment}`}`,
      environment &&
        sentence([
          environment.reviewersRequired !== undefined &&
            (environment.reviewersRequired ? 'has to be approved' : 'nobody has to approve'),
          environment.reviewers && `by ${environment.reviewers.map(({ login }) => login).join(', ')}`,
          environment.reviewerTeams && `by teams ${environment.reviewerTeams.map(({ slug }) => slug).join(', ')}`,
          environment.waitMinutes !== undefined && `waits ${environment.waitMinutes} minutes`,
          environment.adminsCanBypass && 'administrators may pass it by',
        ]),
    ],
    ['rules of the ref', ref?.rules?.map(({ type }) => type).join(', ')],
    ['rulesets', ...(rulesets ?? []).map(rulesetText)],
  ];
}

function scopesText(permissions: Readonly<Record<string, ScopePermission>> | undefined): string[] {
  const scopes = Object.entries(permissions ?? {})
    .map(([scope, { observed, declared, source }]) => ({ scope, level: observed ?? declared ?? 'none', source }))
    .filter(({ level }) => level !== 'none');
  if (permissions && scopes.length === 0) return ['no scope at all'];
  return scopes.map(({ scope, level, source }) => `${scope}: ${level} (${source})`);
}

function cloudText(identity: CloudIdentity): string | undefined {
  const { provider, kind, shortLived, principal, roleArn, account, accessKeyId, expiresAt } = identity;
  return sentence([
    `${provider} ${kind}`,
    shortLived !== undefined && (shortLived ? 'short-lived' : 'long-lived'),
    principal ?? roleArn,
    account && `in ${account}`,
    accessKeyId && `key ${accessKeyId}`,
    expiresAt && `until ${expiresAt}`,
  ]);
}

function approvalText({ environment, state, user, selfApproval, comment }: Approval): string | undefined {
  return sentence([
    `${state} for ${environment} by ${accountText(user)}`,
    selfApproval && 'who let themselves in',
    comment && `saying “${comment}”`,
  ]);
}

function rulesetText({ name, enforcement, bypassActors }: Ruleset): string | undefined {
  const passers = bypassActors?.map(({ kind, name: who }) => who ?? kind).join(', ');
  return sentence([`${name} (${enforcement})`, passers && `may be passed by ${passers}`]);
}
