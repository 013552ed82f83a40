import type { ReviewLine } from './review.ts';
import type { Answer } from './verify.ts';

/** Width of the column with the titles. */
const TITLE = 16;

/** What the demo shows at its end. */
export interface Page {
  readonly review: readonly ReviewLine[];
  readonly answer: Answer;
  readonly paths: readonly string[];
  readonly commands: readonly string[];
  /** Whether to use colour. */
  readonly colour: boolean;
}

/** The page as text for a terminal. */
export function pageText({ review, answer, paths, commands, colour }: Page): string {
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const held = answer.checks.filter(({ status }) => status === 'ok').length;
  const verdict =
    answer.verdict === 'verified'
      ? paint(32, `verified, ${held} checks hold`)
      : paint(31, answer.checks.find(({ status }) => status === 'failed')?.detail ?? 'refused');
  const lines = [...review, { title: 'Proof', texts: [verdict] }].flatMap(({ title, texts }) =>
    (texts.length === 0 ? ['nothing'] : texts).map(
      (text, index) => `${paint(1, (index === 0 ? title : '').padEnd(TITLE))}${text}`,
    ),
  );
  const list = (title: string, texts: readonly string[]) => ['', paint(1, title), ...texts.map((text) => `  ${text}`)];
  return `${[...lines, ...list('Files', paths), ...list('Check it again by hand', commands)].join('\n')}\n`;
}
