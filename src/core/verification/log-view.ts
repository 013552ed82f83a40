import { digestOf } from '../canonical.ts';
import { type Binding, bindingOf } from '../commitment.ts';
import { recordsInText } from '../stored-records.ts';
import { type Check, check } from './check.ts';
import { valueAt } from './pointer.ts';
import { toldAt } from './said.ts';

const SENTENCES: Readonly<Record<Binding, string>> = {
  holds:
    'The log view is the one that the record commits to, and the record says nothing that the log view does not say.',
  differs: 'The part that only the log holds is not what the record commits to: one of the two was altered.',
  'says-more': 'The record says something that the log view does not say: one of the two was altered.',
  unsalted: 'The log’s entry has no salt, so it is no log view of an end: the commitment can’t be computed.',
  uncommitted: 'The record commits to no log view.',
};

/**
 * Whether the log holds the view that a record commits to. `log` is the text of a file: a log view, a line of the log, or
 * JSON Lines of them, in which the entry with the record's id and phase is found; of several one has to hold.
 */
export function checkLogView(record: unknown, log: string): Check {
  const open = check('commitment', 'Commitment');
  const entries = entriesAbout(record, log);
  if (entries.length === 0) {
    const id = toldAt(record, '/recordId').slice(0, 16);
    return open.notChecked(`The log has no ${toldAt(record, '/phase')} entry of the record ${id}.`);
  }
  const bindings = entries.map((entry) => bindingOf(record, entry));
  if (bindings.includes('holds')) return open.ok(SENTENCES.holds + othersBeside(entries.length));
  const worst = bindings.find((binding) => binding === 'says-more' || binding === 'differs') ?? bindings[0];
  const sentence = SENTENCES[worst ?? 'unsalted'];
  return worst === 'unsalted' || worst === 'uncommitted' ? open.notChecked(sentence) : open.failed(sentence);
}

/** The digest by which the log files the view that the record commits to; undefined where that view is not there. */
export function digestOfLogView(record: unknown, log: string): string | undefined {
  const view = entriesAbout(record, log).find((entry) => bindingOf(record, entry) === 'holds');
  return view === undefined ? undefined : digestOf(view);
}

function entriesAbout(record: unknown, log: string): Readonly<Record<string, unknown>>[] {
  const [id, phase] = [valueAt(record, '/recordId'), valueAt(record, '/phase')];
  return recordsInText(log).filter((entry) => entry.recordId === id && entry.phase === phase);
}

function othersBeside(count: number): string {
  return count === 1 ? '' : ` The log has ${count} entries with its id and phase; look at the others too.`;
}
