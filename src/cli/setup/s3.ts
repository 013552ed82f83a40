import { DoorlogError } from '../../errors.ts';
import { addressOf } from '../../sinks/s3/address.ts';
import { createS3Client } from '../../sinks/s3/client.ts';
import { bodyHeaders, installS3Step, type S3SetupStep, setupPolicies, setupSteps } from '../../sinks/s3/setup.ts';
import { S3SinkConfig } from '../../sinks/s3/type.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../../sinks/secrets.ts';
import type { CliIo } from '../io.ts';
import { configuredSinks, sinkSurroundings } from '../sinks-option.ts';
import type { OptionValues, PlannedStep, SetupKind } from './plan.ts';
import { wholeDays } from './whole-days.ts';

const HELP = `Usage: doorlog setup s3 --sinks FILE|TEXT [--name NAME] [--personal-days DAYS]
                        [--account ID --repo OWNER/REPO... [--environment NAME...]] [--json]
       doorlog setup s3 --print --sinks FILE|TEXT [OPTIONS]

Prepares the bucket that an entry of the list of sinks names: with object lock and versions, closed to the public, and
with a rule that makes erased log views vanish. Policies for a writer who may only add, for readers, and for whoever
erases are printed: attach them yourself.

  --sinks FILE|TEXT       the list of sinks, as in the action's input of that name, or a file that holds it
  --name NAME             which of several s3 sinks
  --personal-days DAYS    remove log views that are kept apart after so many days (default never)
  --account ID            AWS account, for the trust policy of the writer's role
  --repo OWNER/REPO       repositories whose jobs may write, or OWNER/*; may be given several times
  --environment NAME      only jobs that deploy there; may be given several times
  --print                 print the requests as curl commands, and the policies; send nothing
  --json                  the report as JSON

An administrator's keys come by ${VARIABLE_NAMES('awsAccessKeyId')} and ${VARIABLE_NAMES('awsSecretAccessKey')}
(and ${VARIABLE_NAMES('awsSessionToken')}).

Exit code 0: done; 2: wrong use; 4: the store refused or could not be reached.

Example: doorlog setup s3 --sinks sinks.yml --account 123456789012 --repo 'octo-org/*'
`;

/** For each request, in milliseconds. */
const LONGEST = 30_000;

export const s3Kind: SetupKind = {
  help: HELP,
  options: {
    sinks: { type: 'string' },
    name: { type: 'string' },
    'personal-days': { type: 'string' },
    account: { type: 'string' },
    repo: { type: 'string', multiple: true },
    environment: { type: 'string', multiple: true },
  },
  async plan(values, io, isPrinted) {
    const config = await sinkOf(values, io);
    const days = values['personal-days'];
    const prepared = { ...config, ...(days !== undefined && { personalDays: wholeDays(days, '--personal-days') }) };
    const policies = setupPolicies(prepared, trustOf(values));
    const texts = policies.map(({ what, name, policy }) => `# ${what} (${name})\n${JSON.stringify(policy, null, 2)}\n`);
    return {
      about: { bucket: config.bucket },
      hints: `\nNext, make the writer: a role or user with these policies.\n\n${texts.join('\n')}`,
      steps: [
        ...(await requests(prepared, io, isPrinted)),
        ...(isPrinted ? policies.map((each, index) => policyStep(each, texts[index] ?? '')) : []),
      ],
    };
  },
};

async function sinkOf(values: OptionValues, io: CliIo): Promise<S3SinkConfig> {
  const given = typeof values.sinks === 'string' ? values.sinks : undefined;
  const all = (await configuredSinks(given, io)).filter(({ type }) => type === 's3');
  const named = values.name === undefined ? all : all.filter(({ name }) => name === values.name);
  const [sink, another] = named;
  if (sink === undefined) {
    throw new DoorlogError(
      'usage',
      'The list of sinks has no such sink of type s3; add it first, the set-up follows it.',
    );
  }
  if (another !== undefined) {
    throw new DoorlogError(
      'usage',
      `The list has several sinks of type s3; say which one by --name, for instance --name ${sink.name}.`,
    );
  }
  const { role: _, ...config } = S3SinkConfig.parse(sink.config);
  return config;
}

async function requests(
  config: S3SinkConfig & { readonly personalDays?: number },
  io: CliIo,
  isPrinted: boolean,
): Promise<PlannedStep[]> {
  const surroundings = { ...sinkSurroundings(io), secrets: secretsFromVariables(io.env) };
  const client = isPrinted ? undefined : await createS3Client(config, surroundings);
  return setupSteps(config).map((step) => ({
    what: step.what,
    name: step.name,
    printed: curl(config, step),
    data: step,
    ...(client && {
      install: async () => {
        const { status, reason } = await installS3Step(client, step, AbortSignal.timeout(LONGEST));
        if (status === 'installed' || status === 'failed') return { status, ...(reason && { reason }) };
        return { status: 'kept', reason: reason ?? 'it is there already' };
      },
    }),
  }));
}

/** The request as curl signs and sends it, for a shell. */
function curl(config: S3SinkConfig, { what, path, headers, body }: S3SetupStep): string {
  const all = Object.entries({ ...headers, ...bodyHeaders(body) });
  const words = [
    'curl -X PUT',
    `--aws-sigv4 'aws:amz:${config.region ?? 'us-east-1'}:s3' --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
    ...all.map(([name, value]) => `-H '${name}: ${value}'`),
    ...(body === '' ? [] : [`--data '${body}'`]),
    `'${addressOf(config, '', path === '' ? [] : [[path, '']])}'`,
  ];
  return `# ${what}\n${words.join(' \\\n  ')}\n`;
}

function policyStep(
  { what, name, policy }: { what: string; name: string; policy: object },
  printed: string,
): PlannedStep {
  return { what, name, printed, data: { what, name, policy } };
}

function trustOf(values: OptionValues) {
  const repositories = texts(values.repo);
  const environments = texts(values.environment);
  if (values.account === undefined && repositories.length === 0) return undefined;
  const account = String(values.account);
  if (!/^\d{12}$/.test(account)) {
    throw new DoorlogError(
      'usage',
      'Option --account must be the twelve digits of an AWS account; it goes with --repo.',
    );
  }
  if (repositories.length === 0 || !repositories.every((each) => /^[\w.-]+\/([\w.-]+|\*)$/.test(each))) {
    throw new DoorlogError('usage', 'Option --repo must be OWNER/REPO or OWNER/*, at least once beside --account.');
  }
  return { account, repositories, ...(environments.length > 0 && { environments }) };
}

function texts(value: OptionValues[string]): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
