import type { ChannelType } from './channel-type.ts';

/** Every kind of channel by its type; its code is loaded when a list of alerts names it. */
export const CHANNEL_TYPES: Readonly<Record<string, () => Promise<ChannelType>>> = {
  slack: async () => (await import('./slack.ts')).slackType,
  webhook: async () => (await import('./webhook.ts')).webhookType,
  'github-issue': async () => (await import('./github-issue.ts')).githubIssueType,
};
