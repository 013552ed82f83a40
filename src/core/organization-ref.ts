import { DoorlogError, sentenceOf } from '../errors.ts';
import type { PinnedFile } from '../ports.ts';

const LONGEST = 600;

/** Names as GitHub allows them; what only looks like one would be asked for in vain. */
const PARTS = /^([A-Za-z0-9][\w-]{0,99}\/[\w.-]{1,100})\/([^@]+)@(.+)$/;

/**
 * Reads `OWNER/REPO/PATH@COMMIT`; `where` is what holds it, in words, for the sentence. A branch or a tag is refused:
 * whoever can move it would decide what is judged. What was given is not repeated: it may be a secret in the wrong place.
 * Raises `policy-invalid`.
 */
export function parseOrganizationRef(text: string, where: string): PinnedFile {
  const [, repository = '', path = '', commit = ''] = PARTS.exec(text.length > LONGEST ? '' : text) ?? [];
  if (!isRepository(repository) || !isPath(path)) {
    throw refused(where, 'must name an organisation’s policy as OWNER/REPO/PATH@COMMIT');
  }
  if (!/^[0-9a-f]{40}$/i.test(commit)) {
    throw refused(where, 'must end in a full commit (40 hex digits): a branch or a tag can be moved');
  }
  return { repository, path, commit: commit.toLowerCase() };
}

/** The one way to write a reference. */
export function formatOrganizationRef({ repository, path, commit }: PinnedFile): string {
  return `${repository}/${path}@${commit}`;
}

/** Whether two references lead to the same file; GitHub knows repositories whatever the case of their names. */
export function isSameRef(a: PinnedFile, b: PinnedFile): boolean {
  return a.commit === b.commit && a.path === b.path && a.repository.toLowerCase() === b.repository.toLowerCase();
}

/**
 * What may be saved and shown of a reference that somebody gave: its one way of writing, or a stand-in that
 * `parseOrganizationRef` refuses for the same reason.
 */
export function savableOrganizationRef(text: string): string {
  try {
    return formatOrganizationRef(parseOrganizationRef(text, ''));
  } catch (error) {
    return sentenceOf(error).includes('commit (') ? 'OWNER/REPO/PATH@REF' : 'unusable';
  }
}

function isRepository(text: string): boolean {
  return text !== '' && !/\/\.{1,2}$/.test(text);
}

/** A path that leads nowhere else once it is part of an address. */
function isPath(text: string): boolean {
  return (
    /^[ -~\u00a0-\uffff]+$/.test(text) && text.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function refused(where: string, what: string): DoorlogError {
  return new DoorlogError('policy-invalid', `${where} ${what}.`);
}
