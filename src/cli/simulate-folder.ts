import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sentenceOfIssue } from '../core/simulation/issue.ts';
import { type NamedScenario, parseScenario } from '../core/simulation/parse-scenario.ts';
import { recordsInText } from '../core/stored-records.ts';
import { DoorlogError } from '../errors.ts';
import { AccessRecord } from '../model/access-record.ts';
import type { Harmless } from '../model/scenario.ts';
import { didYouMean } from '../nearest.ts';
import { shippedPath } from './shipped-file.ts';
import { readTextFile } from './text-file.ts';

/** A scenario with the folder that its bases are named from. */
export interface FoundScenario extends NamedScenario {
  readonly folder: string;
}

/** Where scenarios are looked for. */
export interface ScenarioPlaces {
  readonly cwd: string;
  /** Folders of the user's own; their scenarios take the place of shipped ones with the same names. */
  readonly folders: readonly string[];
}

const IS_SCENARIO = /\.ya?ml$/;

/**
 * Finds scenarios by name or path, all where none is named.
 * Raises `usage` for a name that there is not, `file-unreadable`, `file-invalid`.
 */
export async function findScenarios(
  names: readonly string[],
  { cwd, folders }: ScenarioPlaces,
): Promise<FoundScenario[]> {
  const files = new Map<string, string>();
  for (const folder of [await shippedScenarios(), ...folders.map((each) => resolve(cwd, each))]) {
    for (const file of await scenarioFiles(folder)) files.set(nameOf(file), join(folder, file));
  }
  const all = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  const wanted = names.length === 0 ? all : names.map((name) => fileFor(name, files, cwd));
  return Promise.all([...new Set(wanted)].map((file) => readScenario(file)));
}

/** The folder that ships with Doorlog. */
async function shippedScenarios(): Promise<string> {
  return dirname(await shippedPath('scenarios/bases'));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

async function scenarioFiles(folder: string): Promise<string[]> {
  if (!(await isFolder(folder))) {
    throw new DoorlogError('file-unreadable', `There is no folder ${folder}; name a folder with scenarios.`);
  }
  return (await readdir(folder)).filter((file) => IS_SCENARIO.test(file)).sort();
}

function nameOf(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(IS_SCENARIO, '');
}

function fileFor(name: string, files: ReadonlyMap<string, string>, cwd: string): string {
  const known = files.get(name);
  if (known !== undefined) return known;
  if (IS_SCENARIO.test(name)) return resolve(cwd, name);
  throw new DoorlogError(
    'usage',
    `There is no scenario “${name}”.${didYouMean(name, files.keys()) || ' doorlog simulate --list names them; a file’s name ends in .yml.'}`,
  );
}

async function readScenario(file: string): Promise<FoundScenario> {
  const text = await readTextFile(file, 'a scenario');
  return { ...(await parseScenario(text, file, nameOf(file))), folder: dirname(file) };
}

/** The bases that scenarios name, read once each. Raises `file-unreadable`, `file-invalid`. */
export async function readBases(
  found: readonly FoundScenario[],
): Promise<(scenario: FoundScenario) => (name: string) => AccessRecord> {
  const records = new Map<string, AccessRecord>();
  const shipped = join(await shippedScenarios(), 'bases');
  const fileOf = (folder: string, name: string) =>
    name.startsWith('.') ? resolve(folder, name) : join(shipped, `${name}.json`);
  for (const each of found) {
    for (const { name, path } of basesOf(each)) {
      const file = fileOf(each.folder, name);
      if (!records.has(file)) records.set(file, await readBase(file, () => unknownBase(each, path, name, shipped)));
    }
  }
  return ({ folder }) =>
    (name) => {
      const record = records.get(fileOf(folder, name));
      if (!record) throw new DoorlogError('internal', `The base ${name} was not read.`);
      return record;
    };
}

async function unknownBase({ error }: FoundScenario, path: readonly PropertyKey[], name: string, shipped: string) {
  const known = (await readdir(shipped)).map((file) => file.replace(/\.json$/, ''));
  const guess = didYouMean(name, known) || ` There are ${known.join(', ')}, and files as ./FILE`;
  return error(path, `there is no base “${name}”.${guess}`);
}

async function readBase(file: string, unknown: () => Promise<DoorlogError>): Promise<AccessRecord> {
  if (!(await stat(file).catch(() => undefined))) throw await unknown();
  const [found] = recordsInText(await readTextFile(file, 'an access record'));
  if (!found)
    throw new DoorlogError(
      'file-invalid',
      `${file} holds no access record; name a file as doorlog record show takes it.`,
    );
  const parsed = AccessRecord.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new DoorlogError('file-invalid', `${file} holds no access record: ${sentenceOfIssue(parsed.error.issues)}.`);
}

function basesOf({ scenario: { attack, harmless } }: FoundScenario) {
  return [...basesIn(attack, ['attack']), ...(harmless ? basesIn(harmless, ['harmless']) : [])];
}

function basesIn({ job, history = [] }: Harmless, path: readonly PropertyKey[]) {
  return [
    ...(job ? [{ name: job.base, path: [...path, 'job', 'base'] }] : []),
    ...history.map(({ base }, index) => ({ name: base, path: [...path, 'history', index, 'base'] })),
  ];
}
