import { entryKey } from '../../model/entry-key.ts';
import type { Severity } from '../../model/severity.ts';
import type { LogEntry } from '../../ports.ts';
import { VERSION } from '../../version.ts';
import { compact } from './compact.ts';
import { omittedAt, type ShapeOptions } from './detail.ts';
import { type Facts, factsOf, valueAt } from './facts.ts';
import { findingsOf } from './findings.ts';
import { approvalsOf, correlationOf, namesOf, remainderOf, sentenceOf, summaryOf, timeOf } from './summary.ts';

const OCSF_VERSION = '1.8.0';
const CLASS = 6003;
const MOST_AUTHORIZATIONS = 5;
const OTHER = 99;
/** activity_id of class 6003: a checkpoint and a collector’s record are none of create, read, update and delete. */
const ACTIVITIES: Readonly<Record<string, { id: number; name: string }>> = {
  start: { id: 1, name: 'Create' },
  end: { id: 3, name: 'Update' },
};
const SEVERITY_IDS: Readonly<Record<Severity, { id: number; name: string }>> = {
  low: { id: 2, name: 'Low' },
  medium: { id: 3, name: 'Medium' },
  high: { id: 4, name: 'High' },
  critical: { id: 5, name: 'Critical' },
};
const STATUSES: Readonly<Record<string, { id: number; name: string }>> = {
  success: { id: 1, name: 'Success' },
  failure: { id: 2, name: 'Failure' },
  cancelled: { id: OTHER, name: 'cancelled' },
};

/**
 * An entry as an event of OCSF 1.8’s class API Activity (6003), without profiles: a job that starts is created, one that
 * ends updated. What OCSF has no place for stands in `unmapped.doorlog`, and so does the record. Never raises.
 */
export function ocsfEvent(entry: LogEntry, { detail, sentAt, longestText }: ShapeOptions): Record<string, unknown> {
  const facts = factsOf(entry.document, longestText);
  const names = namesOf(entry);
  const { phase } = names;
  const time = timeOf(entry);
  const activity = lookUp(ACTIVITIES, phase) ?? { id: OTHER, name: phase };
  const worst = findingsOf(facts)?.worst;
  const severity = worst === undefined ? { id: 1, name: 'Informational' } : SEVERITY_IDS[worst];
  const status = lookUp(STATUSES, facts.text('outcome', 'status') ?? '') ?? { id: 0, name: 'Unknown' };
  const job = {
    actor: actorOf(facts),
    api: apiOf(facts, phase),
    src_endpoint: endpointOf(facts),
    resources: [resourceOf(facts)],
    message: sentenceOf(facts, phase),
  };
  const sent = sentAt.getTime();
  const happened = Date.parse(time);
  const omitted = omittedAt(entry, detail);
  const correlation = correlationOf(facts);
  const own = {
    ...names,
    ...summaryOf(facts),
    environment: facts.text('pipeline', 'environment'),
    approvals: approvalsOf(facts),
    // actor.invoked_by would be the place, and is on its way out of OCSF.
    rerunner: { login: facts.text('people', 'rerunner', 'login'), id: facts.text('people', 'rerunner', 'id') },
  };
  return compact({
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: 6,
    category_name: 'Application Activity',
    class_uid: CLASS,
    class_name: 'API Activity',
    type_uid: CLASS * 100 + activity.id,
    type_name: `API Activity: ${activity.id === OTHER ? 'Other' : activity.name}`,
    // A time that is none must not keep the record out of the log; the original text stands beside it.
    time: Number.isNaN(happened) ? sent : happened,
    severity_id: severity.id,
    severity: severity.name,
    status_id: status.id,
    status: status.name,
    ...job,
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Doorlog', vendor_name: 'Doorlog', version: VERSION },
      profiles: [],
      uid: entryKey(names),
      event_code: phase,
      log_name: 'doorlog',
      original_time: time,
      logged_time: sent,
      correlation_uid: correlation,
      labels: facts.flag('simulation') === true ? ['doorlog-simulation'] : undefined,
      is_truncated: omitted.includes('record') || facts.cut().length > 0 ? true : undefined,
    },
    unmapped: {
      doorlog: {
        ...own,
        ...remainderOf(entry, facts, omitted),
        record: detail === 'core' ? undefined : entry.document,
        bundle: detail === 'whole' ? entry.bundle : undefined,
      },
    },
  });
}

/** The initiator; where nobody is known, the system that ran the job, because an actor must be somebody. */
function actorOf(facts: Facts): Record<string, unknown> {
  const role = facts.text('people', 'initiator', 'role');
  const account = { name: facts.text('people', 'initiator', 'login'), uid: facts.text('people', 'initiator', 'id') };
  const isKnown = account.name !== undefined || account.uid !== undefined;
  const authorizations = authorizationsOf(facts);
  return {
    app_name: facts.text('pipeline', 'provider') ?? 'unknown',
    user: isKnown
      ? {
          ...account,
          ...userType(facts.text('people', 'initiator', 'type')),
          groups: role === undefined ? undefined : [{ name: role, type: 'repository role' }],
        }
      : undefined,
    authorizations: authorizations.length > 0 ? authorizations : undefined,
  };
}

/** The words beside the numbers are OCSF’s own, but for those that it has no number for. */
function userType(type: string | undefined): Record<string, unknown> {
  if (type === 'user') return { type_id: 1, type: 'User' };
  if (type === 'bot') return { type_id: 4, type: 'Service' };
  return type === undefined || type === 'unknown' ? { type_id: 0, type: 'Unknown' } : { type_id: OTHER, type };
}

function authorizationsOf(facts: Facts): Record<string, unknown>[] {
  const approvals = facts.at('approvals');
  if (!Array.isArray(approvals)) return [];
  return approvals.slice(0, MOST_AUTHORIZATIONS).map((approval: unknown, index) => {
    const state = textOr(valueAt(approval, ['state']), 'answered');
    const login = textOr(valueAt(approval, ['user', 'login']), 'somebody unknown');
    const environment = valueAt(approval, ['environment']);
    return compact({
      decision: facts.made(`approvals.${index}`, `${state} by ${login}`),
      policy:
        typeof environment === 'string' && environment !== ''
          ? { name: facts.made(`approvals.${index}.environment`, environment), type: 'deployment environment' }
          : undefined,
    });
  });
}

function apiOf(facts: Facts, phase: string): Record<string, unknown> {
  return {
    operation: `job.${phase}`,
    service: {
      name: facts.text('pipeline', 'workflow') ?? 'unknown',
      uid: facts.text('pipeline', 'workflowRef'),
    },
    request: { uid: facts.text('pipeline', 'runId') },
  };
}

function endpointOf(facts: Facts): Record<string, unknown> {
  const name = facts.text('runner', 'name') ?? facts.text('runner', 'hostName') ?? 'unknown';
  const type = facts.text('runner', 'environment');
  return {
    name,
    hostname: facts.text('runner', 'hostName'),
    uid: facts.text('runner', 'trackingId'),
    ...(type !== undefined && { type_id: OTHER, type }),
  };
}

function resourceOf(facts: Facts): Record<string, unknown> {
  const owner = { name: facts.text('pipeline', 'repositoryOwner'), uid: facts.text('pipeline', 'repositoryOwnerId') };
  const hasOwner = owner.name !== undefined || owner.uid !== undefined;
  return compact({
    type: 'pipeline job',
    name: facts.text('pipeline', 'job') ?? 'unknown',
    uid: correlationOf(facts),
    namespace: facts.text('pipeline', 'repository'),
    version: facts.text('pipeline', 'sha'),
    owner: hasOwner ? { ...owner, org: owner } : undefined,
  });
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
