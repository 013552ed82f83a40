import type { AttackGroup, FileAttack, StoreAttack } from '../../__tests__/attacks/attack.ts';
import { ATTACKS } from '../../__tests__/attacks/table.ts';
import { markdownTable } from './markdown-table.ts';

type Row = FileAttack | StoreAttack;

const HEAD = `<!-- Made by \`npm run generate\` from __tests__/attacks/; edit the rows there. -->

# What is refused, and with which sentence

Every row below is a test in \`__tests__/attacks/\`. It takes evidence that holds, made by a whole Sigstore (authority,
certificate log, timestamp authority, Rekor v2), and puts exactly one defect into it. The test fails where that is accepted,
where it is not told by the row's own sentence, and where the evidence is not accepted once that one defect is repaired. A
\`…\` in a sentence is another in every run. Beside the table, \`interop/fuzz.test.ts\` puts 100,000 random defects into
bundles and records.

| Verdict | Exit code | It means |
| --- | --- | --- |
| refused | 1 | it is forged, or altered, or by somebody else |
| incomplete | 3 | nothing is wrong, but something that counts is missing |
| conflict | 3 | both versions may be genuine, and contradict each other |
| absent | 3 | there is nothing |`;

const TAIL = `## What is not refused

- What nobody expected: without \`--repo\`, \`--identity\` or the like a genuine record of anybody verifies, with a warning.
- A job of the same run and attempt that signs a record for another one of its jobs, before that other job does, in all that
  a certificate claims: it names the run, not the job ([trust.md](trust.md)). It makes a conflict, or what a collector saw
  contradicts it.
- A record that was deleted wherever it was kept, together with everything that tells of it. Only who knows from elsewhere
  that there was a job, or a checkpoint over the stored records, misses it.`;

/** The page of all attacks that the tests hold up. */
export function attacksPage(): string {
  return `${[HEAD, ...ATTACKS.map(sectionOf), TAIL].join('\n\n')}\n`;
}

function sectionOf({ title, files = [], stores = [] }: AttackGroup): string {
  const rows: readonly Row[] = [...files, ...stores];
  const cells = rows.map(({ attack, verdict = 'refused', says }) => [attack, verdict, `“${visible(says)}”`]);
  return `## ${title}\n\n${markdownTable(['Attack', 'Verdict', 'Sentence'], cells)}`;
}

/** Letters that only look like others, and line breaks, by their numbers; names in angle brackets would be taken for tags. */
function visible(sentence: string): string {
  return sentence
    .replace(/[^\x20-\x7e’“”…–]/g, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll('*', '\\*');
}
