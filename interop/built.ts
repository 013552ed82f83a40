import { fileURLToPath } from 'node:url';
/** Where the built action and command line are. */
export const DIST = process.env.DOORLOG_DEV_DIST ?? fileURLToPath(new URL('../dist', import.meta.url));
