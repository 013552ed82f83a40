import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inputsTable, outputsTable } from './action-tables.ts';
import { attacksPage } from './attacks-page.ts';
import { faultPage } from './fault-page.ts';
import { controlsPage, FRAMEWORKS, frameworkPolicy } from './frameworks.ts';
import {
  type JsonSchema,
  logCheckpointSchema,
  policySchema,
  recordSchema,
  releaseReportSchema,
  scenarioSchema,
} from './json-schema.ts';
import { optionalFacts } from './optional-facts.ts';
import { permissionsPage } from './permissions-page.ts';
import { recordPage } from './record-page.ts';
import { recordTypes } from './record-types.ts';
import { rulesPage } from './rules-page.ts';
import { shapesPage } from './shapes-page.ts';
import { templatePolicies } from './template-policies.ts';

const WRITTEN_TEMPLATES = ['baseline', 'production', 'strict'];

/** Every file that is generated whole, by its path from the project's root; `README.md` is generated in part. */
export const WHOLE_FILES = {
  'schema/access-record.v1.json': () => json(recordSchema()),
  'schema/log-checkpoint.v1.json': () => json(logCheckpointSchema()),
  'schema/policy.v1.json': () => json(policySchema()),
  'schema/release-access-report.v1.json': () => json(releaseReportSchema()),
  'schema/scenario.v1.json': () => json(scenarioSchema()),
  'docs/attacks.md': attacksPage,
  'docs/controls.md': controlsPage,
  'docs/fault-table.md': faultPage,
  'docs/permissions.md': permissionsPage,
  'docs/record.md': recordPage,
  'docs/rules.md': rulesPage,
  'docs/shapes.md': shapesPage,
  'src/cel/record-types.ts': recordTypes,
  'src/core/optional-facts.ts': optionalFacts,
  'src/core/policy/template-policies.ts': () => templatePolicies(templates()),
  ...frameworkFiles(),
} as const satisfies Record<string, () => string>;

/** Path and text of every generated file, as it should stand. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>(Object.entries(WHOLE_FILES).map(([path, make]) => [path, make()]));
  const action = readProjectFile('action.yml');
  const readme = withSection(readProjectFile('README.md'), 'inputs', inputsTable(action));
  return files.set('README.md', withSection(readme, 'outputs', outputsTable(action)));
}

function frameworkFiles(): Record<string, () => string> {
  const path = (name: string) => `policies/frameworks/${name}.yml`;
  return Object.fromEntries(
    FRAMEWORKS.map((framework) => [path(framework.name), () => frameworkPolicy(framework, template('baseline'))]),
  );
}

/** All templates by name: those that are written by hand, and those of the frameworks. */
function templates(): Map<string, string> {
  return new Map([
    ...WRITTEN_TEMPLATES.map((name) => [name, template(name)] as const),
    ...FRAMEWORKS.map((framework) => [framework.name, frameworkPolicy(framework, template('baseline'))] as const),
  ]);
}

function template(name: string): string {
  return readProjectFile(`policies/${name}.yml`);
}

/** The absolute path of a file of the project. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

function readProjectFile(path: string): string {
  return readFileSync(projectPath(path), 'utf8');
}

function json(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Text with what stands between the markers of a section replaced. Raises for a text without them. */
function withSection(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: made by npm run generate -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md must hold ${begin} and, below it, ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
