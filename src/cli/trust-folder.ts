import { join, resolve } from 'node:path';
import type { CliIo } from './io.ts';

/** Where trust roots are kept: under XDG_CACHE_HOME, LOCALAPPDATA on Windows, else .cache under the home folder. */
export function trustFolder({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>): string {
  const home = env.HOME || env.USERPROFILE;
  const base = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (home && join(home, '.cache'));
  return base ? join(resolve(cwd, base), 'doorlog', 'trust') : join(cwd, '.doorlog', 'trust');
}
