import { type JsonSchema, recordSchema } from './json-schema.ts';
import { markdownTable } from './markdown-table.ts';
import { type RecordFact, recordFacts } from './record-facts.ts';
import { placeOf } from './record-page.ts';

const HEAD = `<!-- Made by \`npm run generate\` from src/model; edit the schema there. -->

# What to grant, and what is seen without it

Doorlog asks for nothing that it can do without: each fact that can't be seen leaves a gap that says what it would take,
and no gap fails a job by itself. A job's own token never sees what takes administration, an audit log or the
organisation's teams: that is the collector's, outside the job.

## Permissions of the job

| Grant in the workflow file | What it is for | Without it |
| --- | --- | --- |
| \`contents: read\` | the commit, its signature, the policy, the workflow file, rules and rulesets | no policy can be read, so the verdict is unknown; who came in is still recorded |
| \`id-token: write\` | signing without a key, and the claims that the certificate repeats | the record is left unsigned, as an artifact, for a collector to sign |
| \`attestations: write\` | the upload to GitHub's attestation store | the bundle goes to the log stores and, as an artifact, with the run |
| \`actions: read\` | approvals, environments, the re-runner's id, called workflows | approvals are unknown |
| \`pull-requests: read\` | pull requests of the commit, their reviews, who merged | reviews are unknown |
| \`deployments: read\` | deployments that the job made | gaps in \`/resources\` |
| \`issues: write\` | only for [alerts](alerts.md) of type \`github-issue\` | no issue is opened, which is said |`;

/** The page of what each fact takes, and so of what is missing without it. */
export function permissionsPage(): string {
  const named = namedPlaces();
  const byNeed = new Map<string, RecordFact[]>();
  for (const fact of recordFacts()) {
    const { needs, applies } = fact.origin;
    if (!fact.optional || needs === undefined || applies?.provider === 'local') continue;
    byNeed.set(needs, [...(byNeed.get(needs) ?? []), fact]);
  }
  const rows = [...byNeed]
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .map(([needs, facts]) => [
      asCode(needs),
      outermost(facts)
        .map((place) => `\`${place}\`${named.get(place) ?? ''}`)
        .join('<br>'),
    ]);
  return `${[HEAD, '## Every fact by what it takes', markdownTable(['It takes', 'To see'], rows)].join('\n\n')}\n`;
}

/** What can be granted in the workflow file comes first. */
function rankOf(needs: string): number {
  return needs.startsWith('permissions: ') ? 0 : 1;
}

/** A part stands for all that stands in it. */
function outermost(facts: readonly RecordFact[]): string[] {
  const places = facts.map(placeOf);
  return places.filter((place) => !places.some((other) => place !== other && place.startsWith(`${other}/`)));
}

function asCode(needs: string): string {
  return needs.replace(/^permissions: (.*)$/, '`$1`');
}

/** What each field says, after a colon, for those that have a description. */
function namedPlaces(): Map<string, string> {
  const found = new Map<string, string>();
  const look = (pointer: string, schema: JsonSchema): void => {
    if (schema.description) found.set(pointer, `: ${schema.description}`);
    for (const [key, member] of Object.entries(schema.properties ?? {})) look(`${pointer}/${key}`, member);
    const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    for (const item of [schema.items, values]) if (item) look(`${pointer}/*`, item);
  };
  look('', recordSchema());
  return found;
}
