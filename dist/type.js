import { n as WebhookUrl, r as webhookType, t as WebhookSinkConfig } from "./type2.js";

export { webhookType };