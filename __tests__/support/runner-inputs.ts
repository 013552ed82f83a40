import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { World } from './world-types.ts';

interface ActionFile {
  inputs: Record<string, { default?: string | number | boolean }>;
}

/**
 * The INPUT_ variables of one stage: action.yml's defaults, their expressions evaluated as the job stands now, and over
 * them what the workflow gives. Names go to upper case, blanks become `_`, hyphens stay.
 */
export function inputVariables(
  actionFile: string | URL,
  world: World,
  given: Record<string, string>,
): Record<string, string> {
  const { inputs } = parse(readFileSync(actionFile, 'utf8')) as ActionFile;
  const unknown = Object.keys(given).filter((name) => inputs[name] === undefined);
  const values = Object.entries(inputs).map(([name, input]): [string, string] => [
    name,
    given[name] ?? evaluate(String(input.default ?? ''), world),
  ]);
  const all = [...values, ...unknown.map((name): [string, string] => [name, given[name] ?? ''])];
  return Object.fromEntries(all.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
}

function evaluate(text: string, world: World): string {
  return text.replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_whole, expression: string) => {
    const value = contextValue(expression, world);
    if (value === undefined) throw new Error(`The runner of the tests can't evaluate ${expression}: add it there`);
    return value;
  });
}

function contextValue(expression: string, { token, context, run, repository, serverUrl }: World): string | undefined {
  // These are younger than the servers that people run themselves.
  if (serverUrl !== undefined && /^job\.(check_run_id|workflow_ref|workflow_sha)$/.test(expression)) return '';
  switch (expression) {
    case 'github.token':
      return token;
    case 'github.repository':
      return `${repository.owner}/${repository.name}`;
    case 'github.run_id':
      return run.id;
    case 'job.status':
      return context.status;
    case 'job.check_run_id':
      return context.jobId;
    case 'job.workflow_ref':
      return context.jobWorkflowRef;
    case 'job.workflow_sha':
      return context.jobWorkflowSha;
    case 'toJSON(matrix)':
      return JSON.stringify(context.matrix, null, 2);
    default:
      return undefined;
  }
}
