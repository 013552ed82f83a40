/** What a Splunk is prepared for. */
export interface SplunkSetup {
  readonly index: string;
  readonly sourcetype: string;
  readonly source: string;
  /** Most bytes of an event that are kept. */
  readonly maxBytes: number;
  /** How long events are kept at least, unless the index grows beyond its size. */
  readonly days: number;
  /** Whether the token gets indexer acknowledgement (Splunk Enterprise only). */
  readonly acknowledge: boolean;
}

/** One thing that Splunk needs, as a stanza of a configuration file and as an entity of the management port. */
export interface SplunkSetupStep {
  readonly what: string;
  readonly name: string;
  /** Name of the file and the lines that go into it. */
  readonly file: string;
  readonly lines: readonly string[];
  /** Path of the collection that the entity belongs to, and its fields. */
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** Why it is never taken away again. */
  readonly kept?: string;
}

const COLLECTORS = '/servicesNS/nobody/splunk_httpinput/data/inputs/http';

/** What users of the records are called. */
export function splunkNames({ index }: Pick<SplunkSetup, 'index'>) {
  return { token: `${index}-writer`, reader: `${index}_reader` };
}

/**
 * What Splunk needs to hold records, in the order in which it is installed; each may be installed any number of times.
 * After indexes.conf, props.conf, authorize.conf and inputs.conf of the Splunk Enterprise Admin Manual, and the REST API
 * Reference Manual. There is no token in it: Splunk makes one.
 */
export function splunkSetupSteps(setup: SplunkSetup): SplunkSetupStep[] {
  const names = splunkNames(setup);
  return [
    indexStep(setup),
    sourceTypeStep(setup),
    stanzaStep({
      what: 'role of readers, who may search this index and nothing else',
      name: names.reader,
      file: 'authorize.conf',
      stanza: `role_${names.reader}`,
      path: '/services/authorization/roles',
      settings: { srchIndexesAllowed: setup.index, srchIndexesDefault: setup.index },
      lines: ['search = enabled'],
      form: { capabilities: 'search' },
    }),
    {
      what: 'HTTP Event Collector, turned on for all of its tokens',
      name: 'http',
      file: 'inputs.conf',
      lines: ['[http]', 'disabled = 0'],
      path: COLLECTORS,
      form: { disabled: '0' },
      kept: 'other senders may need the collector',
    },
    tokenStep(setup, names.token),
  ];
}

function indexStep({ index, days }: SplunkSetup): SplunkSetupStep {
  const settings = { frozenTimePeriodInSecs: String(days * 86_400) };
  return {
    ...stanzaStep({
      what: `index that keeps events for ${days} days`,
      name: index,
      file: 'indexes.conf',
      stanza: index,
      path: '/services/data/indexes',
      settings,
      lines: [
        `homePath = $SPLUNK_DB/${index}/db`,
        `coldPath = $SPLUNK_DB/${index}/colddb`,
        `thawedPath = $SPLUNK_DB/${index}/thaweddb`,
        '# Beyond maxTotalDataSizeMB (500 GB unless set) the oldest events go earlier than that.',
      ],
    }),
    kept: 'the records in the index would go with it',
  };
}

/** Events come one by one with their own time, so that nothing is to be split, merged or looked for in them. */
function sourceTypeStep({ sourcetype, maxBytes }: SplunkSetup): SplunkSetupStep {
  return stanzaStep({
    what: `source type whose events are kept up to ${maxBytes} bytes`,
    name: sourcetype,
    file: 'props.conf',
    stanza: sourcetype,
    path: '/servicesNS/nobody/search/configs/conf-props',
    settings: { TRUNCATE: String(maxBytes), SHOULD_LINEMERGE: 'false', KV_MODE: 'json' },
  });
}

function tokenStep({ index, sourcetype, source, acknowledge }: SplunkSetup, name: string): SplunkSetupStep {
  return stanzaStep({
    what: 'token of the writer, who may send events to this index and nothing else',
    name,
    file: 'inputs.conf',
    stanza: `http://${name}`,
    path: COLLECTORS,
    settings: { index, indexes: index, sourcetype, source, useACK: acknowledge ? '1' : '0', disabled: '0' },
    lines: ['# token = A-NEW-GUID, for instance by uuidgen; Splunk makes one itself where it is made by the REST API'],
  });
}

/** An entity whose fields stand in the file too; `lines` stand there only, and `form` only in the request. */
function stanzaStep(entity: {
  readonly what: string;
  readonly name: string;
  readonly file: string;
  readonly stanza: string;
  readonly path: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
  readonly form?: Readonly<Record<string, string>>;
}): SplunkSetupStep {
  const { what, name, file, stanza, path, settings, lines = [], form = {} } = entity;
  const own = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  return { what, name, file, lines: [`[${stanza}]`, ...own, ...lines], path, form: { ...settings, ...form } };
}

/** A step as somebody who edits configuration files needs it. */
export function printedStep({ what, file, lines }: SplunkSetupStep): string {
  return `# ${what}\n# in ${file}\n${lines.join('\n')}\n`;
}

/** How to come by the token that Splunk made; `url` is that of the management port. */
export function splunkTokenHints(url: string, setup: Pick<SplunkSetup, 'index'>): string {
  const { token } = splunkNames(setup);
  return `
Next, give the token to the action's input splunk-token; it is the "token" in
    curl -u ADMIN '${url}${COLLECTORS}/${token}?output_mode=json'
or stands in Splunk Web under Settings, Data inputs, HTTP Event Collector.
`;
}
