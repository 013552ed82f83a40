import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';

/** The commit that the job runs on bears a signature that GitHub found good. */
export const commitIsVerified = defineRule({
  id: 'commit-is-verified',
  group: 'source',
  title: 'The commit is signed and verified',
  why: 'Author and committer of an unsigned commit are whatever its maker typed.',
  mend: 'Sign commits (GPG, SSH or S/MIME) with a key that the account has uploaded, or merge on GitHub, which signs.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'CIS 1.1.12', 'SOC 2 CC8.1', 'ISO 27001 A.8.4', 'NIST AU-10'],
  evidence: ['commit'],
  params: z.strictObject({}),
  judge(record) {
    const verification = record.source.verification;
    if (verification === undefined) return unknown(record, '/source/verification');
    const commit = record.source.commit?.slice(0, 12) ?? 'The commit';
    return verification.verified
      ? pass(`${commit} is verified.`, ['/source/verification'])
      : fail(`${commit} is not verified: ${verification.reason}.`, ['/source/verification'], {
          subject: record.pipeline.ref,
        });
  },
});
