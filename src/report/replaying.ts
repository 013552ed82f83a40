import type { Pipeline } from '../model/pipeline.ts';
import type { Undelivered } from '../ports.ts';
import { link, plain } from './markdown.ts';

/** What a shell and Markdown leave alone. */
const HARMLESS = /^[\w./:-]+$/;

/** How what some log store lacks gets there, ready to be pasted once that is mended; Markdown. */
export function replaying({ entries, place }: Undelivered, pipeline: Pipeline): string {
  const what = `**${entries} ${entries === 1 ? 'record' : 'records'}** did not reach every log store`;
  if (place.kind === 'nowhere') return `📭 ${what}, and could not be left anywhere.`;
  if (place.kind === 'spool') {
    return `📭 ${what}. Left in ${plain(place.folder, 500)} on this machine alone; before it goes:\n\n${commands([replay(place.folder)])}`;
  }
  const page = pipeline.runUrl ? link(place.name, `${pipeline.runUrl}#artifacts`) : place.name;
  const content =
    place.view === 'whole'
      ? 'whole, encrypted to the key of the input `handover-key`'
      : 'only what everybody may read who sees this run; the input `handover-key` would leave the whole';
  const key = place.view === 'whole' ? ' --identity doorlog-handover.txt' : '';
  return `📭 ${what}. Left as the artifact ${page}: ${content}. Once the log store takes records again:\n\n${commands([
    download(place.name, pipeline),
    `${replay(place.name)}${key}`,
  ])}`;
}

function download(name: string, { server, repository, runId }: Pipeline): string {
  const host = server?.replace(/^https?:\/\//, '') ?? 'github.com';
  const place = `${host === 'github.com' ? '' : `${host}/`}${repository ?? ''}`;
  const isKnown = repository !== undefined && runId !== undefined && HARMLESS.test(place) && HARMLESS.test(runId);
  return `gh run download ${isKnown ? `${runId} --repo ${place} ` : ''}--name ${name} --dir ${name}`;
}

function replay(place: string): string {
  return `doorlog replay ${HARMLESS.test(place) ? place : 'FOLDER'} --sinks sinks.yml`;
}

function commands(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}
