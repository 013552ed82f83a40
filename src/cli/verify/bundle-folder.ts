import { countUnreadable, type ToldBundle, tellBundles } from '../../core/told-bundle.ts';
import { EXIT } from '../exit-code.ts';
import type { CliIo } from '../io.ts';
import { readBytes } from '../large-file.ts';
import { verifyFolder } from '../verify-folder.ts';
import type { TargetVerdict } from './answer.ts';
import { bundleFilesAt } from './local-evidence.ts';
import type { TargetOutcome, ToldOutcome } from './outcome.ts';
import type { VerifySettings } from './settings.ts';
import { verifyBundleFile } from './subject-target.ts';

/**
 * A directory of bundles: each by itself, told as it is verified, however many there are. What is to be judged again or
 * kept is read as one. Raises `file-unreadable`.
 */
export async function verifyBundleFolder(
  name: string,
  path: string,
  settings: VerifySettings,
): Promise<TargetOutcome | ToldOutcome> {
  const { options, ports, trust, io } = settings;
  const isWhole = options.policy !== undefined || options['save-evidence'] !== undefined || options.artifact.length > 0;
  if (!isWhole) {
    const { stdout, end } = options.json ? inOneShape(name, io) : { stdout: io.stdout, end: () => undefined };
    const told = await verifyFolder(path, { expected: ports.expected, trust, json: options.json }, { ...io, stdout });
    end(told);
    return { told };
  }
  const bundles: ToldBundle[] = [];
  let unreadable = 0;
  for (const file of await bundleFilesAt(path, name)) {
    const text = (await readBytes(file, 'bundles')).toString('utf8');
    bundles.push(...tellBundles(text));
    unreadable += countUnreadable(text);
  }
  return verifyBundleFile({ kind: 'directory', name }, { bundles, unreadable }, settings);
}

/** Puts what all targets’ JSON has around what a folder’s has, piece by piece, because it may be long. */
function inOneShape(name: string, io: CliIo): { stdout: (text: string) => void; end: (code: number) => void } {
  let last: string | undefined;
  return {
    stdout(text) {
      const head = `{"target":${JSON.stringify({ kind: 'directory', name })},`;
      if (last !== undefined) io.stdout(last);
      last = last === undefined ? text.replace(/^\{/, () => head) : text;
    },
    end(code) {
      if (last === undefined) return;
      const rest = { verdict: verdictOf(code), checks: [], records: [], missing: [] };
      io.stdout(last.replace(/\}\n$/, () => `,${JSON.stringify(rest).slice(1)}\n`));
    },
  };
}

function verdictOf(code: number): TargetVerdict {
  if (code === EXIT.fine) return 'verified';
  return code === EXIT.refused ? 'refused' : 'incomplete';
}
