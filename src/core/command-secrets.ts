import { soundsSecret } from './secret-values.ts';

const MASK = '***';

/**
 * A command's words without what looks like a secret in them: the value of an option or assignment whose name says so
 * (`--token x`, `--password=x`, `API_KEY=x`), passwords in URLs, and what follows `Bearer` or `Basic`.
 */
export function maskCommand(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    const isValue = /^--?[A-Za-z][\w.-]*$/.test(before) && isSecretName(before) && !word.startsWith('-');
    return isValue ? MASK : maskWord(word);
  });
}

/** Options say `--api-key` where variables say `API_KEY`. */
function isSecretName(name: string): boolean {
  return soundsSecret(name.replaceAll('-', '_'));
}

function maskWord(word: string): string {
  const [, name = '', sign = ''] = /^(-{0,2}[A-Za-z][\w.-]*)([=:])./s.exec(word) ?? [];
  // `https://…` is no assignment; passwords in it are masked below.
  if (isSecretName(name) && !word.startsWith('://', name.length)) return `${name}${sign}${MASK}`;
  return word
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/@]+@/gi, `$1:${MASK}@`)
    .replace(/\b(bearer|basic)\s+[^\s"']+/gi, `$1 ${MASK}`);
}
