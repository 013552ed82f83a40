import type { AccessRecord } from '../../../../src/model/access-record.ts';
import type { AuditEvent } from '../../../../src/model/audit-event.ts';
import type { Roster } from '../../../../src/model/roster.ts';
import type { Changes } from '../../../../src/model/scenario.ts';

/** A job as a rule sees it: a base with facts changed, and what is known beside it. */
export interface RuleCase extends Changes {
  /** Ends the sentence “… when …”. */
  readonly name: string;
  /** One of the scenarios’ bases; left out, `deploy`. */
  readonly base?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly history?: readonly AccessRecord[];
  readonly roster?: Roster;
  readonly auditLog?: readonly AuditEvent[];
  /** What the message has to say. */
  readonly says?: RegExp;
}

/** At least one case of each result for a rule. */
export interface RuleCases {
  readonly pass: readonly RuleCase[];
  readonly fail: readonly RuleCase[];
  readonly unknown: readonly RuleCase[];
}
