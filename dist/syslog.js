// src/cli/setup/syslog.ts
const HELP = `Usage: doorlog setup syslog [--json]

Prints what an rsyslog with the package rsyslog-openssl needs to take records whole: TLS, the longest message, and a
file. Nothing is sent.

  --json    the same as JSON

Example: doorlog setup syslog
`;
const RSYSLOG = `# /etc/rsyslog.d/doorlog.conf: takes records over TLS on port 6514. Beside it belong server.pem and server.key, this
# machine's certificate and its key, and clients-ca.pem, the authority of the senders' certificates. Where senders have
# none, say StreamDriver.AuthMode="anon": then whoever reaches the port can send.
global(
  maxMessageSize="64k"
  DefaultNetstreamDriver="ossl"
  DefaultNetstreamDriverCAFile="/etc/rsyslog.d/clients-ca.pem"
  DefaultNetstreamDriverCertFile="/etc/rsyslog.d/server.pem"
  DefaultNetstreamDriverKeyFile="/etc/rsyslog.d/server.key"
)
module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
input(type="imtcp" port="6514" ruleset="doorlog")
template(name="doorlog" type="string" string="%msg:::drop-last-lf%\\n")
ruleset(name="doorlog") {
  action(type="omfile" file="/var/log/doorlog.jsonl" template="doorlog" fileCreateMode="0640")
}
`;
const syslogKind = {
	help: HELP,
	options: {},
	async plan() {
		const what = "configuration of rsyslog";
		return {
			about: {},
			steps: [{
				what,
				name: "doorlog.conf",
				printed: RSYSLOG,
				data: {
					what,
					file: "doorlog.conf",
					text: RSYSLOG
				}
			}]
		};
	}
};

export { syslogKind };