import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CliIo } from './io.ts';

/**
 * The folder with this user's signing key: DOORLOG_HOME, or `doorlog` under APPDATA on Windows, and under
 * XDG_CONFIG_HOME or .config in the home folder elsewhere (XDG Base Directory Specification).
 */
export function keyFolder({ env, cwd }: Pick<CliIo, 'env' | 'cwd'>, platform: string = process.platform): string {
  if (env.DOORLOG_HOME) return resolve(cwd, env.DOORLOG_HOME);
  if (platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'doorlog');
  return join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'doorlog');
}
