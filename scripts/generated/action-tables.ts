import { parse } from 'yaml';
import * as z from 'zod/mini';
import { markdownTable } from './markdown-table.ts';

const ActionFile = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.optional(z.string()) })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
});

/** What `action.yml` declares: the inputs with their defaults, and the outputs. Raises zod's error for anything else. */
export function readActionFile(text: string): z.infer<typeof ActionFile> {
  return ActionFile.parse(parse(text));
}

/** The table of inputs. */
export function inputsTable(actionFile: string): string {
  return markdownTable(
    ['Input', 'Default', 'What it does'],
    Object.entries(readActionFile(actionFile).inputs).map(([name, { description, default: value }]) => [
      `\`${name}\``,
      value ? `\`${value}\`` : 'none',
      description.trim(),
    ]),
  );
}

/** The table of outputs. */
export function outputsTable(actionFile: string): string {
  return markdownTable(
    ['Output', 'What it holds'],
    Object.entries(readActionFile(actionFile).outputs).map(([name, { description }]) => [
      `\`${name}\``,
      description.trim(),
    ]),
  );
}
