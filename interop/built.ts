import { fileURLToPath } from 'node:url';

/** Folder of the built action and command line. */
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));
