import type { Rule } from '../../rule.ts';
import { cacheIsNotSharedWithOutsiders } from './cache-is-not-shared-with-outsiders.ts';
import { cloudKeyIsShortLived } from './cloud-key-is-short-lived.ts';
import { exposedSecretsAreRotated } from './exposed-secrets-are-rotated.ts';
import { outsiderGetsNoPrivilege } from './outsider-gets-no-privilege.ts';
import { outsiderGetsNoSecrets } from './outsider-gets-no-secrets.ts';
import { tokenIsAsDeclared } from './token-is-as-declared.ts';
import { tokenIsLeastPrivilege } from './token-is-least-privilege.ts';

/** The rules of this group, in the order in which they are listed. */
export const tokenRules: readonly Rule[] = [
  tokenIsLeastPrivilege,
  tokenIsAsDeclared,
  cloudKeyIsShortLived,
  outsiderGetsNoSecrets,
  outsiderGetsNoPrivilege,
  cacheIsNotSharedWithOutsiders,
  exposedSecretsAreRotated,
];
