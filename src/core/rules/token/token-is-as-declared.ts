import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { permissionsPlace, thisJob } from '../job-file.ts';
import { isWider } from './levels.ts';

/** The token that the job was given can do what the workflow file says, and no more. */
export const tokenIsAsDeclared = defineRule({
  id: 'token-is-as-declared',
  group: 'token',
  title: 'The job’s token has no more rights than its workflow file declares',
  why: 'Whoever reviews a workflow trusts what it declares; a token that can do more was given its rights elsewhere.',
  mend: 'Give the job a `permissions:` block of its own, and look for what changed the file or the repository’s default after it was reviewed.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-5', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['token', 'workflow-file'],
  params: z.strictObject({}),
  judge(record) {
    if (record.pipeline.provider === 'local')
      return pass('A local run has no token of its own.', ['/pipeline/provider']);
    const token = record.access.token;
    const scopes = Object.entries(token?.permissions ?? {});
    const wider = scopes.flatMap(([scope, { declared, observed }]) =>
      declared !== undefined && observed !== undefined && isWider(observed, declared) && !isGivenToAll(scope, observed)
        ? [{ scope, observed, declared }]
        : [],
    );
    if (wider.length > 0) {
      const list = wider.map(({ scope, observed, declared }) => `${scope}: ${observed} (declared ${declared})`);
      return fail(
        `The token can do more than the workflow file declares: ${list.join(', ')}.`,
        wider.map(({ scope }) => `/access/token/permissions/${scope}`),
        { locations: permissionsPlace(record), subject: thisJob(record) },
      );
    }
    const unseen = scopes.find(([scope, { declared, observed }]) => {
      // What the file does not give can't be too much unless it is seen to be there.
      if (observed === undefined) return declared !== 'none';
      return declared === undefined && observed !== 'none' && !isGivenToAll(scope, observed);
    });
    const isObserved = scopes.some(([, { observed }]) => observed !== undefined);
    if (scopes.length === 0 || !isObserved || unseen) return unknown(record, '/access/token/permissions');
    return pass('The token has no scope beyond those that the workflow file declares.', ['/access/token/permissions']);
  },
});

/** Every token may read metadata; no workflow file says so. */
function isGivenToAll(scope: string, level: string): boolean {
  return scope === 'metadata' && level === 'read';
}
