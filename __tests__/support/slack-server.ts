import * as z from 'zod/mini';
import {
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';

/** A running Slack with one incoming webhook. */
export interface SlackServer extends LocalServer {
  /** The webhook’s address: all that is secret about it. */
  readonly webhookUrl: string;
  /** Messages that are in the channel, in their order; Slack keeps every one that it is sent. */
  readonly messages: readonly SlackMessage[];
  /** What is wrong with the webhook from now on: Slack’s own word for it. */
  setTrouble(word: string | undefined): void;
}

/** Slack’s words with their statuses. docs.slack.dev, “Sending messages using incoming webhooks”, handling errors. */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_payload: 400,
  no_text: 400,
  user_not_found: 400,
  action_prohibited: 403,
  invalid_token: 403,
  posting_to_general_channel_denied: 403,
  team_disabled: 403,
  channel_not_found: 404,
  no_service: 404,
  no_team: 404,
  no_active_hooks: 404,
  channel_is_archived: 410,
};

const bounded = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: bounded(most), emoji: z.optional(z.boolean()) });
const anyText = (most: number) =>
  z.union([
    plainText(most),
    z.strictObject({ type: z.literal('mrkdwn'), text: bounded(most), verbatim: z.optional(z.boolean()) }),
  ]);

/** docs.slack.dev, “Blocks”: the limits of each kind of block. */
const Block = z.union([
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      text: z.optional(anyText(3_000)),
      fields: z.optional(z.array(anyText(2_000)).check(z.minLength(1), z.maxLength(10))),
    })
    .check(z.refine(({ text, fields }) => text !== undefined || fields !== undefined)),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(anyText(3_000)).check(z.minLength(1), z.maxLength(10)),
  }),
]);

const Message = z.strictObject({
  text: z.optional(z.string().check(z.maxLength(40_000))),
  blocks: z.optional(z.array(Block).check(z.maxLength(50))),
  unfurl_links: z.optional(z.boolean()),
  unfurl_media: z.optional(z.boolean()),
});
export type SlackMessage = z.infer<typeof Message>;

/** Starts a strict Slack: it refuses what the real one refuses, and answers in its words. */
export async function startSlack(options: LocalServerOptions = {}): Promise<SlackServer> {
  const path = '/services/T0DOORLOG/B0CHANNEL/cnryHookOfSlack0000000000';
  const messages: SlackMessage[] = [];
  let trouble: string | undefined;

  function handle({ method, url, headers, body }: LocalRequest): LocalReply {
    if (method !== 'POST') return { status: 405, body: 'method_not_allowed' };
    if (!url.pathname.startsWith('/services/')) return { status: 404, body: 'no_team' };
    if (url.pathname !== path) return said('invalid_token');
    if (trouble !== undefined) return said(trouble);
    if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return said('invalid_payload');
    const message = Message.safeParse(jsonOrNothing(body.toString('utf8')));
    if (!message.success) return said('invalid_payload');
    const { text = '', blocks = [] } = message.data;
    if (text === '' && blocks.length === 0) return said('no_text');
    messages.push(message.data);
    return { status: 200, headers: { 'content-type': 'text/html' }, body: 'ok' };
  }

  const server = await serve({ ...options, handle });
  return {
    ...server,
    webhookUrl: `${server.url}${path}`,
    messages,
    setTrouble(word) {
      trouble = word;
    },
  };
}

/** All texts of a message, in their order. */
export function textsOf({ text = '', blocks = [] }: SlackMessage): string[] {
  const parts = blocks.flatMap((block) => {
    if (block.type === 'divider') return [];
    if (block.type === 'header') return [block.text];
    return block.type === 'context' ? block.elements : [...(block.text ? [block.text] : []), ...(block.fields ?? [])];
  });
  return [text, ...parts.map((part) => part.text)];
}

/** What Slack makes of a text: mentions, and links with the addresses that they lead to. docs.slack.dev, “Formatting text”. */
export function controlsIn(text: string): string[] {
  return [...text.matchAll(/<([^>]*)>/g)].map(([, inner = '']) => inner);
}

function said(word: string): LocalReply {
  return { status: STATUSES[word] ?? 400, headers: { 'content-type': 'text/html' }, body: word };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
