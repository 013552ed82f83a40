import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import built from '../rolldown.config.ts';
import type { Meter } from './meter.ts';
import { JUDGED_RECORDS, type RulesCost } from './rules-cost.ts';
import { median } from './statistics.ts';

const ROUNDS = 31;
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Measures all of it, each in processes of its own. Raises where one of them did not judge. */
export async function measureRules(meter: Meter): Promise<RulesCost> {
  return { judgeSeconds: judgeSeconds(), ...(await hookCost(meter)) };
}

function judgeSeconds(): number {
  const text = output(process.execPath, [at('judge-records.ts'), String(JUDGED_RECORDS)]);
  const printed: { records?: number; rules?: number; cpuSeconds?: number } = JSON.parse(text);
  if (printed.records !== JUDGED_RECORDS || !printed.rules || printed.cpuSeconds === undefined) {
    throw new Error(`Not every record was judged: ${text}`);
  }
  return printed.cpuSeconds;
}

/** Both processes are one file each, as a hook is; their difference is what the rules add. */
async function hookCost(meter: Meter): Promise<Omit<RulesCost, 'judgeSeconds'>> {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-bench-rules-'));
  try {
    const reading = await buildOne(folder, 'reading-process');
    const judging = await buildOne(folder, 'judging-process');
    const rounds = Array.from({ length: ROUNDS }, () => {
      runOne(meter, reading);
      const before = meter.read();
      const judged: { results?: number; milliseconds?: number } = JSON.parse(runOne(meter, judging));
      if (!judged.results || judged.milliseconds === undefined) throw new Error('The record was judged by no rule.');
      return { judged: judged.milliseconds, added: meter.read() - before };
    });
    const hookMilliseconds = median(rounds.map(({ judged }) => judged));
    const added = median(rounds.map(({ added }) => added));
    return { hookMilliseconds, loadMilliseconds: Math.max(0, added - hookMilliseconds) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Built the way the hooks are: unbuilt, sources would be compiled from TypeScript each time. */
async function buildOne(folder: string, name: string): Promise<string> {
  const { output: _, ...how } = built;
  const build = await rolldown({ ...how, input: { [name]: at(`${name}.ts`) } });
  await build.write({ dir: join(folder, name), format: 'esm' });
  await build.close();
  return join(folder, name, `${name}.js`);
}

function runOne(meter: Meter, script: string): string {
  return output(meter.program, [...meter.arguments, script, at('../scenarios/bases/deploy.json')]);
}

function output(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Judging failed (exit code ${status}): ${stderr}`);
  return stdout;
}
