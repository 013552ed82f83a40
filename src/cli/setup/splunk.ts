import { DoorlogError } from '../../errors.ts';
import { ServerUrl } from '../../sinks/common-config.ts';
import { installSplunkStep, removeSplunkStep, type SplunkManagement } from '../../sinks/splunk/management.ts';
import { printedStep, splunkSetupSteps, splunkTokenHints } from '../../sinks/splunk/setup.ts';
import { EventBytes, IndexName, SourceName } from '../../sinks/splunk/type.ts';
import type { CliIo } from '../io.ts';
import { checkedOption } from './checked-option.ts';
import type { OptionValues, SetupKind } from './plan.ts';
import { wholeDays } from './whole-days.ts';

/** An administrator is asked for here alone: no sink signs in as one. */
const USERNAME = 'DOORLOG_SPLUNK_ADMIN_USERNAME';
const PASSWORD = 'DOORLOG_SPLUNK_ADMIN_PASSWORD';

const HELP = `Usage: doorlog setup splunk --url URL [--index INDEX] [--days DAYS] [--max-bytes BYTES] [--acknowledge]
                            [--sourcetype NAME] [--source NAME] [--undo] [--json]
       doorlog setup splunk --print [OPTIONS]

Prepares a Splunk over its management port: an index that keeps records long enough, a source type that does not cut
them, a role of readers, and a token of the HTTP Event Collector that may write to this index and nothing else. In a
cluster or in Splunk Cloud use --print, which gives the stanzas of the configuration files.

  --url URL            address of the management port, 8089 by default
  --index INDEX        index for the records (default doorlog)
  --days DAYS          how long they are kept at least (default 400)
  --max-bytes BYTES    the longest event that is kept whole (default 100000); give the sink the same
  --acknowledge        let the token wait for the indexers (Splunk Enterprise only)
  --sourcetype NAME    default doorlog:access
  --source NAME        default doorlog
  --print              print the configuration, send nothing
  --undo               take away what was installed; the index and its records stay
  --json               the report as JSON

An administrator's credentials come by ${USERNAME} and ${PASSWORD}.

Exit code 0: done; 2: wrong use; 4: Splunk refused or could not be reached.

Example: doorlog setup splunk --url https://splunk.example.org:8089 --days 800
`;

export const splunkKind: SetupKind = {
  help: HELP,
  options: {
    url: { type: 'string' },
    index: { type: 'string', default: 'doorlog' },
    days: { type: 'string', default: '400' },
    'max-bytes': { type: 'string', default: '100000' },
    acknowledge: { type: 'boolean', default: false },
    sourcetype: { type: 'string', default: 'doorlog:access' },
    source: { type: 'string', default: 'doorlog' },
  },
  async plan(values, io, isPrinted) {
    const setup = {
      index: checkedOption(IndexName(), values.index, '--index'),
      sourcetype: checkedOption(SourceName(), values.sourcetype, '--sourcetype'),
      source: checkedOption(SourceName(), values.source, '--source'),
      maxBytes: checkedOption(EventBytes(), Number(values['max-bytes']), '--max-bytes'),
      days: wholeDays(values.days, '--days'),
      acknowledge: values.acknowledge === true,
    };
    const splunk = isPrinted ? undefined : managementOf(values, io);
    const steps = splunkSetupSteps(setup).map((step) => ({
      what: step.what,
      name: step.name,
      printed: printedStep(step),
      data: step,
      ...(splunk && {
        install: () => installSplunkStep(splunk, step),
        remove: () => removeSplunkStep(splunk, step),
      }),
    }));
    return {
      steps,
      about: { ...(splunk && { url: splunk.url }), index: setup.index },
      ...(splunk && { hints: splunkTokenHints(splunk.url, setup) }),
    };
  },
};

function managementOf(values: OptionValues, io: CliIo): SplunkManagement {
  if (values.url === undefined) {
    throw new DoorlogError('usage', 'Option --url is missing; give the address of the management port, or --print.');
  }
  const url = checkedOption(ServerUrl(`give them by ${USERNAME} and ${PASSWORD}`), values.url, '--url').replace(
    /\/+$/,
    '',
  );
  const username = io.env[USERNAME];
  const password = io.env[PASSWORD];
  if (!username || !password) {
    throw new DoorlogError(
      'usage',
      `Give an administrator's credentials by ${USERNAME} and ${PASSWORD}, or use --print.`,
    );
  }
  return { http: io.http, url, username, password };
}
