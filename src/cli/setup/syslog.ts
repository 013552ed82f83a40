import type { SetupKind } from './plan.ts';

const HELP = `Usage: doorlog setup syslog [--json]

Prints what an rsyslog needs to take records whole: TLS, the longest message, and a file for each repository. Nothing is
sent.

  --json    the same as JSON

Example: doorlog setup syslog
`;

const RSYSLOG = `# rsyslog 8 or later, with the package rsyslog-openssl; in /etc/rsyslog.d/doorlog.conf
# As long as the sink's max-bytes or longer, and before any module is loaded: what is longer is cut, and its rest becomes
# a message of its own.
global(maxMessageSize="64k"
  defaultNetstreamDriverCAFile="/etc/rsyslog.d/ca.pem"
  defaultNetstreamDriverCertFile="/etc/rsyslog.d/server-certificate.pem"
  defaultNetstreamDriverKeyFile="/etc/rsyslog.d/server-key.pem")
module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
input(type="imtcp" port="6514" ruleset="doorlog")
template(name="doorlog" type="string" string="%msg:::drop-last-lf%\\n")
ruleset(name="doorlog") {
  if $app-name == "doorlog" then action(type="omfile" file="/var/log/doorlog.jsonl" template="doorlog" fileCreateMode="0640")
}
`;

export const syslogKind: SetupKind = {
  help: HELP,
  options: {},
  async plan() {
    const what = 'configuration of rsyslog';
    return {
      about: {},
      steps: [{ what, name: 'doorlog.conf', printed: RSYSLOG, data: { what, file: 'doorlog.conf', text: RSYSLOG } }],
    };
  },
};
