/** One operation of a bulk request. */
export interface BulkOperation {
  readonly kind: 'create' | 'index' | 'update' | 'delete';
  readonly index: string;
  readonly id: string | undefined;
  readonly source: Record<string, unknown> | undefined;
}

/** A request that the real one would refuse whole, with status 400. */
export class MalformedBulk extends Error {}

const KINDS = ['create', 'index', 'update', 'delete'] as const;

/** Reads a bulk request's body as strictly as Elasticsearch does: each line JSON, the last one ended. */
export function parseBulk(body: string, defaultIndex: string | undefined): BulkOperation[] {
  if (body === '') throw new MalformedBulk('request body is required');
  if (!body.endsWith('\n')) throw new MalformedBulk('The bulk request must be terminated by a newline [\\n]');
  const lines = body.slice(0, -1).split('\n');
  const operations: BulkOperation[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const action = objectIn(lines[index], index);
    const kind = KINDS.find((candidate) => action[candidate] !== undefined);
    if (kind === undefined || Object.keys(action).length !== 1) {
      throw new MalformedBulk(`Malformed action/metadata line [${index + 1}]`);
    }
    const { _index = defaultIndex, _id, ...rest } = action[kind] as Record<string, unknown>;
    const unknown = Object.keys(rest).find((name) => !['require_alias', 'routing', 'pipeline'].includes(name));
    if (unknown !== undefined) {
      throw new MalformedBulk(`Action/metadata line [${index + 1}] contains an unknown parameter [${unknown}]`);
    }
    if (typeof _index !== 'string') throw new MalformedBulk('Validation Failed: 1: index is missing;');
    let source: Record<string, unknown> | undefined;
    if (kind !== 'delete') {
      index += 1;
      source = objectIn(lines[index], index);
    }
    operations.push({ kind, index: _index, id: typeof _id === 'string' ? _id : undefined, source });
  }
  return operations;
}

function objectIn(line: string | undefined, index: number): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line ?? '');
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below, like every other line that is no object.
  }
  throw new MalformedBulk(`Malformed line [${index + 1}], expected a JSON object`);
}
