import { type RecordFact, recordFacts } from './record-facts.ts';

/** What is concluded from the facts, or binds them, and what every record is given after its facts were gathered. */
const CONCLUDED = new Set(['policy', 'commitment', 'simulation', 'drift', 'gaps', 'sources']);

/**
 * The optional facts of the record as a module of plain data: the schema itself is too much to load for a start.
 * Raises where a fact does not say what it takes to see it.
 */
export function optionalFacts(): string {
  const facts = recordFacts().filter(({ path, optional }) => optional && !CONCLUDED.has(path[0] ?? ''));
  const silent = facts.filter(({ origin }) => origin.needs === undefined);
  if (silent.length > 0) {
    throw new Error(
      `Say by \`from\` what it takes to see ${silent.map(({ path }) => `/${path.join('/')}`).join(', ')}.`,
    );
  }
  return `// Made by \`npm run generate\` from src/model; edit the schema there.
import type { OptionalFact } from './absences.ts';

/** Every fact that a record may lack, parts before what stands in them. */
export const OPTIONAL_FACTS: readonly OptionalFact[] = [
${facts.map((fact) => `  ${lineOf(fact)},`).join('\n')}
];
`;
}

function lineOf({ path, origin }: RecordFact): string {
  const { provider, events, phases, when } = origin.applies ?? {};
  const group = groupOf(path);
  const parts = [
    `at: ${quoted(path.join('/'))}`,
    ...(group === undefined ? [] : [`group: ${group}`]),
    `needs: ${quoted(origin.needs ?? '')}`,
    ...(provider ? [`provider: ${quoted(provider)}`] : []),
    ...(events ? [`events: ${quoted(events.join(' '))}`] : []),
    ...(phases ? [`phases: ${quoted(phases.join(' '))}`] : []),
    ...(when && when !== origin.needs ? [`when: ${quoted(when)}`] : when ? ['when: true'] : []),
  ];
  return `{ ${parts.join(', ')} }`;
}

/** How many keys name the part whose gap speaks for what is missing in it: what is below lists, maps and such parts. */
function groupOf(path: readonly string[]): number | undefined {
  const list = path.findIndex((key) => key === '*' || key === '{}');
  const together = TOGETHER.find((part) => `${path.join('/')}/`.startsWith(`${part}/`) && path.join('/') !== part);
  const ends = [list, together?.split('/').length ?? -1].filter((end) => end > 0);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

const TOGETHER = recordFacts()
  .filter(({ origin }) => origin.together)
  .map(({ path }) => path.join('/'));

function quoted(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
