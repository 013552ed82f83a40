import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown, unseen } from '../../rule.ts';
import { auditStepPlace, someOf, thisJob } from '../job-file.ts';

/** Keys for clouds that the job holds end by themselves. */
export const cloudKeyIsShortLived = defineRule({
  id: 'cloud-key-is-short-lived',
  group: 'token',
  title: 'The job holds no cloud key that never ends',
  why: 'A key that holds until somebody removes it is worth stealing: it works from anywhere, long after the job.',
  mend: 'Log in by the job’s own identity (`id-token: write` and the cloud’s OpenID Connect trust), and remove the key.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-6', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['cloud', 'workflow-file', 'actions'],
  params: z.strictObject({}),
  judge(record) {
    const { cloud } = record.access;
    if (cloud === undefined) return judgeUnseen(record);
    const lasting = cloud.flatMap(({ shortLived }, index) =>
      shortLived === false ? [`/access/cloud/${index}/shortLived`] : [],
    );
    if (lasting.length > 0) {
      // Which clouds a public repository uses is for its members, and a verdict is public.
      const what =
        lasting.length === 1
          ? 'a cloud key that does not end by itself'
          : `${lasting.length} cloud keys that do not end by themselves`;
      return fail(`The job holds ${what}.`, lasting, {
        locations: auditStepPlace(record),
        subject: thisJob(record),
      });
    }
    const untold = cloud.findIndex(({ shortLived }) => shortLived === undefined);
    if (untold >= 0) return unknown(record, `/access/cloud/${untold}/shortLived`);
    const gap = record.gaps.find(({ pointer, reason }) => pointer === '/access/cloud' && reason !== 'not-applicable');
    if (gap) return unknown(record, '/access/cloud');
    return pass('Every cloud identity that was seen ends by itself.', ['/access/cloud']);
  },
});

/** Without a checkpoint only what holds for the whole job is seen at its end; nothing may hint at a login in between. */
function judgeUnseen(record: AccessRecord): Judgement {
  const gap = record.gaps.find(({ pointer }) => pointer === '/access/cloud');
  if (gap?.reason !== 'not-found') return unknown(record, '/access/cloud');
  const { access, actions } = record;
  if (access.secrets === undefined) return unknown(record, '/access/secrets');
  if (actions === undefined) return unknown(record, '/actions');
  const logins = actions.filter(({ uses }) => LOGIN.test(uses)).map(({ uses }) => uses);
  if (logins.length > 0) return hinted(`The job logs in by ${someOf(logins)}`, '/actions');
  const keys = access.secrets.filter((name) => name === '*' || KEY.test(name));
  if (keys.length > 0)
    return hinted(`The job refers to secrets that a cloud may be behind (${someOf(keys)})`, '/access/secrets');
  return pass('No key for a cloud is in the job’s environment at its end, and nothing in it logs in to one.', [
    '/access/secrets',
    '/actions',
  ]);
}

function hinted(what: string, pointer: string): Judgement {
  return unseen('not-certain', `${what}, and no checkpoint step after that saw which identity it was.`, [pointer]);
}

/** Actions that log in to one of the clouds that a checkpoint knows. */
const LOGIN =
  /^(?:aws-actions\/(?:configure-aws-credentials|amazon-ecr-login)|google-github-actions\/(?:auth|setup-gcloud)|azure\/login|hashicorp\/vault-action)(?:\/|@|$)/i;

/** Names that people give to the keys of those clouds. */
const KEY = /(?:^|_)(?:AWS|GCP|GCLOUD|GOOGLE|GKE|AZURE|ARM|VAULT)_|SERVICE_ACCOUNT|ACCESS_KEY/i;
