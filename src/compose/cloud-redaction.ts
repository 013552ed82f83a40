import type { CloudRedaction } from '../core/cloud-facts.ts';
import { createRedactor } from '../core/redaction.ts';

/** Takes what proves the job's cloud identities out of what clouds say, and out of sentences all else that is secret too. */
export async function cloudRedaction(
  env: Readonly<Record<string, string | undefined>>,
  redact: (text: string) => string,
): Promise<CloudRedaction> {
  const { cloudSecrets } = await import('../cloud/cloud-secrets.ts');
  const { text } = createRedactor({ known: cloudSecrets(env), guessed: [] });
  return { names: text, sentences: (sentence) => redact(text(sentence)) };
}
