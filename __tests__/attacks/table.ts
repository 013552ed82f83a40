import type { AttackGroup } from './attack.ts';
import { ATTACKS_ON_BUNDLES } from './attacks-on-bundles.ts';
import { ATTACKS_ON_CLAIMS } from './attacks-on-claims.ts';
import { ATTACKS_ON_COLLECTORS } from './attacks-on-collectors.ts';
import { ATTACKS_ON_SIGNERS } from './attacks-on-signers.ts';
import { ATTACKS_ON_STATEMENTS } from './attacks-on-statements.ts';
import { ATTACKS_ON_STORES } from './attacks-on-stores.ts';

/** The table that docs/attacks.md shows and that the tests in this folder hold up, row by row. */
export const ATTACKS: readonly AttackGroup[] = [
  ATTACKS_ON_BUNDLES,
  ATTACKS_ON_STATEMENTS,
  ATTACKS_ON_SIGNERS,
  ATTACKS_ON_CLAIMS,
  ATTACKS_ON_COLLECTORS,
  ATTACKS_ON_STORES,
];
