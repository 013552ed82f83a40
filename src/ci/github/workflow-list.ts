import * as z from 'zod/mini';
import { codeOf, DoorlogError } from '../../errors.ts';
import type { WorkflowList } from '../../ports.ts';
import type { GitHubClient } from './client.ts';

const PER_PAGE = 100;

const Repository = z.object({ id: z.number(), full_name: z.string(), html_url: z.string() });
const Page = z.object({
  total_count: z.number(),
  workflows: z.array(z.object({ path: z.string(), state: z.string() })),
});
/** A file of up to 1 MiB; of a larger one GitHub leaves the text out. */
const Content = z.object({ type: z.string(), encoding: z.optional(z.string()), content: z.optional(z.string()) });

/** Makes the list of one repository’s workflows; nothing is sent yet. */
export function createWorkflowList(client: GitHubClient, repository: string): WorkflowList {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async repository() {
      const reply = await client.rest('GET /repos/{owner}/{repo}', { owner, repo }, Repository);
      if (!URL.canParse(reply.html_url)) {
        throw new DoorlogError('http-reply-invalid', 'GitHub’s API did not say where the repository’s page is.');
      }
      return { name: reply.full_name, id: String(reply.id), server: new URL(reply.html_url).origin };
    },
    async *workflows(signal) {
      for (let page = 1, seen = 0; ; page++) {
        signal?.throwIfAborted();
        const where = { owner, repo, per_page: PER_PAGE, page };
        const reply = await client.rest('GET /repos/{owner}/{repo}/actions/workflows', where, Page);
        yield* reply.workflows;
        seen += reply.workflows.length;
        if (reply.workflows.length === 0 || seen >= reply.total_count) return;
      }
    },
    async file(path) {
      try {
        const reply = await client.rest('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path }, Content);
        return textOf(reply, path);
      } catch (error) {
        if (codeOf(error) === 'api-not-found') return undefined;
        throw error;
      }
    },
  };
}

function textOf({ type, encoding, content }: z.infer<typeof Content>, path: string): string {
  if (type !== 'file' || encoding !== 'base64' || content === undefined) {
    throw new DoorlogError('http-reply-invalid', `GitHub’s API gives no text of ${path}: it is no file, or too large.`);
  }
  return Buffer.from(content, 'base64').toString('utf8');
}
