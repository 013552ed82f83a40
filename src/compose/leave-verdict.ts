import { canonicalize } from '../core/canonical.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import type { Configuration } from '../model/configuration.ts';
import type { EndPorts, EndResult } from '../pipeline/end.ts';
import type { VerdictFiles } from './verdict-files.ts';

/** What is left of a verdict beside the record, and what went wrong on the way. */
export interface LeftVerdict {
  readonly files?: VerdictFiles;
  readonly problems: readonly Problem[];
}

/**
 * Leaves the verdict that stands in the attested view as files, signed and uploaded where `attest-verdict` asks for it.
 * Never raises: the record has been made, signed and delivered before.
 */
export async function leaveVerdict(
  ports: Pick<EndPorts, 'signer' | 'attestations' | 'redact'>,
  { attestVerdict }: Pick<Configuration, 'attestVerdict'>,
  { views, refused }: Pick<EndResult, 'views' | 'refused'>,
  folder: string,
): Promise<LeftVerdict> {
  const { attested: record } = views;
  if (!record.policy) return { problems: [] };
  const problems: Problem[] = [];
  const attempt = async <T>(action: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await action();
    } catch (error) {
      const problem = problemOf(error);
      problems.push({ ...problem, message: ports.redact(problem.message) });
      return undefined;
    }
  };
  const { keepVerdict, keepVerdictBundle } = await import('./verdict-files.ts');
  const text = canonicalize(record);
  const { policy: verdict } = record;
  const kept = await attempt(async () => keepVerdict({ record, text, verdict, refused, folder }));
  if (!kept || !attestVerdict) return { ...(kept && { files: kept.files }), problems };
  const signer = ports.signer({ visibility: record.pipeline.visibility, environment: record.pipeline.environment });
  const sign = 'gap' in signer ? undefined : signer.signStatement;
  if (!sign) return { files: kept.files, problems };
  const signed = await attempt(async () => {
    const { json } = await sign(Buffer.from(kept.statement));
    return { json, verdict: keepVerdictBundle(folder, json) };
  });
  if (!signed) return { files: kept.files, problems };
  await attempt(() => ports.attestations.upload(signed.json));
  return { files: { ...kept.files, verdict: signed.verdict }, problems };
}
