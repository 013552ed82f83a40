import * as z from 'zod/mini';
import { DoorlogError } from '../../errors.ts';
import type { Issue, IssueBoard } from '../../ports.ts';
import type { GitHubClient } from './client.ts';

/** The label by which our issues are found again. */
export const ISSUE_LABEL = 'doorlog';

const PER_PAGE = 100;
/** Issues are one per fingerprint: more open ones than this are no longer read by anybody. */
const MOST_PAGES = 10;

/** Who may put a label on an issue may open one in our name; a template of issues may do it for everybody. */
const INSIDE = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

const Issues = z.array(
  z.object({
    number: z.number(),
    body: z.nullish(z.string()),
    author_association: z.optional(z.string()),
    user: z.nullish(z.object({ type: z.optional(z.string()) })),
    pull_request: z.optional(z.unknown()),
  }),
);
const Created = z.object({
  number: z.number(),
  labels: z.optional(z.array(z.union([z.string(), z.object({ name: z.optional(z.nullable(z.string())) })]))),
});
const Anything = z.unknown();

/**
 * Issues of a repository by GitHub's REST API (issues: write).
 * https://docs.github.com/rest/issues/issues
 */
export function createIssueBoard(client: GitHubClient, repository: string, label: string): IssueBoard {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async open() {
      const found: Issue[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = { owner, repo, labels: label, state: 'open', direction: 'asc', per_page: PER_PAGE, page };
        const issues = await client.rest('GET /repos/{owner}/{repo}/issues', query, Issues);
        found.push(...issues.filter(isOurs).map(({ number, body }) => ({ number, body: body ?? '' })));
        if (issues.length < PER_PAGE) return found;
      }
      // Whether there is one already can't be told then, and one more would be opened in each run.
      throw new DoorlogError(
        'http-status',
        `More than ${MOST_PAGES * PER_PAGE} open issues have the label “${label}”, so none is opened or changed; close those that are done.`,
      );
    },
    async create(title, body) {
      const issue = { owner, repo, title, body, labels: [label] };
      const { number, labels } = await client.rest('POST /repos/{owner}/{repo}/issues', issue, Created);
      // GitHub drops labels in silence where the token may not set them.
      if (!labels || labels.some((each) => (typeof each === 'string' ? each : each.name) === label)) return number;
      throw new DoorlogError(
        'api-denied',
        `Issue #${number} was opened without the label “${label}”, which this token may not set, so it will not be found again; close it, and give a token that may.`,
      );
    },
    async update(number, body) {
      const where = { owner, repo, issue_number: number };
      await client.rest('PATCH /repos/{owner}/{repo}/issues/{issue_number}', { ...where, body }, Anything);
    },
    async close(number, body) {
      const where = { owner, repo, issue_number: number };
      const closed = { ...where, body, state: 'closed', state_reason: 'completed' };
      await client.rest('PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed, Anything);
    },
  };
}

/** A stranger’s issue with our marker in it would be updated in place of an alert of ours. */
function isOurs(issue: z.infer<typeof Issues>[number]): boolean {
  if (issue.pull_request !== undefined) return false;
  return issue.user?.type === 'Bot' || INSIDE.has(issue.author_association ?? '');
}
