import type { AlertMessage } from '../ports/alerts.ts';

/**
 * Slack’s limits, in characters (docs.slack.dev, “Block Kit”, header, section and context blocks); `text` is cut by Slack
 * at 40,000 and best kept under 4,000.
 */
const MOST = { header: 150, section: 3_000, field: 2_000, text: 4_000 } as const;
const MOST_LOCATIONS = 5;

/** Invisible: between an @ and what follows, so that nothing downstream takes it for a mention. */
const JOINER = '\u2060';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': `@${JOINER}` };

/** The JSON text of a message to an incoming webhook (docs.slack.dev, “Sending messages using incoming webhooks”). */
export function slackMessage(message: AlertMessage): string {
  const title = `${message.test ? 'TEST: ' : ''}Doorlog: ${message.rule}`;
  const place = message.repository === undefined ? '' : ` in ${message.repository}`;
  return JSON.stringify({
    text: escaped(`${title} (${message.severity})${place}. ${message.message}`, MOST.text),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: escaped(title, MOST.header), emoji: false } },
      ...(message.test ? [section('This is a test of the channel: no job was judged.')] : []),
      section(escaped(message.message, MOST.section) || 'Nothing more is said of it.'),
      ...(message.mend === undefined ? [] : [section(labelled('To mend it:', message.mend, MOST.section))]),
      { type: 'section', fields: fieldsOf(message) },
      { type: 'context', elements: [words(contextOf(message))] },
    ],
  });
}

/**
 * Text of somebody else as Slack shows it letter by letter: the three characters that begin links and mentions are
 * escaped, invisible ones that could hide or turn text around are shown as a box. At most so many characters long, with no
 * entity cut in two (docs.slack.dev, “Formatting text for app surfaces”, escaping text).
 */
export function escaped(text: string, most: number): string {
  const visible = text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00ad]+/gu, '▯')
    .trim();
  let short = '';
  for (const character of visible) {
    const next = ENTITIES[character] ?? character;
    if (short.length + next.length >= most) return `${short}…`;
    short += next;
  }
  return short;
}

function fieldsOf(message: AlertMessage): object[] {
  const { severity, raisedBy, mode, refused, moment, repository, workflow, job, environment, ref, sha } = message;
  const what = moment === 'gate' ? 'run' : 'job';
  const effect = refused ? `this ${what} is refused` : mode === 'audit' ? 'only recorded (audit)' : 'only warned of';
  const rows: [string, string | undefined][] = [
    ['Severity', raisedBy?.length ? `${severity}, raised by ${raisedBy.join(', ')}` : severity],
    ['Effect', effect],
    ['Repository', repository],
    ['Job', workflow === undefined ? job : `${job ?? 'unknown'} in ${workflow}`],
    ['Environment', environment],
    ['Ref', ref === undefined || sha === undefined ? ref : `${ref}, ${sha.slice(0, 12)}`],
    ['Who', whoOf(message)],
    ['Where', whereOf(message)],
  ];
  return rows.flatMap(([label, value]) => (value ? [words(labelled(`${label}:`, value, MOST.field))] : []));
}

function whoOf({ initiator, rerunner }: AlertMessage): string | undefined {
  return rerunner === undefined || rerunner === initiator
    ? initiator
    : `${initiator ?? 'unknown'}, re-run by ${rerunner}`;
}

function whereOf({ locations = [] }: AlertMessage): string {
  const named = locations.slice(0, MOST_LOCATIONS);
  return named.map(({ file, line }) => (line === undefined ? file : `${file}, line ${line}`)).join('; ');
}

function contextOf({ runUrl, runNumber, runId, runAttempt, moment, time, recordId }: AlertMessage): string {
  const name = `run ${runNumber ?? runId ?? 'unknown'}${runAttempt ? `, attempt ${runAttempt}` : ''}`;
  const run = link(escaped(name, 200), runUrl);
  return `${run}, seen ${moment === 'collector' ? 'by' : 'at'} the ${moment}, ${escaped(time, 40)}; record ${recordId.slice(0, 16)}`;
}

/** A variable of the runner, which other steps can set, is a link only if it is nothing but an address. */
function link(label: string, url: string | undefined): string {
  const isAddress = url !== undefined && url.length < 1_000 && /^https?:\/\/[\w.:/?=&%#~+-]+$/.test(url);
  return isAddress ? `<${url.replaceAll('&', '&amp;')}|${label}>` : label;
}

/** The label is our own; it counts for the limit too. */
function labelled(label: string, value: string, most: number): string {
  const start = `*${label}* `;
  return `${start}${escaped(value, most - start.length)}`;
}

function section(text: string): object {
  return { type: 'section', text: words(text) };
}

/** `verbatim`: addresses, channels and names that stand in the text are not turned into links. */
function words(text: string): object {
  return { type: 'mrkdwn', text, verbatim: true };
}
