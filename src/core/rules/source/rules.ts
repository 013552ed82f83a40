import type { Rule } from '../../rule.ts';
import { authorIsPusher } from './author-is-pusher.ts';
import { changeCameByPullRequest } from './change-came-by-pull-request.ts';
import { commitIsVerified } from './commit-is-verified.ts';
import { forkCodeStaysOut } from './fork-code-stays-out.ts';
import { namesHoldNoShell } from './names-hold-no-shell.ts';
import { newSecretsAreReviewed } from './new-secrets-are-reviewed.ts';
import { permissionsWereNotRaised } from './permissions-were-not-raised.ts';
import { pushWasNotForced } from './push-was-not-forced.ts';
import { tagDidNotMove } from './tag-did-not-move.ts';
import { workflowChangeIsReviewed } from './workflow-change-is-reviewed.ts';

/** The rules of this group, in the order in which they are listed. */
export const sourceRules: readonly Rule[] = [
  commitIsVerified,
  authorIsPusher,
  changeCameByPullRequest,
  workflowChangeIsReviewed,
  permissionsWereNotRaised,
  newSecretsAreReviewed,
  pushWasNotForced,
  tagDidNotMove,
  namesHoldNoShell,
  forkCodeStaysOut,
];
