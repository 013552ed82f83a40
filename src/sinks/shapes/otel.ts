import { createHash } from 'node:crypto';
import { entryKey } from '../../model/entry-key.ts';
import type { Severity } from '../../model/severity.ts';
import type { LogEntry } from '../../ports.ts';
import { VERSION } from '../../version.ts';
import { omittedAt, type ShapeOptions } from './detail.ts';
import { type Facts, factsOf } from './facts.ts';
import { findingsOf } from './findings.ts';
import { attributes, type Plain } from './otel-values.ts';
import { approvalsOf, correlationOf, namesOf, remainderOf, sentenceOf, summaryOf, timeOf } from './summary.ts';

/** Semantic conventions whose names are used. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.45.0';
/** SeverityNumber of the logs data model: 9 INFO, 13 WARN, 17 and 18 ERROR, 21 FATAL. */
const SEVERITY_NUMBERS: Readonly<Record<Severity, number>> = { low: 10, medium: 13, high: 17, critical: 21 };
const INFO = 9;
/** Values of cicd.pipeline.task.run.result; those of Doorlog’s records, in its words. */
const RESULTS: Readonly<Record<string, string>> = { success: 'success', failure: 'failure', cancelled: 'cancellation' };

/**
 * An entry as OTLP's LogsData with one LogRecord in its JSON encoding (opentelemetry-proto 1.x: lowerCamelCase, 64-bit
 * integers as text, ids in hex), its attributes after the semantic conventions, the record's JSON text in the body.
 */
export function otelDocument(entry: LogEntry, options: ShapeOptions): Record<string, unknown> {
  const { detail, sentAt, longestText } = options;
  const facts = factsOf(entry.document, longestText);
  const names = namesOf(entry);
  const worst = findingsOf(facts)?.worst;
  const recordAttributes = attributes([
    ['log.record.uid', entryKey(names)],
    ...recordFacts(facts),
    ...ownFacts(entry, facts, options),
  ]);
  const trace = traceIdOf(facts);
  const resource = { attributes: attributes(resourceFacts(facts)) };
  const logRecord = {
    timeUnixNano: nanos(new Date(timeOf(entry))),
    observedTimeUnixNano: nanos(sentAt),
    severityNumber: worst === undefined ? INFO : SEVERITY_NUMBERS[worst],
    severityText: worst ?? 'info',
    eventName: `doorlog.job.${names.phase}`,
    body: { stringValue: detail === 'core' ? sentenceOf(facts, names.phase) : JSON.stringify(entry.document) },
    attributes: recordAttributes,
    ...(trace !== undefined && { traceId: trace }),
  };
  const scopeLogs = [{ scope: { name: 'doorlog', version: VERSION }, schemaUrl: SCHEMA_URL, logRecords: [logRecord] }];
  return { resourceLogs: [{ resource, scopeLogs, schemaUrl: SCHEMA_URL }] };
}

/** The machine and the system that the job ran on: what OTLP calls the source of a log record. */
function resourceFacts(facts: Facts): [string, Plain][] {
  return [
    ['service.name', 'doorlog'],
    ['service.version', VERSION],
    ['cicd.worker.name', facts.text('runner', 'name')],
    ['cicd.worker.id', facts.text('runner', 'trackingId')],
    ['host.name', facts.text('runner', 'hostName')],
    ['deployment.environment.name', facts.text('pipeline', 'environment')],
  ];
}

function recordFacts(facts: Facts): [string, Plain][] {
  const pipeline = (member: string) => facts.text('pipeline', member);
  const initiator = (member: string) => facts.text('people', 'initiator', member);
  const server = pipeline('server');
  const repository = pipeline('repository');
  const status = facts.text('outcome', 'status') ?? '';
  const role = initiator('role');
  return [
    ['cicd.pipeline.name', pipeline('workflow')],
    ['cicd.pipeline.run.id', pipeline('runId')],
    ['cicd.pipeline.run.url.full', pipeline('runUrl')],
    ['cicd.pipeline.task.name', pipeline('job')],
    ['cicd.pipeline.task.run.id', pipeline('checkRunId')],
    ['cicd.pipeline.task.run.result', Object.hasOwn(RESULTS, status) ? RESULTS[status] : undefined],
    ['vcs.provider.name', pipeline('provider') === 'github-actions' ? 'github' : undefined],
    ['vcs.owner.name', pipeline('repositoryOwner')],
    // The name alone, without its owner (semantic conventions, vcs.repository.name).
    ['vcs.repository.name', repository?.split('/').at(-1)],
    [
      'vcs.repository.url.full',
      server !== undefined && repository !== undefined
        ? facts.made('vcs.repository.url.full', `${server}/${repository}`)
        : undefined,
    ],
    ...refFacts(pipeline('ref')),
    ['vcs.ref.head.revision', pipeline('sha')],
    ['user.name', initiator('login')],
    ['user.id', initiator('id')],
    ['user.roles', role === undefined ? undefined : [role]],
  ];
}

/** The short name of a branch or tag; other refs are named whole, and are of no type that the conventions know. */
function refFacts(ref: string | undefined): [string, Plain][] {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/s.exec(ref ?? '') ?? [];
  return [
    ['vcs.ref.head.name', name ?? ref],
    ['vcs.ref.head.type', kind && (kind === 'heads' ? 'branch' : 'tag')],
  ];
}

/** What the semantic conventions have no name for. */
function ownFacts(entry: LogEntry, facts: Facts, { detail }: ShapeOptions): [string, Plain][] {
  const own = {
    ...namesOf(entry),
    ...summaryOf(facts),
    approvals: approvalsOf(facts),
    correlation: correlationOf(facts),
    'rerunner.login': facts.text('people', 'rerunner', 'login'),
    'rerunner.id': facts.text('people', 'rerunner', 'id'),
    ...remainderOf(entry, facts, omittedAt(entry, detail)),
    bundle: detail === 'whole' ? entry.bundle : undefined,
  };
  return Object.entries(own).map(([name, value]) => [`doorlog.${name}`, value]);
}

/**
 * The first 16 bytes of SHA-256 over server, run, attempt and job, in hex: the same for all phases of a job. Undefined
 * where the run is not known.
 */
function traceIdOf(facts: Facts): string | undefined {
  const correlation = correlationOf(facts);
  if (correlation === undefined) return undefined;
  const text = `${facts.text('pipeline', 'server') ?? ''} ${correlation}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Nanoseconds since 1970 as text; 0, OTLP’s word for an unknown time, where 64 bits can’t hold them. */
function nanos(date: Date): string {
  const time = date.getTime();
  const isHeld = time >= 0 && time < Number(2n ** 64n / 1_000_000n);
  return isHeld ? `${BigInt(time) * 1_000_000n}` : '0';
}
