import { evaluateCustomRules } from '../compose/custom-rules.ts';
import { combineStrictness, judge } from '../core/judge.ts';
import type { JudgeRecord, Rehearsal } from '../core/simulation/rehearsal.ts';
import { neededPermissions } from '../core/simulation/without.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { simulate as rehearse, type Simulated } from '../pipeline/simulate.ts';
import type { LiveDelivery } from '../pipeline/simulate-live.ts';
import { readArguments } from './arguments.ts';
import { namesOf, policyFor } from './chosen-policy.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { INPUT_DEFAULTS } from './input-defaults.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { type FoundScenario, findScenarios, readBases } from './simulate-folder.ts';
import { sendLive } from './simulate-live.ts';
import { simulationTable } from './simulate-table.ts';

const HELP = `Usage: doorlog simulate [SCENARIO...] [--policy FILE|TEMPLATE] [--json]

Stages incidents and threats against a policy, each with its harmless case: which of them would have been blocked or
flagged, when and by which rule, which are only in the records, and which nobody would have seen. Nothing is asked of
GitHub and nothing is sent anywhere, except with --live. SCENARIO is the name of a shipped scenario or a file of your
own that ends in .yml; without one, all are staged.

  --policy FILE|TEMPLATE   a policy file, or the name of a template as strict (default: .github/doorlog.yml, where there
                           is none the built-in policy)
  --organization FILE      a local copy of the organisation's policy that the policy extends
  --scenarios DIR          a folder with scenarios of your own, beside the shipped ones; may be given several times
  --without SCOPE:ACCESS   as if the job's token lacked this permission, as in actions:read; may be given several times
  --list                   the names and titles of the scenarios, and nothing is staged
  --live                   also send one record of each scenario, marked as a simulation, to the sinks, and confirm that
                           it arrived
  --sinks FILE|TEXT        the list of sinks for --live, as in the action's input of that name
  --json                   an array of what became of each scenario

Exit code 0: every scenario of kind job or runs was blocked or flagged; 1: the policy let one through that its rules
could have found; 2: wrong use, or a file that can't be used; 3: one was not seen, because evidence for it is missing;
4: a sink did not confirm a record.

Examples: doorlog simulate --policy strict
          doorlog simulate self-approval --policy .github/doorlog.yml --without actions:read --json
          doorlog simulate self-approval --live --sinks sinks.yml
`;

/** The command `doorlog simulate`; returns the exit code. */
export async function simulate(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('simulate', {
      args,
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        organization: { type: 'string' },
        scenarios: { type: 'string', multiple: true },
        without: { type: 'string', multiple: true },
        list: { type: 'boolean' },
        live: { type: 'boolean' },
        sinks: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    if ((values.live === true) !== (values.sinks !== undefined)) {
      throw new DoorlogError('usage', 'Options --live and --sinks go together: give both, or neither.');
    }
    const without = permissions(values.without ?? []);
    const found = await findScenarios(positionals, { cwd: io.cwd, folders: values.scenarios ?? [] });
    if (values.list) {
      io.stdout(values.json ? json(listed(found)) : titlesOf(found));
      return EXIT.fine;
    }
    const policy = await policyFor({ policy: values.policy, organization: values.organization }, io.cwd);
    const baseFor = await readBases(found);
    const simulated: Simulated[] = [];
    for (const each of found) {
      simulated.push(await rehearse(each, policy, { baseOf: baseFor(each), without, judge: judgeNow }));
    }
    const deliveries = values.sinks === undefined ? undefined : await sendLive(simulated, values.sinks, io);
    const rehearsals = simulated.map(({ rehearsal }) => rehearsal);
    const { isTerminal, columns } = io;
    io.stdout(
      values.json
        ? json(withDeliveries(rehearsals, deliveries))
        : simulationTable(rehearsals, { policy: namesOf(policy), isTerminal, columns }),
    );
    if (deliveries?.some(({ confirmed }) => !confirmed)) return EXIT.service;
    return exitCode(rehearsals);
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

const judgeNow: JudgeRecord = async (record, policy, known) => {
  const custom = await evaluateCustomRules(policy.custom ?? [], record);
  return judge(record, policy, combineStrictness(INPUT_DEFAULTS, policy), { ...known, custom });
};

function listed(found: readonly FoundScenario[]) {
  return found.map(({ name, scenario: { kind, title, rules } }) => ({ scenario: name, kind, title, rules }));
}

function titlesOf(found: readonly FoundScenario[]): string {
  return found.map(({ name, scenario }) => `${printable(name)}: ${printable(scenario.title)}\n`).join('');
}

function withDeliveries(rehearsals: readonly Rehearsal[], deliveries: readonly LiveDelivery[] | undefined) {
  if (!deliveries) return rehearsals;
  return rehearsals.map((each) => ({
    ...each,
    deliveries: deliveries.filter(({ scenario }) => scenario === each.scenario),
  }));
}

function permissions(given: readonly string[]): readonly string[] {
  const known = neededPermissions();
  for (const permission of given) {
    if (known.includes(permission)) continue;
    const guess = didYouMean(permission, known) || ` Known are ${known.join(', ')}.`;
    throw new DoorlogError('usage', `Option --without does not know the permission “${permission}”.${guess}`);
  }
  return given;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What only the organisation's audit log shows is no fault of the policy. */
function exitCode(rehearsals: readonly Rehearsal[]): number {
  const through = rehearsals.filter(({ kind, phase }) => kind !== 'org' && phase === null);
  if (through.length === 0) return EXIT.fine;
  const isUnseen = ({ outcome, hints }: Rehearsal) => outcome === 'missed' && hints.some(({ why }) => why === 'unseen');
  return through.every(isUnseen) ? EXIT.evidence : EXIT.refused;
}
