type Item = Readonly<Record<string, unknown>>;

/** Says of a fact before and after whether less is guarded now; undefined where the values don't tell. */
type Direction = (before: unknown, after: unknown) => boolean | undefined;

const lost: Direction = (before, after) =>
  areBooleans(before, after) ? before === true && after === false : undefined;
const gained: Direction = (before, after) => lost(after, before);
const lowered: Direction = (before, after) =>
  typeof before === 'number' && typeof after === 'number' ? after < before : undefined;
const opened: Direction = (before, after) =>
  typeof before === 'string' && typeof after === 'string' ? before !== after && after === 'none' : undefined;

/** More people, or others: whoever is added may let in what nobody else would. */
const widened: Direction = (before, after) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const known = new Set(before.map(keyOf));
  return after.some((item) => !known.has(keyOf(item)));
};

/** Something is no longer demanded. */
const shortened: Direction = (before, after) => widened(after, before);

const RULE_PARTS = {
  requiredApprovals: lowered,
  codeOwnerReview: lost,
  lastPushApproval: lost,
  dismissStaleReviews: lost,
} satisfies Readonly<Record<string, Direction>>;

/** A rule is still there where one of its kind is that demands no less, whatever ruleset it belongs to now. */
const rulesLost: Direction = (before, after) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  return before.some(
    (rule: Item) => !after.some((other: Item) => other.type === rule.type && demandsNoLess(rule, other)),
  );
};

function demandsNoLess(before: Item, after: Item): boolean {
  return Object.entries(RULE_PARTS).every(([part, isWeaker]) => isWeaker(before[part], after[part]) !== true);
}

/** A ruleset that held must still hold, for as many people. */
const rulesetsLost: Direction = (before, after) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  return before.some((ruleset: Item) => {
    if (ruleset.enforcement !== 'active') return false;
    const now: Item | undefined = after.find((other: Item) => keyOf(other) === keyOf(ruleset));
    return now?.enforcement !== 'active' || bypassWidened(ruleset.bypassActors, now.bypassActors);
  });
};

function bypassWidened(before: unknown, after: unknown): boolean {
  return widened(withMode(before), withMode(after)) === true;
}

/** Who may bypass always could do so by a pull request too. */
function withMode(actors: unknown): unknown {
  if (!Array.isArray(actors)) return actors;
  return actors.flatMap(({ kind, name, mode }: Item) => {
    const modes = mode === 'pull-request' ? [mode] : ['pull-request', mode];
    return modes.map((each) => `${kind} ${name} ${each}`);
  });
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  '/protections/environment/reviewersRequired': lost,
  '/protections/environment/reviewers': widened,
  '/protections/environment/reviewerTeams': widened,
  '/protections/environment/preventSelfReview': lost,
  '/protections/environment/adminsCanBypass': gained,
  '/protections/environment/waitMinutes': lowered,
  '/protections/environment/branchPolicy': opened,
  '/protections/ref/requiredApprovals': lowered,
  '/protections/ref/codeOwnerReview': lost,
  '/protections/ref/signatures': lost,
  '/protections/ref/linearHistory': lost,
  '/protections/ref/forcePushes': gained,
  '/protections/ref/deletions': gained,
  '/protections/ref/statusChecks': shortened,
  '/protections/ref/rules': rulesLost,
  '/protections/rulesets': rulesetsLost,
};

/**
 * Whether the protection that a pointer names guards less after than before: false too for a fact that guards nothing,
 * undefined where the values are not there or not of the kind that the schema gives them.
 */
export function isWeakened(pointer: string, before: unknown, after: unknown): boolean | undefined {
  const direction = Object.hasOwn(DIRECTIONS, pointer) ? DIRECTIONS[pointer] : undefined;
  return direction ? direction(before, after) : false;
}

function areBooleans(a: unknown, b: unknown): boolean {
  return typeof a === 'boolean' && typeof b === 'boolean';
}

/** What stays the same when a thing is renamed, where there is such. */
function keyOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { id, login, slug, name } = item as Item;
  return id === undefined ? `named ${login ?? slug ?? name}` : `id ${id}`;
}
