import { FAULTS, KILL_POINTS } from '../../__tests__/faults/faults.ts';
import {
  type Cell,
  FAULT_TABLE,
  OUTCOMES,
  type Outcome,
  outcomeIn,
  type SinkRow,
} from '../../__tests__/faults/table.ts';
import { markdownTable } from './markdown-table.ts';

const HEAD = `<!-- Made by \`npm run generate\` from __tests__/faults/table.ts; edit the table there. -->

# What happens to a record when something fails

Every cell of the two tables below is a test in \`__tests__/faults/\`: the real engine delivers one entry to the real sink
under the fault, to a server that keeps to the store's rules, with 1.5 seconds for faults that last and 15 for those that pass; then
the fault is removed and the spool is replayed. The same is done with three entries at once, which sinks that can send as one
request. A test fails where a record is lost, where a store that tells duplicates apart
holds a second copy, where the engine goes on after its deadline, and where what is seen is not what the cell says. OpenSearch is played by the
same server as Elasticsearch; the real ones are in \`interop/\`.

| In a cell | It means |
| --- | --- |`;

const LABELS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  repeated: 'delivered twice',
  replayed: 'replayed',
  'replayed-twice': 'replayed twice',
  beside: 'delivered beside',
  believed: '**believed**',
  unspooled: '**not spooled**',
  none: '–',
};

const RESULT = `## The job

A sink that is not \`required\` never changes the result of a job, whatever it does: the delivery is shown in log and summary,
the entry stays in the spool. A \`required\` one that does not have the end record by the end's deadline fails the job, after
record, attestation and all other sinks were seen to. \`__tests__/faults/job.test.ts\` plays a job under each of these faults, but
for the last two, both ways.

“Delivered twice” and “replayed twice” are copies under one and the same id, which readers drop; no store of that kind tells them
apart by itself. “Replayed” needs the spool: a machine that is thrown away takes it along unless it is handed on as an
artifact, and what is lost with it is found by reconciling.`;

/** The page of what happens to a record under each fault, at each sink. */
export function faultPage(): string {
  const notes: string[] = [];
  const rows: readonly SinkRow[] = Object.values(FAULT_TABLE);
  const titles = rows.map(({ title }) => title);
  const shown = (cell: Cell) => `${LABELS[outcomeIn(cell)]}${typeof cell === 'string' ? '' : noteMark(notes, cell[1])}`;
  const faults = Object.entries(FAULTS).map(([name, words]) => [
    words,
    ...rows.map((row) => shown(row.faults[name as keyof typeof FAULTS])),
  ]);
  const killed = Object.entries(KILL_POINTS).map(([name, words]) => [
    words,
    ...rows.map((row) => shown(row.killed[name as keyof typeof KILL_POINTS])),
  ]);
  const legend = Object.entries(OUTCOMES).map(([name, words]) => `| ${LABELS[name as Outcome]} | ${words} |`);
  const tells = ['tells duplicates apart', ...rows.map(({ tellsDuplicates }) => (tellsDuplicates ? 'yes' : 'no'))];
  const parts = [
    `${HEAD}\n${legend.join('\n')}`,
    '## Faults',
    markdownTable(['Fault', ...titles], [...faults, tells]),
    '## The process is killed',
    'With SIGKILL, at each of ten moments; a new process then replays the spool.',
    markdownTable(['Moment', ...titles], killed),
    notes.map((note, index) => `${index + 1}. ${note}`).join('\n'),
    RESULT,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The mark of a note, the same for the same words. */
function noteMark(notes: string[], words: string): string {
  if (!notes.includes(words)) notes.push(words);
  return ` <sup>${notes.indexOf(words) + 1}</sup>`;
}
