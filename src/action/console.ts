import { type AnnotationProperties, error, info, warning } from '@actions/core';
import type { Location } from '../model/verdict.ts';
import type { Logger } from '../ports.ts';

/** Where an annotation points, and its heading. */
interface AnnotationPlace {
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
 * line, and ordinary lines begin with our name.
 */
export function actionConsole(): ActionConsole {
  const left = { warning: MAX_ANNOTATIONS, error: MAX_ANNOTATIONS };

  function annotate(
    kind: 'warning' | 'error',
    sentence: string,
    { title = 'Doorlog', location }: AnnotationPlace = {},
  ): void {
    const text = oneLine(sentence).slice(0, MAX_LENGTH);
    if (left[kind]-- <= 0) {
      info(`Doorlog ${kind}: ${text}`);
      return;
    }
    const place: AnnotationProperties = {
      title: oneLine(title),
      ...(location && { file: location.file }),
      ...(location?.line !== undefined && { startLine: location.line }),
    };
    if (kind === 'error') error(text, place);
    else warning(text, place);
  }

  return {
    info: (sentence) => info(`Doorlog: ${oneLine(sentence)}`),
    warn: (sentence, place) => annotate('warning', sentence, place),
    error: (sentence, place) => annotate('error', sentence, place),
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
