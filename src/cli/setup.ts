import * as z from 'zod/mini';
import { DoorlogError, sentenceOf } from '../errors.ts';
import type { HttpRequest } from '../ports.ts';
import { authorizationOf } from '../sinks/elasticsearch/authorization.ts';
import { type SetupStep, setupSteps } from '../sinks/elasticsearch/setup.ts';
import { ClusterUrl, IndexPrefix } from '../sinks/elasticsearch/type.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../sinks/secrets.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printedSteps, writerHints } from './setup-text.ts';

const HELP = `Usage: doorlog setup elasticsearch --url URL [--prefix PREFIX] [--undo] [--json]
       doorlog setup elasticsearch --print [--prefix PREFIX] [--json]

Prepares an Elasticsearch cluster: an ingest pipeline that stamps the time of arrival, an index template, and two roles,
one that may only create documents and one that may only read. May be run again at any time.

  --url URL          address of the cluster
  --prefix PREFIX    what index names start with (default doorlog)
  --print            print the requests, send nothing
  --undo             take away what was installed; stored records stay
  --json             the report as JSON

An administrator's credentials come by ${VARIABLE_NAMES('elasticsearchApiKey')}, or
${VARIABLE_NAMES('elasticsearchUsername')} and ${VARIABLE_NAMES('elasticsearchPassword')}.

Exit code 0: done; 2: wrong use; 4: the cluster refused or could not be reached.

Example: doorlog setup elasticsearch --url https://logs.example.org:9200
`;

/** What became of one step. */
interface StepReport {
  readonly what: string;
  readonly name: string;
  readonly status: 'installed' | 'removed' | 'absent' | 'kept' | 'failed';
  readonly reason?: string;
}

/** The command `doorlog setup`; returns the exit code. */
export async function setup(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('setup', {
      args,
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        prefix: { type: 'string', default: 'doorlog' },
        print: { type: 'boolean' },
        undo: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    if (positionals.length !== 1 || positionals[0] !== 'elasticsearch') {
      throw new DoorlogError('usage', 'Say what to set up: doorlog setup elasticsearch --url URL.');
    }
    const prefix = checked(IndexPrefix(), values.prefix, '--prefix');
    const steps = setupSteps(prefix);
    if (values.print) {
      if (values.undo) throw new DoorlogError('usage', 'Options --print and --undo do not go together.');
      io.stdout(values.json ? `${JSON.stringify(steps, null, 2)}\n` : printedSteps(steps));
      return EXIT.fine;
    }
    if (values.url === undefined) {
      throw new DoorlogError('usage', 'Option --url is missing; give the address of the cluster, or --print.');
    }
    const url = checked(ClusterUrl(), values.url, '--url').replace(/\/+$/, '');
    const cluster = createCluster(url, io);
    const reports = await (values.undo ? removeAll(cluster, steps) : installAll(cluster, steps));
    return conclude(reports, { url, prefix, undo: values.undo ?? false, json: values.json ?? false }, io);
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function checked<T>(schema: z.ZodMiniType<T>, value: unknown, option: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw new DoorlogError('usage', `Option ${option} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
}

type Cluster = (method: HttpRequest['method'], step: SetupStep) => Promise<number>;

function createCluster(url: string, io: CliIo): Cluster {
  const authorization = authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES);
  return async (method, { path, body }) => {
    const { status } = await io.http({
      service: 'Elasticsearch',
      method,
      url: url + path,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...authorization },
      ...(method === 'PUT' && { body: JSON.stringify(body) }),
    });
    return status;
  };
}

/** Stops at the first failure: a template without its pipeline would refuse every record. */
async function installAll(cluster: Cluster, steps: readonly SetupStep[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) {
    const report = await tryStep(step, async () => {
      const status = await cluster('PUT', step);
      return status === 200 || status === 201
        ? { status: 'installed' }
        : { status: 'failed', reason: reasonOf(status) };
    });
    reports.push(report);
    if (report.status === 'failed') break;
  }
  return reports;
}

async function removeAll(cluster: Cluster, steps: readonly SetupStep[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps.toReversed()) {
    reports.push(
      await tryStep(step, async () => {
        const status = await cluster('DELETE', step);
        if (status === 200) return { status: 'removed' };
        if (status === 404) return { status: 'absent' };
        // Elasticsearch refuses to delete a pipeline that an index still names, and rightly so.
        if (status === 400 && step.path.startsWith('/_ingest/')) {
          return { status: 'kept', reason: 'indices with records still use it; delete them first' };
        }
        return { status: 'failed', reason: reasonOf(status) };
      }),
    );
  }
  return reports;
}

async function tryStep(
  { what, name }: SetupStep,
  action: () => Promise<Pick<StepReport, 'status' | 'reason'>>,
): Promise<StepReport> {
  try {
    return { what, name, ...(await action()) };
  } catch (error) {
    return { what, name, status: 'failed', reason: sentenceOf(error).replace(/\.$/, '') };
  }
}

function reasonOf(status: number): string {
  switch (status) {
    case 401:
      return `the cluster does not accept the credentials; give an administrator's by ${VARIABLE_NAMES('elasticsearchUsername')} and ${VARIABLE_NAMES('elasticsearchPassword')}`;
    case 403:
      return 'these credentials may not do that; it takes manage_ingest_pipelines, manage_index_templates and manage_security';
    case 400:
    case 405:
      return 'the cluster does not know this request; it takes Elasticsearch 8 or later with its security on and the module ingest-common';
    default:
      return `the cluster answers with status ${status}; check that the url is a cluster's`;
  }
}

function conclude(
  steps: readonly StepReport[],
  done: { readonly url: string; readonly prefix: string; readonly undo: boolean; readonly json: boolean },
  io: CliIo,
): number {
  const failed = steps.some(({ status }) => status === 'failed');
  if (done.json) {
    io.stdout(`${JSON.stringify({ url: done.url, prefix: done.prefix, steps }, null, 2)}\n`);
  } else {
    const lines = steps.map(
      ({ status, what, name, reason }) => `${status}: ${what}, ${name}${reason === undefined ? '' : ` (${reason})`}`,
    );
    io.stdout(`${lines.join('\n')}\n`);
    if (!failed && !done.undo) io.stdout(writerHints(done.url, done.prefix));
  }
  return failed ? EXIT.service : EXIT.fine;
}
