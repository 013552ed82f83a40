import type { Location } from '../model/verdict.ts';
import type { Logger } from '../ports.ts';

/** Where an annotation points, and its heading. */
export interface AnnotationPlace {
  readonly title?: string;
  readonly location?: Location | undefined;
}

/** What a person sees of a step: its log, and annotations on the run. */
export interface ActionConsole extends Logger {
  warn(sentence: string, place?: AnnotationPlace): void;
  error(sentence: string, place?: AnnotationPlace): void;
}

/** The runner shows no more annotations of one kind for a step, and cuts longer ones. */
const MAX_ANNOTATIONS = 10;
const MAX_LENGTH = 4_000;

/**
 * Speaks to the runner by workflow commands. Nothing that is printed can begin a command of its own: text is kept on one
 * line, and ordinary lines never start with a colon.
 */
export function actionConsole(write: (line: string) => void): ActionConsole {
  const left = { warning: MAX_ANNOTATIONS, error: MAX_ANNOTATIONS };

  function annotate(kind: 'warning' | 'error', sentence: string, place: AnnotationPlace = {}): void {
    const text = oneLine(sentence).slice(0, MAX_LENGTH);
    if (left[kind]-- <= 0) return write(`Doorlog ${kind}: ${text}\n`);
    const { title = 'Doorlog', location } = place;
    const properties = [
      `title=${escapeProperty(title)}`,
      ...(location ? [`file=${escapeProperty(location.file)}`] : []),
      ...(location?.line !== undefined ? [`line=${location.line}`] : []),
    ];
    write(`::${kind} ${properties.join(',')}::${escapeData(text)}\n`);
  }

  return {
    info: (sentence) => write(`Doorlog: ${oneLine(sentence)}\n`),
    warn: (sentence, place) => annotate('warning', sentence, place),
    error: (sentence, place) => annotate('error', sentence, place),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(oneLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
