import { DoorlogError } from '../../errors.ts';
import { type Read, readShape } from './payload-shape.ts';

const USER = { login: 'word', id: 'id', type: 'word' } as const;
const AUTHORED = { user: USER, author_association: 'word' } as const;
const REPOSITORY = { id: 'id', full_name: 'name' } as const;

/**
 * The parts of a webhook's payload that are kept: https://docs.github.com/webhooks/webhook-events-and-payloads
 * Of the inputs of a dispatch, only their names.
 */
const PARTS = {
  action: 'word',
  sender: USER,
  repository: { ...REPOSITORY, private: 'flag', visibility: 'visibility' },
  before: 'sha',
  created: 'flag',
  forced: 'flag',
  pusher: { name: 'word' },
  pull_request: {
    ...AUTHORED,
    number: 'id',
    head: { sha: 'sha', ref: 'text', repo: REPOSITORY },
    base: { ref: 'text', repo: REPOSITORY },
    merged: 'flag',
    merged_by: USER,
  },
  review: AUTHORED,
  workflow: { path: 'text' },
  workflow_run: {
    id: 'id',
    event: 'word',
    status: 'word',
    conclusion: 'word',
    path: 'text',
    head_sha: 'sha',
    head_branch: 'text',
    head_repository: REPOSITORY,
    repository: REPOSITORY,
    actor: USER,
    triggering_actor: USER,
  },
  merge_group: { head_sha: 'sha', head_ref: 'text', base_sha: 'sha', base_ref: 'text' },
  release: {
    id: 'id',
    tag_name: 'text',
    target_commitish: 'text',
    author: USER,
    created_at: 'time',
    draft: 'flag',
    prerelease: 'flag',
    immutable: 'flag',
  },
  deployment: { id: 'id', environment: 'name', sha: 'sha', ref: 'text', creator: USER },
  deployment_status: { state: 'word' },
  comment: { ...AUTHORED, id: 'id' },
  issue: { ...AUTHORED, number: 'id', pull_request: 'presence' },
  discussion: AUTHORED,
  schedule: 'name',
  inputs: 'names',
  client_payload: 'names',
} as const;

/** What triggered the run, as far as it is of the form that GitHub documents. */
export type TriggerEvent = NonNullable<Read<typeof PARTS>>;

/** An account as a payload names it; `null` for one that is gone. */
export type PayloadUser = Read<typeof USER>;

/** A repository as a payload names it; `null` for one that is gone. */
export type PayloadRepository = Read<typeof REPOSITORY>;

/** Something in a payload that somebody wrote. */
export type Authored = Read<typeof AUTHORED>;

/** Reads the event file's text. Raises `event-invalid`, naming the file. */
export function parseEvent(text: string, file: string): TriggerEvent {
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    throw new DoorlogError('event-invalid', `The event file ${file} is not JSON; let no step write to it.`, {
      cause: error,
    });
  }
  const event = readShape(PARTS, payload);
  if (!event) {
    throw new DoorlogError(
      'event-invalid',
      `The event file ${file} does not hold a JSON object; let no step write to it.`,
    );
  }
  return event;
}
