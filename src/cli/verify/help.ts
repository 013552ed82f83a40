import { GITHUB_ISSUER } from '../../core/verification/signer.ts';

/** What `doorlog verify --help` prints. */
export const HELP = `Usage: doorlog verify TARGET [OPTIONS]

Verifies who entered a pipeline, and says what is missing. TARGET is one of
  FILE                    an access record, a bundle (or JSON Lines of bundles), or any file that a job made
  DIRECTORY               of bundles, or of evidence that --save-evidence kept
  sha256:HEX              a file by its digest
  COMMIT                  40 hex digits, with --repo: every job of the runs that built it
  OWNER/REPO@TAG          a release, or its address https://HOST/OWNER/REPO/releases/tag/TAG

Where proof is looked for: beside a record (bundle.sigstore.json, NAME.sigstore.json), and in
  --bundle FILE           a Sigstore bundle, or JSON Lines of bundles; nothing else is looked at then
  --from DIR              a directory or file of bundles; may be given several times
  --sinks FILE|TEXT       log stores, as in the action’s input of that name (docs/sinks.md)
  GitHub’s attestations   of --repo, by the file’s digest; GH_TOKEN or GITHUB_TOKEN where the repository is private
  --api-url URL           another GitHub than the one in GITHUB_API_URL or https://api.github.com
  --offline               nothing is asked over the network

Who should have signed; each exactly, or a pattern with * (no slash) and ** for the whole of it:
  --repo OWNER/REPO       repository that the job ran for
  --workflow PATH         OWNER/REPO/.github/workflows/FILE that holds the job
  --ref REF               full ref, as in refs/tags/v*
  --environment NAME      deployment environment
  --runner KIND           github-hosted or self-hosted
  --identity SAN          identity as the certificate names it
  --collector SAN         identity of a collector whose records are believed; may be given several times
  --issuer URL            issuer of the identity (default ${GITHUB_ISSUER})
  --since DATE            signed since then, as in 2026-01-31 (UTC) or 2026-01-31T12:00:00Z

What else:
  --policy FILE|NAME      judge the record again by a policy file or template; a violation refuses it
  --artifact FILE         of a record or bundle: a file that its job is to have made; may be given several times
  --log FILE              of a record: its log view, or JSON Lines of the log: is it what the record commits to?
  --predicate-type TYPE   of a file or digest: attestations of this type in place of access records
  --every-run             of a commit or release: ask every run for its records, whatever event started it
  --trust-root FILE       trusted_root.json, or JSON Lines of several, in place of the known ones
  --key FILE              public key (PEM) that a record of doorlog run was signed with
  --save-evidence DIR     keep records, bundles and the trust root that proved them
  --evidence-digest HEX   of kept evidence: the SHA-256 of its manifest, as it was said when it was kept
  --all                   every check of each record, where there are several
  --json                  the answer as JSON (docs/verify.md)

Exit code 0: verified; 1: refused, a proof does not hold or the policy says no; 2: wrong use; 3: something is missing,
can’t be told or is in conflict; 4: a service could not be asked.

Example: doorlog verify access-record.json --bundle bundle.sigstore.json --repo octo-org/octo-repo
         doorlog verify octo-org/octo-repo@v1.2.3 --sinks sinks.yml
`;
