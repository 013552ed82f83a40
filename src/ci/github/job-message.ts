/** The few facts of a job message that Doorlog may keep; everything else in it is full of secrets. */
export interface JobMessageFacts {
  runId?: string;
  runAttempt?: string;
  jobKey?: string;
  checkRunId?: string;
  /** The token's permissions as the runner got them: JSON text like `{"Contents":"read"}`. */
  tokenPermissions?: string;
}

/** Longer lines hold scripts and certificates, never one of the facts. */
const LONGEST_LINE = 8192;

/**
 * Reads the job message in a worker's diagnostic log, line by line, and keeps only the facts above. The runner prints it
 * once, near the top, as indented JSON after `Job message:`. Its masker may have replaced any text by `***`, brackets
 * too, so the lines are read by their indentation, which a value can't forge: JSON escapes its line breaks.
 * Source: actions/runner, `Worker.cs` and `PipelineContextDataJsonConverter.cs`.
 */
export class JobMessageReader {
  readonly facts: JobMessageFacts = {};
  /** `before` the message, `inside` it, or `after` it: nothing that follows is ever read. */
  state: 'before' | 'inside' | 'after' = 'before';
  private section = '';
  private member = '';
  private entry = '';

  push(line: string): void {
    if (this.state === 'after' || line.length > LONGEST_LINE) {
      return;
    }
    const text = line.trimEnd();
    if (this.state === 'before') {
      if (/^\[[^\]]*\] Job message:$/.test(text)) {
        this.state = 'inside';
      }
      return;
    }
    if (text === '}' || text === '***' || text.startsWith('[')) {
      this.state = 'after';
      return;
    }
    const parts = /^( *)"([^"\\]+)": (.*)$/.exec(text);
    if (parts !== null) {
      this.property(parts[1]?.length ?? 0, parts[2] ?? '', (parts[3] ?? '').replace(/,$/, ''));
    }
  }

  private property(indent: number, name: string, value: string): void {
    const key = name.toLowerCase();
    if (indent === 2) {
      this.section = key;
      this.member = '';
    } else if (indent === 4) {
      this.member = key;
      this.entry = '';
    } else if (indent === 6 && this.section === 'variables' && key === 'value') {
      this.keep(`variables/${this.member}`, value);
    } else if (indent === 10 && this.section === 'contextdata' && key === 'k') {
      this.entry = scalar(value) ?? '';
    } else if (indent === 10 && this.section === 'contextdata' && key === 'v') {
      this.keep(`${this.member}/${this.entry}`, value);
      this.entry = '';
    }
  }

  private keep(path: string, written: string): void {
    const fact = factAt(path);
    const value = fact === undefined ? undefined : scalar(written);
    if (fact !== undefined && value !== undefined) {
      this.facts[fact] ??= value;
    }
  }
}

function factAt(path: string): keyof JobMessageFacts | undefined {
  switch (path) {
    case 'github/run_id':
      return 'runId';
    case 'github/run_attempt':
      return 'runAttempt';
    case 'github/job':
    case 'variables/system.github.job':
      return 'jobKey';
    case 'job/check_run_id':
      return 'checkRunId';
    case 'variables/system.github.token.permissions':
      return 'tokenPermissions';
    default:
      return undefined;
  }
}

function scalar(written: string): string | undefined {
  if (/^\d+$/.test(written)) {
    return written;
  }
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
