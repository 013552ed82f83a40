import type { HttpResponse } from '../../ports.ts';
import { type Attempt, sendUntilAnswered } from '../http-attempts.ts';
import type { Creation } from '../store-once.ts';
import { type S3Client, sha256 } from './client.ts';
import { lockHeaders, type ObjectLock } from './lock.ts';
import { isSkewed, type PutAnswer, readPutReply } from './reply.ts';

/** One object that is to be created, JSON text under a key. */
export interface NewObject {
  readonly key: string;
  readonly text: string;
  readonly lock: ObjectLock;
}

/** Creates an object, as often as it takes until the store has an answer or the signal fires. Never raises. */
export async function createObject(
  client: S3Client,
  { key, text, lock }: NewObject,
  { signal, mayBeOurs: before }: { readonly signal: AbortSignal; readonly mayBeOurs: boolean },
): Promise<Creation> {
  const answer = await client.credentials(signal);
  if (!answer.ok) return { kind: answer.kind, reason: answer.reason, mayBeOurs: before };
  const checksum = sha256(text).toString('base64');
  const isLocked = lock.mode !== undefined || lock.legalHold;
  let isClockSet = false;

  function read(response: HttpResponse): Attempt<PutAnswer> {
    if (!isSkewed(response) || isClockSet || !client.setClock(response))
      return readPutReply(response, { checksum, isLocked });
    isClockSet = true;
    return { kind: 'busy', reason: 'this machine’s clock was wrong by its own', mayBeStored: false };
  }

  const outcome = await sendUntilAnswered({
    http: client.http,
    signal,
    read,
    request: () =>
      client.signed(answer.keys, {
        method: 'PUT',
        key,
        headers: {
          'content-type': 'application/json',
          'if-none-match': '*',
          'x-amz-checksum-sha256': checksum,
          ...lockHeaders(lock, client.now()),
        },
        body: text,
      }),
  });
  const mayBeOurs = before || outcome.mayBeStored;
  if (outcome.kind !== 'answered') return { kind: outcome.kind, reason: outcome.reason, mayBeOurs };
  return outcome.answer === 'created' ? { kind: 'created' } : { kind: 'taken', mayBeOurs };
}

/**
 * What creating several objects under one id came to: created where all are there and some are new, taken where somebody
 * else holds one of the keys.
 */
export function together(creations: readonly Creation[]): Creation {
  const stored = creations.some((each) => each.kind === 'created' || each.mayBeOurs);
  const undone = creations.find(({ kind }) => kind === 'failed') ?? creations.find(({ kind }) => kind === 'pending');
  if (undone?.kind === 'failed' || undone?.kind === 'pending') return { ...undone, mayBeOurs: stored };
  if (creations.some((each) => each.kind === 'taken' && !each.mayBeOurs)) return { kind: 'taken', mayBeOurs: false };
  return creations.some(({ kind }) => kind === 'created') ? { kind: 'created' } : { kind: 'taken', mayBeOurs: true };
}
