import { resolve } from 'node:path';

import { evaluateCustomRules } from '../compose/custom-rules.ts';
import { createHistory, timeOf } from '../core/history.ts';
import { combineStrictness, isRefused, judge } from '../core/judge.ts';
import { catalogue, findRule } from '../core/rules/catalogue.ts';
import { recordsInText } from '../core/stored-records.ts';
import { DoorlogError } from '../errors.ts';
import { AccessRecord } from '../model/access-record.ts';
import { didYouMean } from '../nearest.ts';
import { readArguments } from './arguments.ts';
import { nameOf, namesOf, policyFor } from './chosen-policy.ts';
import { EXIT } from './exit-code.ts';
import { INPUT_DEFAULTS } from './input-defaults.ts';
import type { CliIo } from './io.ts';
import { readBytes } from './large-file.ts';
import { explainResults, explanationText } from './policy-explain-record.ts';
import { explainRule, ruleText } from './policy-explain-rule.ts';
import { printable } from './printable.ts';
import { readRecord, viewOf } from './read-record.ts';
import { paramsSchemas } from './rule-params.ts';

const HELP = `Usage: doorlog policy explain RULE|RECORD [--policy FILE|TEMPLATE] [--json]

RULE is the id of a rule: what it demands and why, how to mend what it finds, what it takes and looks at, and how the
policy uses it. RECORD is a file with an access record: what each rule of the policy says of it, by which observations
and where those came from, and what would change it. An attested record lacks what only the log holds: take the log's
for the whole.

  --policy FILE|TEMPLATE   the policy (default: .github/doorlog.yml, where there is none the built-in one)
  --organization FILE      a local copy of the organisation's policy that the policy extends
  --history FILE           earlier records, as the log has them (JSON Lines), for the rules that ask for them
  --id ID, --phase PHASE   which record of a log
  --all                    also the rules that found nothing
  --json                   the same as JSON

Exit code 0: a rule, or a record that the policy lets through; 1: a record that it refuses; 2: wrong use.

Examples: doorlog policy explain deployment-is-approved
          doorlog policy explain access-record.json --policy production --history doorlog.jsonl
`;

/** The command `doorlog policy explain`; returns the exit code. Raises `usage`, `policy-invalid`, `file-…`. */
export async function explain(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('policy explain', {
    args,
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      organization: { type: 'string' },
      history: { type: 'string' },
      id: { type: 'string' },
      phase: { type: 'string' },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    io.stdout(HELP);
    return EXIT.fine;
  }
  const [what, ...more] = positionals;
  if (what === undefined || more.length > 0) {
    throw new DoorlogError('usage', 'Name one rule or one file, as in doorlog policy explain actions-are-pinned.');
  }
  const policy = await policyFor({ policy: values.policy, organization: values.organization }, io.cwd);
  const custom = policy.custom?.find(({ definition }) => definition.id === what);
  if (findRule(what) || custom) {
    const explained = explainRule(what, policy, (await paramsSchemas()).get(what));
    io.stdout(values.json ? json(explained) : ruleText(explained, nameOf(policy)));
    return EXIT.fine;
  }
  if (/^[a-z][a-z0-9-]*$/.test(what)) {
    const guess = didYouMean(what, [
      ...catalogue().map(({ id }) => id),
      ...(policy.custom ?? []).map(({ definition }) => definition.id),
    ]);
    throw new DoorlogError('usage', `There is no rule “${what}”.${guess || ' `doorlog rules` lists them.'}`);
  }
  const record = await readRecord(resolve(io.cwd, what), { id: values.id, phase: values.phase });
  const history = values.history === undefined ? undefined : await readHistory(resolve(io.cwd, values.history), record);
  const verdict = judge(record, policy, combineStrictness(INPUT_DEFAULTS, policy), {
    history,
    custom: await evaluateCustomRules(policy.custom ?? [], record),
  });
  const explained = explainResults(record, verdict);
  const refused = isRefused(verdict);
  const { recordId, phase } = record;
  const view = viewOf(record);
  io.stdout(
    values.json
      ? json({ recordId, phase, view, policy: verdict.policy, verdict: verdict.verdict, refused, results: explained })
      : explanationText({
          record,
          view,
          policy: namesOf(policy),
          verdict,
          refused,
          results: explained,
          all: values.all,
        }),
  );
  return refused ? EXIT.refused : EXIT.fine;
}

/** The records of a log that were made before the one that is explained; a line that is none is passed over and counted. */
async function readHistory(path: string, record: AccessRecord) {
  const text = (await readBytes(path, 'the history')).toString('utf8');
  const found = recordsInText(text).flatMap((each) => {
    const parsed = AccessRecord.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
  if (found.length === 0) {
    throw new DoorlogError('file-invalid', `${printable(path)} holds no access record; name a log of JSON Lines.`);
  }
  const until = timeOf(record);
  const isEarlier = (other: AccessRecord) =>
    timeOf(other) <= until && !(other.recordId === record.recordId && other.phase === record.phase);
  return createHistory(found.filter((other) => isEarlier(other) && isOfRepository(other, record)));
}

function isOfRepository(a: AccessRecord, b: AccessRecord): boolean {
  return a.pipeline.repositoryId === b.pipeline.repositoryId && a.pipeline.server === b.pipeline.server;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
