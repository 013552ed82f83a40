/**
 * Where people write what they like, as paths into a record, `*` standing for items; what lies below belongs to it. The
 * schema marks the same fields, and a test holds the two together: the schema itself is too much to load for a start.
 */
export const FREE_TEXT = [
  '/pipeline/workflow',
  '/pipeline/matrix',
  '/pipeline/command',
  '/pipeline/directory',
  '/people/author/name',
  '/people/committer/name',
  '/resources/draftReleases/*/name',
  '/resources/releases/*/name',
  '/runner/environmentVariables',
  '/source/headline',
  '/source/tag/tagger/name',
  '/source/verification/payload',
  '/source/remote',
  '/approvals/*/comment',
  '/gaps/*/detail',
  '/policy/waivers/*/owner',
  '/policy/waivers/*/approver',
  '/policy/waivers/*/reason',
] as const;

/** Whether a path into a record, `*` standing for items, is one of free text. */
export function isFreeText(path: string): boolean {
  return FREE_TEXT.some((free) => path === free || path.startsWith(`${free}/`));
}
