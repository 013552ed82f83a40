import { readFileSync } from 'node:fs';
import type { LogEntry } from '../../src/ports.ts';
import type { Shape } from '../../src/sinks/common-config.ts';
import { MOST_CORE_BYTES, shaped } from '../../src/sinks/shapes/shape.ts';
import { markdownTable } from './markdown-table.ts';
import { mappingOf } from './shape-mapping.ts';

const SHAPES = { native: 'Native', ocsf: 'OCSF 1.8', ecs: 'ECS 9', otel: 'OpenTelemetry' } as const satisfies Record<
  Shape,
  string
>;
const NAMES = Object.keys(SHAPES) as Shape[];

const HEAD = `<!-- Made by \`npm run generate\` from what src/sinks/shapes does; the prose stands in scripts/generated/shapes-page.ts. -->

# How a record looks in a log store

A sink that lets you choose takes \`shape\`, one of the four below. The shape changes how an entry looks, never what it is: the
digest in it is that of the record itself, in RFC 8785’s canonical form, whatever is around it.

| \`shape\` | What it is | Checked with |
| --- | --- | --- |
| \`native\` | Doorlog’s own names: the record and its bundle as they are | Doorlog’s JSON Schema |
| \`ocsf\` | one event of the class API Activity (6003) of OCSF 1.8, without profiles | every scenario’s records against OCSF’s schema, by the Python package \`ocsf-json-schema\`; nothing that OCSF is about to drop, every number with its caption |
| \`ecs\` | one document after the Elastic Common Schema 9 | every field name and value against the list that Elastic publishes as \`@elastic/ecs\` |
| \`otel\` | OTLP’s JSON, as an \`ExportLogsServiceRequest\` with one log record | every scenario’s requests, byte for byte as sent, by the Python package \`opentelemetry-proto\`, which refuses unknown fields; every attribute name against \`@opentelemetry/semantic-conventions\` 1.45 |

## How much of it

A store with a limit on size (\`max-bytes\`) gets the fullest of these that fits:

| Detail | What is in it |
| --- | --- |
| whole | the facts below, the record, and its Sigstore bundle where it was signed |
| record | the same without the bundle |
| core | the facts below, always under ${MOST_CORE_BYTES.toLocaleString('en')} bytes of JSON |

Nothing is left out in silence. Every event says under \`doorlog\` (in OCSF under \`unmapped.doorlog\`):

- \`digest\`, by which the whole can be recognised wherever it is found, and \`subjectDigest\`, that of the attested view;
- \`omitted\`: what was left out, \`bundle\`, \`record\` or both; and with it
- \`runUrl\`, the page of the run, and \`attestations\`: the address at which GitHub’s API lists the attestations over the
  attested view. It is there where the record was signed without a key of your own, on github.com or with data residency on
  ghe.com, and never guessed. The attestation is uploaded after signing, so that nothing is found there where
  the upload failed; where the repository is not public it takes a token with \`attestations: read\`;
- \`cut\`: which texts were shortened, by their place in the record, \`cutCount\` where there are more than eight. A shortened text
  ends with “…”. A text has 1,024 bytes as JSON, fewer only in a core that would otherwise be too large.

Texts come from people (branch names, workflow names, logins). They are data in every shape: no store is ever given one as a
key, a format or a query. Simulated records (\`doorlog doctor --send\`, \`doorlog simulate --live\`) have \`simulation: true\`, in ECS
also the tag and in OCSF the label \`doorlog-simulation\`.

## Which fact goes where

This table is made by following a marked text from every place of the record’s schema into every shape. What is not in it is
in the record alone.`;

const MADE = `Texts that are made of several facts (the job’s key stands in for a check run that is not known, and in ECS and OCSF the
host name for a runner without a name):`;

const WORKED_OUT = `What is worked out:

| From | OCSF | ECS | OpenTelemetry |
| --- | --- | --- | --- |
| the entry’s own time | \`time\` (ms), \`metadata.original_time\` | \`@timestamp\` | \`timeUnixNano\` |
| when it was sent | \`metadata.logged_time\` (ms) | \`event.created\`, but for Elasticsearch’s own sink, where the store says when it came | \`observedTimeUnixNano\` |
| \`phase\` start | \`activity_id\` 1 Create, \`type_uid\` 600301 | \`event.type\` start | \`eventName\` doorlog.job.start |
| \`phase\` end | \`activity_id\` 3 Update, \`type_uid\` 600303 | \`event.type\` end | \`eventName\` doorlog.job.end |
| any other \`phase\` | \`activity_id\` 99, \`type_uid\` 600399 | \`event.type\` info | \`eventName\` with the phase |
| \`outcome.status\` success, failure, cancelled | \`status_id\` 1, 2, 99 | \`event.outcome\` success, failure, unknown | \`cicd.pipeline.task.run.result\` success, failure, cancellation |
| the worst failed rule: none, low, medium, high, critical | \`severity_id\` 1, 2, 3, 4, 5 | – | \`severityNumber\` 9, 10, 13, 17, 21 |
| the same, and how many failed or could not tell | \`unmapped.doorlog.severity\`, \`.failed\`, \`.unknown\` | \`doorlog.severity\`, \`.failed\`, \`.unknown\` | \`doorlog.severity\`, \`doorlog.failed\`, \`doorlog.unknown\` |
| \`people.initiator.type\` user, bot, not known | \`actor.user.type_id\` 1, 4, 0; others 99 | – | – |
| \`pipeline.ref\` of a branch or tag | – | – | \`vcs.ref.head.name\` without \`refs/heads/\` or \`refs/tags/\`, \`vcs.ref.head.type\` |
| server, run, attempt and job | – | – | \`traceId\`: the first 16 bytes of SHA-256 over server, a space, and \`doorlog.correlation\` |
| the record | \`unmapped.doorlog.record\` | \`doorlog.record\`, or \`doorlog.recordText\` where an index can’t take its keys | the body, as JSON text |
| the bundle | \`unmapped.doorlog.bundle\`, text | \`doorlog.bundle\`, text | \`doorlog.bundle\`, text |

The ids: \`log.record.uid\` and \`metadata.uid\` are the entry’s key (record id, phase and digest), because both must differ between
two events of one job; \`event.id\` in ECS is the record id, because the key is the document’s \`_id\` there.

Where OCSF has no room: class 6003 knows no job, so the job is \`resources[]\` and the runner \`src_endpoint\`; an actor, a source and a
service must be named, so what is not known there reads \`unknown\`; \`actor.invoked_by\`, where a re-runner could stand, is on its way
out of OCSF. OCSF 1.9 has a profile with attestations; it is not used, because nothing that others wrote could check it yet.

## Examples

One job’s end record in each shape, at core.`;

/** The page of how a record looks in each shape. */
export function shapesPage(): string {
  const mappings = NAMES.map((shape) => mappingOf(shape));
  const facts = [...new Set(mappings.flatMap(({ same }) => [...same.keys()]))].sort();
  const rows = facts.map((fact) => [`\`${fact}\``, ...mappings.map(({ same }) => asCode(same.get(fact)))]);
  const made = NAMES.flatMap((shape, index) =>
    [...(mappings[index]?.made ?? [])].map(([place, from]) => [SHAPES[shape], asCode([place]), asCode(from)]),
  );
  const examples = NAMES.map((shape) => `### ${SHAPES[shape]}\n\n\`\`\`json\n${exampleIn(shape)}\n\`\`\``);
  return `${[
    HEAD,
    markdownTable(['In the record', ...Object.values(SHAPES)], rows),
    MADE,
    markdownTable(['Shape', 'Text', 'Made of'], made),
    WORKED_OUT,
    ...examples,
  ].join('\n\n')}\n`;
}

function asCode(places: readonly string[] | undefined): string {
  return (places ?? []).map((place) => `\`${place}\``).join(', ') || '–';
}

function exampleIn(shape: Shape): string {
  const text = readFileSync(new URL('../../scenarios/bases/deploy.json', import.meta.url), 'utf8');
  const document = JSON.parse(text) as LogEntry['document'];
  const entry: LogEntry = {
    recordId: String(document.recordId),
    phase: 'end',
    digest: '5d'.repeat(32),
    time: '2026-11-18T10:04:12.000Z',
    document,
    bundle: '{}',
    subjectDigest: 'c0'.repeat(32),
  };
  return JSON.stringify(shaped(entry, shape, 'core', new Date('2026-11-18T10:04:13.000Z')), null, 2);
}
