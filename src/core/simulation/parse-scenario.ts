import type { DoorlogError } from '../../errors.ts';
import { Scenario } from '../../model/scenario.ts';
import { didYouMean } from '../../nearest.ts';
import { findRule } from '../rules/catalogue.ts';
import { parseYaml, type YamlFile } from '../yaml-file.ts';
import { expectation } from './issue.ts';

/** A scenario with the name that it is called by, and what says where in its file something is wrong. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
  /** An error of a scenario file whose sentence begins with file, line and column. */
  error(path: readonly PropertyKey[], what: string): DoorlogError;
}

const KEYS = [
  'version',
  'title',
  'kind',
  'incident',
  'rules',
  'params',
  'attack',
  'harmless',
  'at',
  'job',
  'history',
  'roster',
  'auditLog',
  'base',
  'set',
  'remove',
  'end',
  'ago',
  'times',
  'every',
  'phase',
];

/** Reads a scenario file. Raises `file-invalid` with one sentence that names file, line and column, and the mend. */
export async function parseScenario(text: string, file: string, name: string): Promise<NamedScenario> {
  const yaml = await parseYaml(text, file, 'file-invalid');
  const parsed = Scenario.safeParse(yaml.value);
  if (!parsed.success) throw invalid(yaml, parsed.error.issues[0]);
  for (const [id, params] of Object.entries(parsed.data.params ?? {})) {
    const rule = findRule(id)?.params.safeParse(params);
    if (rule?.success === false) throw invalid(yaml, rule.error.issues[0], ['params', id]);
  }
  return { name, scenario: parsed.data, error: (path, what) => yaml.error(path, what) };
}

type Issue = Parameters<typeof expectation>[0];

function invalid(file: YamlFile, issue: Issue, base: readonly PropertyKey[] = []): DoorlogError {
  const path = [...base, ...(issue?.path ?? [])];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return file.error([...path, key], `the key “${key}” is not known here.${didYouMean(key, KEYS) || ' Remove it'}`);
  }
  const key = path.length > 0 ? `“${path.map(String).join('.')}”` : 'the file';
  return file.error(path, `${key} ${formOf(issue, path) ?? expectation(issue)}`);
}

/** How something has to be written that is text and not of the right form. */
function formOf(issue: Issue, path: readonly PropertyKey[]): string | undefined {
  if (issue?.code !== 'invalid_format' && issue?.code !== 'invalid_key') return undefined;
  const [holder, last] = path.slice(-2);
  return holder === 'set' || holder === 'remove'
    ? 'must be a JSON Pointer, as `/pipeline/job`'
    : FORMS.get(String(last));
}

const LENGTH = 'must be a length, as `90s`, `10m`, `12h` or `30d`';
const FORMS: ReadonlyMap<string, string> = new Map([
  ['ago', LENGTH],
  ['every', LENGTH],
  ['at', 'must be a moment in UTC, as `2026-12-31T18:00:00Z`'],
]);
