import { parse } from 'yaml';
import { Policy } from '../../src/model/policy.ts';

/**
 * The templates as a module of plain data, so that a hook needs neither files nor a YAML reader for them. Takes their
 * texts by name; raises where one is no policy.
 */
export function templatePolicies(texts: ReadonlyMap<string, string>): string {
  const policies = [...texts].map(([name, text]) => [name, Policy.parse(parse(text))] as const);
  return `// Made by \`npm run generate\` from policies/; edit the files there.
import type { Templates } from './templates.ts';

/** The policies that others extend by name. */
export const TEMPLATES: Templates = {
${policies.map(([name, policy]) => `  ${JSON.stringify(name)}: {\n${membersOf(policy)}  },\n`).join('')}};
`;
}

function membersOf({ rules = [], ...settings }: Policy): string {
  const lines = Object.entries(settings).map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  const entries = rules.map((rule) => `      ${JSON.stringify(rule)},\n`);
  return `${lines.join('')}    "rules": [\n${entries.join('')}    ],\n`;
}
