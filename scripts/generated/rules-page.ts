import type { Evidence, Rule } from '../../src/core/rule.ts';
import { catalogue } from '../../src/core/rules/catalogue.ts';
import { paramsSchema } from './json-schema.ts';
import { markdownTable } from './markdown-table.ts';
import { typeOf } from './record-page.ts';

const HEAD = `<!-- Made by \`npm run generate\` from src/core/rules; edit the rules there. -->

# The rules

A rule looks at a record, some at earlier records, the roster or the audit log beside it, and says \`pass\`, \`fail\` or
\`unknown\`. Unknown means that the evidence could not be seen; it is neither of the others, and the input \`on-unknown\`
decides what it does to the job. How a policy names rules and changes their severity is in [policy.md](policy.md).`;

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  event: 'the event that started the run',
  commit: 'the commit and its signature',
  'pull-requests': 'the pull requests of the commit',
  people: 'the people behind the job',
  token: 'the token’s permissions',
  cloud: 'the cloud identities at a checkpoint',
  environment: 'the environment’s protection',
  approvals: 'the approvals of the run',
  'ref-protection': 'the rules on the branch',
  'workflow-file': 'the workflow file',
  actions: 'the actions in use',
  runner: 'the runner',
  resources: 'what the job made',
  drift: 'what changed between start and end',
  time: 'the time',
  history: 'earlier records (the collector and the command line)',
  roster: 'the organisation’s roster (the gate, the collector)',
  'audit-log': 'the organisation’s audit log (the gate, the collector)',
};

/** The page about the catalogue of rules. */
export function rulesPage(): string {
  const overview = markdownTable(
    ['Rule', 'Severity', 'What it demands'],
    catalogue().map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, `${title}.`]),
  );
  return `${[HEAD, overview, ...catalogue().map(section)].join('\n\n')}\n`;
}

function section(rule: Rule): string {
  const evidence = rule.evidence.map((each) => EVIDENCE[each]).join(', ');
  return [
    `## ${rule.id}`,
    `**${rule.title}.** Severity \`${rule.severity}\`.`,
    `Why: ${rule.why}`,
    `How to mend a finding: ${rule.mend}`,
    `What it looks at: ${evidence}.`,
    `Supports evidence for: ${rule.controls.join(', ')}.`,
    parameters(rule),
  ].join('\n\n');
}

function parameters(rule: Rule): string {
  const params = Object.entries(paramsSchema(rule.params).properties ?? {});
  if (params.length === 0) return 'Parameters: none.';
  return markdownTable(
    ['Parameter', 'Type', 'What it does'],
    params.map(([name, schema]) => {
      const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      const type = values ? `map, each value ${typeOf(values)}` : typeOf(schema);
      return [`\`${name}\``, type, schema.description ?? ''];
    }),
  );
}
