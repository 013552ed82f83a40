import { n as keysOf, t as createWebhookSink } from "./sink7.js";

export { createWebhookSink };