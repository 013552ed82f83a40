// Made by `npm run generate` from policies/; edit the files there.
import type { Templates } from './templates.ts';

/** The policies that others extend by name. */
export const TEMPLATES: Templates = {};
