import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the built action and command line; `DOORLOG_DIST` names another one. */
export const DIST = resolve(process.env.DOORLOG_DIST ?? fileURLToPath(new URL('../dist', import.meta.url)));
