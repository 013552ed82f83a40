import { Verdict } from '../../model/verdict.ts';
import { isRefused } from '../judge.ts';
import { type Check, check } from './check.ts';
import { matchesName } from './identity-pattern.ts';
import { hasGapAt, valueAt } from './pointer.ts';
import { told, toldAt } from './said.ts';

/** A fact that a job’s own record says otherwise than a collector saw it; a side that is silent is left out. */
export interface Difference {
  readonly pointer: string;
  readonly said?: unknown;
  readonly seen?: unknown;
}

interface Fact {
  readonly id: string;
  /** As in `the record says … was the commit`. */
  readonly noun: string;
  readonly pointer: string;
  /** Whether the record’s value can stand beside what was seen; left out, they have to be the same. */
  readonly agrees?: (said: string, seen: string, record: unknown, testimony: unknown) => boolean;
}

const sameName: Fact['agrees'] = (said, seen) => !said.includes('*') && matchesName(said, seen);

/** What both a job and whoever looks at GitHub from outside can tell. */
const FACTS: readonly Fact[] = [
  { id: 'repository', noun: 'id of the repository', pointer: '/pipeline/repositoryId' },
  { id: 'run', noun: 'run', pointer: '/pipeline/runId' },
  { id: 'attempt', noun: 'attempt', pointer: '/pipeline/runAttempt' },
  { id: 'workflow', noun: 'workflow file', pointer: '/pipeline/workflowRef' },
  { id: 'commit', noun: 'commit', pointer: '/pipeline/sha' },
  { id: 'head', noun: 'head of the pull request', pointer: '/pipeline/pullRequest/headSha' },
  { id: 'ref', noun: 'ref', pointer: '/pipeline/ref' },
  { id: 'event', noun: 'event', pointer: '/pipeline/event' },
  { id: 'environment', noun: 'environment', pointer: '/pipeline/environment', agrees: sameName },
  { id: 'rerunner', noun: 'account that started it again', pointer: '/people/rerunner/id' },
  { id: 'outcome', noun: 'outcome', pointer: '/outcome/status', agrees: couldEndAs },
];

const SECTIONS: readonly string[] = ['/pipeline', '/people'];

const BY_ID: Fact = { id: 'actor', noun: 'actor', pointer: '/people/initiator/id' };
const BY_LOGIN: Fact = { ...BY_ID, pointer: '/people/initiator/login', agrees: sameName };

/**
 * The facts that a job’s record says otherwise than a collector’s record of the same job. What the collector did not see
 * is passed over, and so is what the job’s record owns up to not having seen; what it keeps silent about without that is a
 * difference. Two pseudonyms may be of two keys: they are passed over too.
 */
export function differencesFrom(record: unknown, testimony: unknown): Difference[] {
  return factsAbout(record, testimony).flatMap((fact) => differenceAt(fact, record, testimony) ?? []);
}

/** How a job’s record stands to what a collector testifies of the same job; the collector’s record has to be proven. */
export function compareWithTestimony(record: unknown, testimony: unknown, recordDigest?: string): Check[] {
  const open = check('testimony-agrees', 'What the collector saw');
  if (valueAt(record, '/recordId') !== valueAt(testimony, '/recordId')) {
    return [open.notChecked('The collector’s record is about another job, and says nothing of this one.')];
  }
  const facts = factsAbout(record, testimony);
  const differing = facts.flatMap((fact) => {
    const difference = differenceAt(fact, record, testimony);
    return difference ? [{ fact, difference }] : [];
  });
  const own = differing.map(({ fact, difference }) =>
    check(`seen-${fact.id}`, `What the collector saw: ${fact.noun}`).failed(sentenceAbout(fact, difference)),
  );
  const found = checkFound(testimony, recordDigest, new Set(differing.map(({ difference }) => difference.pointer)));
  if (own.length > 0 || found.length > 0) return [...own, ...found];
  const compared = facts.filter(({ pointer }) => isBoth(textAt(record, pointer), textAt(testimony, pointer)));
  return [
    compared.length === 0
      ? open.notChecked('The collector saw nothing of this job that its record could be compared with.')
      : open.ok(`The collector saw the same of this job: ${compared.map(({ noun }) => noun).join(', ')}.`),
  ];
}

/** Disagreements that the collector wrote down itself, from views that may hold more than these. */
function checkFound(testimony: unknown, recordDigest: string | undefined, told: ReadonlySet<string>): Check[] {
  const found = valueAt(testimony, '/disagreements');
  if (!Array.isArray(found)) return [];
  const about = found.filter((each) => recordDigest === undefined || valueAt(each, '/record') === recordDigest);
  const pointers = about.map((each) => toldAt(each, '/pointer')).filter((pointer) => !told.has(pointer));
  if (pointers.length === 0) return [];
  const open = check('disagreements', 'What the collector found');
  const where = [...new Set(pointers)].join(', ');
  return [
    recordDigest !== undefined || recordsFoundIn(testimony) <= 1
      ? open.failed(`The collector found that the record says otherwise than it saw at ${where}.`)
      : open.notChecked(
          `The collector found several records of this job, one of which says otherwise than it saw at ${where}; only the log view tells which.`,
        ),
  ];
}

function recordsFoundIn(testimony: unknown): number {
  const links = valueAt(testimony, '/links/records');
  return Array.isArray(links) ? links.filter((link) => valueAt(link, '/phase') === 'end').length : 0;
}

function factsAbout(record: unknown, testimony: unknown): Fact[] {
  const actor = isBoth(textAt(record, BY_ID.pointer), textAt(testimony, BY_ID.pointer)) ? BY_ID : BY_LOGIN;
  // A gate speaks of the environment that the run is going to, which is not its own job’s.
  const isGate = valueAt(record, '/recorder/kind') === 'gate';
  return [actor, ...FACTS].filter(({ id }) => !(isGate && id === 'environment'));
}

function differenceAt(fact: Fact, record: unknown, testimony: unknown): Difference | undefined {
  const { pointer, agrees = (a, b) => a === b } = fact;
  const [said, seen] = [textAt(record, pointer), textAt(testimony, pointer)];
  if (seen === undefined) return undefined;
  if (said === undefined) return ownsUpTo(record, pointer) ? undefined : { pointer, seen };
  if (said === seen || isPseudonym(said) || isPseudonym(seen)) return undefined;
  return agrees(said, seen, record, testimony) ? undefined : { pointer, said, seen };
}

function sentenceAbout({ noun }: Fact, { pointer, said, seen }: Difference): string {
  const own = said === undefined ? 'The record says nothing' : `The record says ${told(said)}`;
  return `${own} at ${pointer}, and the collector saw that the ${noun} was ${told(seen)}.`;
}

/**
 * A record is made before its job is over: a job that is well then may still be failed by the record’s own verdict, or be
 * ended from outside; one that had failed does not end well.
 */
function couldEndAs(said: string, seen: string, record: unknown, testimony: unknown): boolean {
  if (seen === 'success') return false;
  if (valueAt(testimony, '/outcome/interrupted') !== undefined || seen === 'cancelled') return true;
  if (said === 'cancelled') return true;
  const verdict = Verdict.safeParse(valueAt(record, '/policy')).data;
  return verdict !== undefined && (isRefused(verdict) || verdict.onError === 'fail');
}

/** A gap at the fact itself or at what holds it; one at a whole section could hide anything. */
function ownsUpTo(record: unknown, pointer: string): boolean {
  const holder = pointer.slice(0, pointer.lastIndexOf('/'));
  return hasGapAt(record, pointer) || (!SECTIONS.includes(holder) && hasGapAt(record, holder));
}

function isPseudonym(value: string): boolean {
  return /^~[0-9a-f]{20}$/.test(value);
}

function isBoth(said: string | undefined, seen: string | undefined): boolean {
  return said !== undefined && seen !== undefined && (said === seen || !(isPseudonym(said) || isPseudonym(seen)));
}

function textAt(document: unknown, pointer: string): string | undefined {
  const value = valueAt(document, pointer);
  return typeof value === 'string' ? value : undefined;
}
