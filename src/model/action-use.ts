import * as z from 'zod/mini';
import { from, shown } from './field.ts';
import { gitObjectId, text } from './primitives.ts';

/** An action, image or workflow that the job's own steps use, as its workflow file names it. */
export const ActionUse = z.strictObject({
  uses: shown(text(1_000), 'As the workflow file names it'),
  kind: shown(
    z.enum(['repository', 'local', 'docker', 'workflow', 'self']),
    'Where it comes from: another repository, the checked-out files, an image, a called workflow, the action’s own repository',
  ),
  line: shown(z.number(), 'Line of the workflow file'),
  pinned: shown(z.boolean(), 'Whether it is asked for by a commit or digest, so that nobody can change it afterwards'),
  commit: from(
    { from: ['workflow-file', 'worker-log'], needs: 'an action pinned by commit, or the collector' },
    z.optional(shown(gitObjectId(), 'Commit that it resolved to')),
  ),
});
export type ActionUse = z.infer<typeof ActionUse>;
