import type { RecordLink } from '../model/access-record.ts';
import { link, plain, table } from './markdown.ts';

/** One job as it is told in a collector's summary. */
export interface ToldJob {
  readonly run: string;
  readonly attempt: string;
  readonly workflow: string;
  readonly name: string;
  readonly url: string;
  readonly status: 'collected' | 'known' | 'not-run';
  /** What ended it, else how it ended. */
  readonly conclusion: string | undefined;
  /** The job's own records; left out where nobody could look. */
  readonly links: readonly RecordLink[] | undefined;
  readonly disagreements: readonly string[];
  readonly verdict?: string;
}

/** What a collector's summary is made of. */
export interface CollectedSummary {
  readonly jobs: readonly ToldJob[];
  /** `RUN/ATTEMPT` of what is left to the next schedule. */
  readonly left: readonly string[];
  readonly problems: readonly { readonly message: string }[];
}

/** The runner keeps no summary of more than 1 MiB. */
const MOST_ROWS = 500;

/** A collector's job summary in GitHub's Markdown; names of jobs and branches appear as plain text. */
export function summarizeCollected({ jobs, left, problems }: CollectedSummary): string {
  const told = jobs.filter(({ status }) => status !== 'not-run');
  const rows = told
    .slice(0, MOST_ROWS)
    .map((job) => [
      link(plain(job.name), job.url),
      `${plain(job.workflow)}, run ${plain(job.run)}/${plain(job.attempt)}`,
      plain(job.conclusion ?? 'unknown'),
      ...(job.status === 'known' ? ['recorded before', '', '', ''] : cells(job)),
    ]);
  const parts = [
    '### 📒 Doorlog: jobs seen from outside',
    rows.length > 0
      ? table(['Job', 'Run', 'Outcome', 'Own record', 'Proof', 'Says otherwise at', 'Verdict'], rows)
      : 'There was no job to record.',
    told.length > MOST_ROWS ? `${told.length - MOST_ROWS} more jobs are not listed here.` : '',
    left.length > 0 ? `Left to the next schedule: ${left.map((each) => plain(each)).join(', ')}` : '',
    problems.map(({ message }) => `- ${plain(message, 1_000)}`).join('\n'),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function cells({ links, disagreements, verdict = '' }: ToldJob): string[] {
  const pointers = [...new Set(disagreements)].map((pointer) => plain(pointer)).join(', ');
  if (links === undefined) return ['nobody could look', '', pointers, verdict];
  if (links.length === 0) return ['**none**', '', pointers, verdict];
  const phases = links.map(({ phase }) => phase).join(', ');
  const proofs = [...new Set(links.map(({ proof }) => proof))].join(', ');
  return [phases, proofs, pointers && `**${pointers}**`, verdict];
}
