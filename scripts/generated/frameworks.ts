import { parse } from 'yaml';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import { Policy } from '../../src/model/policy.ts';
import { markdownTable } from './markdown-table.ts';

/** A published framework of controls, with the word before the ids of its controls in the catalogue. */
interface Framework {
  readonly name: string;
  readonly title: string;
  readonly prefix: string;
}

/** Every framework that the rules name controls of. */
export const FRAMEWORKS: readonly Framework[] = [
  { name: 'owasp-cicd-sec', title: 'OWASP Top 10 CI/CD Security Risks', prefix: 'OWASP ' },
  { name: 'cis-software-supply-chain', title: 'CIS Software Supply Chain Security Guide', prefix: 'CIS ' },
  { name: 'soc-2', title: 'SOC 2 (Trust Services Criteria)', prefix: 'SOC 2 ' },
  { name: 'iso-27001', title: 'ISO/IEC 27001:2022, Annex A', prefix: 'ISO 27001 ' },
  { name: 'nist-800-53', title: 'NIST SP 800-53', prefix: 'NIST ' },
];

const BASE = 'baseline';

/** The policy file of a framework: the baseline and every other rule that supports evidence for one of its controls. */
export function frameworkPolicy({ title, prefix }: Framework, baseline: string): string {
  const inherited = new Set((Policy.parse(parse(baseline)).rules ?? []).map(({ id }) => id));
  const rules = catalogue().filter(({ id, controls }) => !inherited.has(id) && controlsOf(controls, prefix).length > 0);
  const entries = rules.map(({ id, controls }) => `  - id: ${id} # ${controlsOf(controls, prefix).join(', ')}\n`);
  return `# Made by \`npm run generate\` from the catalogue of rules; edit the rules there.
# ${title}: the ${BASE}, and every other rule that supports evidence for one of its controls.
version: 1
extends: ${BASE}
fail-from: medium
rules:
${entries.join('')}`;
}

function controlsOf(controls: readonly string[], prefix: string): string[] {
  return controls.filter((control) => control.startsWith(prefix)).map((control) => control.slice(prefix.length));
}

/** The page that says which rules support evidence for which control. */
export function controlsPage(): string {
  return `${[HEAD, ...FRAMEWORKS.map(section)].join('\n\n')}\n`;
}

const HEAD = `<!-- Made by \`npm run generate\` from src/core/rules; edit the rules there. -->

# Controls

Which rules **support evidence for** which control of a published framework. What a rule finds, or does not find, in the
signed record of a job is evidence that an auditor can look at; whether a control is met is the auditor's to say, and no
policy makes anybody compliant.

\`extends: NAME\` in a policy brings the \`${BASE}\` and every rule of that framework: [policy.md](policy.md). What each rule
demands is in [rules.md](rules.md), which facts of the record serve which control in [record.md](record.md).`;

function section({ name, title, prefix }: Framework): string {
  const rules = new Map<string, string[]>();
  for (const { id, controls } of catalogue()) {
    for (const control of controlsOf(controls, prefix)) rules.set(control, [...(rules.get(control) ?? []), id]);
  }
  const rows = [...rules]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([control, ids]) => [control, ids.map((id) => `[\`${id}\`](rules.md#${id})`).join(', ')]);
  const table = markdownTable(['Control', 'Rules that support evidence for it'], rows);
  return `## ${title}\n\n\`extends: ${name}\`\n\n${table}`;
}
