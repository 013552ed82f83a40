import { entryKey } from '../../model/entry-key.ts';
import type { LogEntry } from '../../ports.ts';
import { compact } from './compact.ts';
import { omittedAt, type ShapeOptions } from './detail.ts';
import { factsOf } from './facts.ts';
import { approvalsOf, correlationOf, namesOf, remainderOf, summaryOf, timeOf } from './summary.ts';

/**
 * An entry in Doorlog's own words: its names, the record and the bundle as they are. Without the record the facts that
 * people search by stand in `doorlog`, and so does, at any detail, what was left out. Never raises.
 */
export function nativeDocument(entry: LogEntry, { detail, longestText }: ShapeOptions): Record<string, unknown> {
  const facts = factsOf(entry.document, longestText);
  const names = namesOf(entry);
  const core = detail === 'core' && {
    ...summaryOf(facts),
    workflow: facts.text('pipeline', 'workflow'),
    environment: facts.text('pipeline', 'environment'),
    initiator: accountOf('initiator'),
    rerunner: accountOf('rerunner'),
    approvals: approvalsOf(facts),
    runner: { name: facts.text('runner', 'name'), hostName: facts.text('runner', 'hostName') },
    correlation: correlationOf(facts),
  };
  return compact({
    key: entryKey(names),
    ...names,
    time: timeOf(entry),
    doorlog: { ...core, ...remainderOf(entry, facts, omittedAt(entry, detail)) },
    record: detail === 'core' ? undefined : entry.document,
    bundle: detail === 'whole' ? entry.bundle && jsonOf(entry.bundle) : undefined,
  });

  function accountOf(person: string) {
    return {
      login: facts.text('people', person, 'login'),
      id: facts.text('people', person, 'id'),
      type: facts.text('people', person, 'type'),
      role: facts.text('people', person, 'role'),
    };
  }
}

/** A bundle that is no JSON is kept as the text that it is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
