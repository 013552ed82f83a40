import type { LogEntry } from '../../ports.ts';
import { type Attempt, sendUntilAnswered } from '../http-attempts.ts';
import type { Creation } from '../store-once.ts';
import { createLines, type Target } from './create.ts';
import { type CreateResult, readBulkReply } from './reply.ts';

/** Bounds of one request; the store's own advice is a few megabytes, and its default limit 100. */
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_ITEMS = 250;

/** Statuses of a request that was turned away for what was in it: half of it may be taken. */
const REFUSED_FOR_CONTENT: readonly number[] = [400, 413];

/** One document to be created beside others. */
export interface BulkItem {
  readonly entry: LogEntry;
  readonly index: string;
  readonly id: string;
  /** Whether an earlier attempt may have stored the document there. */
  readonly mayBeOurs: boolean;
}

/** What became of one of many; `unfit`: the index refuses the document as it is, so that another form has to be tried. */
export type BulkCreation = Creation | { readonly kind: 'unfit'; readonly mayBeOurs: boolean };

/** An item on its way, with the lines that create it. */
interface Sent {
  readonly item: BulkItem;
  /** As bytes, which are half as long as text where one character is no Latin one. */
  readonly lines: Buffer;
  mayBeOurs: boolean;
}

/**
 * Creates documents by as few requests as their sizes allow, as often as it takes until the store has an answer for each
 * or the signal fires; what it has answered for is not sent again. Answers in the order given. Never raises.
 */
export async function createMany(
  target: Target,
  items: readonly BulkItem[],
  signal: AbortSignal,
): Promise<BulkCreation[]> {
  const creations = new Map<BulkItem, BulkCreation>();
  for (const part of partsOf(items)) await createPart(target, part, signal, creations);
  return items.map((item) => creations.get(item) ?? { kind: 'unfit', mayBeOurs: item.mayBeOurs });
}

function* partsOf(items: readonly BulkItem[]): Generator<Sent[]> {
  let part: Sent[] = [];
  let bytes = 0;
  for (const item of items) {
    const lines = Buffer.from(createLines(item.entry, item, 'object'));
    if (part.length > 0 && (part.length >= MOST_ITEMS || bytes + lines.length > MOST_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push({ item, lines, mayBeOurs: item.mayBeOurs });
    bytes += lines.length;
  }
  if (part.length > 0) yield part;
}

async function createPart(
  target: Target,
  part: readonly Sent[],
  signal: AbortSignal,
  creations: Map<BulkItem, BulkCreation>,
): Promise<void> {
  const { service, http, url, headers } = target;
  let open = part;
  const outcome = await sendUntilAnswered<'read' | 'too-much'>({
    http,
    signal,
    request: () => ({ service, method: 'POST', url, headers, body: Buffer.concat(open.map(linesOf)) }),
    read(response, mayBeStored): Attempt<'read' | 'too-much'> {
      if (open.length > 1 && REFUSED_FOR_CONTENT.includes(response.status)) {
        return { kind: 'answered', answer: 'too-much' };
      }
      const ids = open.map(({ item }) => item.id);
      const results = readBulkReply(response, ids);
      if ('kind' in results) return results;
      const left: Sent[] = [];
      let reason = '';
      for (const [index, sent] of open.entries()) {
        const result = results[index];
        if (result === undefined) continue;
        // Whatever was open before this answer was part of every request that may have been stored.
        sent.mayBeOurs ||= mayBeStored;
        if (result.kind === 'busy') {
          sent.mayBeOurs ||= result.mayBeStored;
          reason = result.reason;
          left.push(sent);
        } else {
          creations.set(sent.item, creationOf(result, sent.mayBeOurs));
        }
      }
      open = left;
      // What may have been stored is known of each by itself.
      return open.length > 0 ? { kind: 'busy', reason, mayBeStored: false } : { kind: 'answered', answer: 'read' };
    },
  });
  for (const sent of open) sent.mayBeOurs ||= outcome.mayBeStored;
  if (outcome.kind !== 'answered') {
    const { kind, reason } = outcome;
    for (const { item, mayBeOurs } of open) creations.set(item, { kind, reason, mayBeOurs });
  } else if (outcome.answer === 'too-much') {
    const half = Math.ceil(open.length / 2);
    await createPart(target, open.slice(0, half), signal, creations);
    await createPart(target, open.slice(half), signal, creations);
  }
}

function linesOf({ lines }: Sent): Buffer {
  return lines;
}

function creationOf(result: Exclude<CreateResult, { kind: 'busy' }>, mayBeOurs: boolean): BulkCreation {
  switch (result.kind) {
    case 'created':
      return { kind: 'created' };
    case 'taken':
    case 'unfit':
      return { kind: result.kind, mayBeOurs };
    default:
      return { kind: 'failed', reason: result.reason, mayBeOurs: mayBeOurs || result.mayBeStored };
  }
}
