import * as z from 'zod/mini';
import { defineRule, fail, pass, unknown } from '../../rule.ts';
import { branchesParam, branchOf, isGuarded } from './guarded-branch.ts';

/** History that others build on is not rewritten; who rewrites a branch of his own does what everybody does. */
export const pushWasNotForced = defineRule({
  id: 'push-was-not-forced',
  group: 'source',
  title: 'The branch was not force-pushed',
  why: 'A forced push takes reviewed commits away and puts others in their place, and leaves no merge that would show it.',
  mend: 'Forbid force pushes in the branch’s rules, compare the branch with a clone from before, and put back what is lost.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-1', 'SOC 2 CC8.1', 'ISO 27001 A.8.4', 'ISO 27001 A.8.32', 'NIST CM-3'],
  evidence: ['event', 'ref-protection'],
  params: z.strictObject({ branches: branchesParam() }),
  judge(record, { params }) {
    const { pipeline, source, protections, people } = record;
    if (pipeline.provider === 'local') return pass('The job was started by no push.', ['/pipeline/provider']);
    if (pipeline.event === undefined) return unknown(record, '/pipeline/event');
    if (pipeline.event !== 'push') return pass('The job was started by no push.', ['/pipeline/event']);
    if (source.forced === undefined) return unknown(record, '/source/forced');
    if (!source.forced) return pass('The push added to what was there.', ['/source/forced']);
    if (pipeline.ref === undefined) return unknown(record, '/pipeline/ref');
    const branch = branchOf(pipeline.ref);
    if (branch === undefined) return pass('What was forced is no branch.', ['/pipeline/ref']);
    const isForbidden = protections.ref?.ref === pipeline.ref && protections.ref.forcePushes === false;
    const guarded = isForbidden || isGuarded(branch, record, params.branches);
    if (guarded === undefined) return unknown(record, '/pipeline/defaultBranch');
    if (!guarded) return pass(`${pipeline.ref} may be rewritten by whoever works on it.`, ['/pipeline/ref']);
    const by = people.pusher ? ` by ${people.pusher.login}` : '';
    // That its rules forbid it is for members, and a verdict is public.
    return fail(`${pipeline.ref} was force-pushed${by}.`, ['/source/forced', '/pipeline/before'], {
      subject: pipeline.ref,
    });
  },
});
