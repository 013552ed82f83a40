import type { LogEntry } from '../../ports.ts';
import { fitted } from '../shapes/shape.ts';
import type { NewObject } from './create.ts';
import { objectKey } from './keys.ts';
import { erasableLock, isApart, recordLock } from './lock.ts';
import type { S3SinkConfig } from './type.ts';

/**
 * The objects that an entry becomes under an id: one that holds all of it, or, kept apart, one that may be locked for ever
 * and holds nothing but the attested view, and one with the log view that can be erased without touching the first.
 */
export function objectsOf(config: S3SinkConfig, entry: LogEntry, id: string, sentAt: Date): NewObject[] {
  const lock = recordLock(config, entry);
  const key = objectKey(config.prefix, 'records', entry.time, id);
  const whole = () => fitted(entry, { shape: config.shape, maxBytes: Number.MAX_SAFE_INTEGER, sentAt }).text;
  // Of an attested view by itself there is nothing to be erased.
  if (!isApart(config) || entry.view === 'attested') return [{ key, text: whole(), lock }];
  const beside = objectKey(config.prefix, 'erasable', entry.time, id);
  return [
    { key, text: JSON.stringify(lastingPart(entry, id, beside)), lock },
    { key: beside, text: whole(), lock: erasableLock(config) },
  ];
}

/**
 * What may stay when the log view is erased: the attested view, the bundle over it, and the digest of the log view, which
 * says nothing about it (the log view holds a salt) and still proves every copy of it. An entry that came without its
 * attested view is only named here.
 */
function lastingPart(entry: LogEntry, id: string, erasable: string) {
  const { recordId, phase, digest, time, attested, subjectDigest, bundle } = entry;
  return {
    key: id,
    recordId,
    phase,
    digest,
    time,
    erasable,
    subjectDigest,
    attested,
    bundle: bundle && jsonOf(bundle),
  };
}

/** A bundle that is no JSON is kept as the text that it is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
