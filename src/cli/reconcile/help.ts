import { GITHUB_ISSUER } from '../../core/verification/signer.ts';

/** What `doorlog reconcile --help` says. */
export const HELP = `Usage: doorlog reconcile --repo OWNER/REPO... --sinks FILE|TEXT [--from TIME] [--until TIME] [OPTIONS]

Holds the jobs that GitHub ran beside the records that log stores have of them: jobs without a record, starts without an
end, different versions of one record, records that were altered, deleted or made up, and workflows that lost their
audit step. Without --signatures, whoever may write to a store can make a job look recorded.

  --repo OWNER/REPO          repository; may be given several times
  --sinks FILE|TEXT          the list of sinks, as in the action's input of that name, or a file that holds it
  --from TIME                runs created from then on: 2026-10-01, 2026-10-01T06:00Z, or so long ago as in 30d
                             (default: 7d before --until)
  --until TIME               and before then (default: now)
  --grace TIME               a job that ended less long ago is pending, not missing (default 2h)
  --only-workflow PATTERN    only jobs of these workflow files are meant to have records; * is any name, ** any path
  --except-workflow PATTERN  jobs of these are not; both may be given several times
  --signatures               ends and collectors' records count only where their signature, its signer and all it claims
                             hold
  --collector IDENTITY       a collector whose records are believed then; exact or with * and **, may be given several
                             times
  --issuer URL               issuer of the identities that sign (default ${GITHUB_ISSUER})
  --trust-root FILE          trusted_root.json, or JSON Lines of several, instead of the known ones
  --attestations N|all       look for the attestations of N signed records, or of all: one request for each
  --from-bundles DIR         a folder of bundles whose records the log must have
  --state DIR                where GitHub's replies and the way so far are kept (default: in the user's cache folder)
  --parallel N               requests at a time (default 8)
  --no-wait                  stop where the rate limit is nearly used up, instead of waiting for it
  --api-url URL              another GitHub than the one in GITHUB_API_URL or https://api.github.com
  --all                      every finding; otherwise the first 20 of each kind
  --json                     JSON Lines: a line for each finding, and one with the summary for each repository

The token comes by GH_TOKEN or GITHUB_TOKEN and needs actions: read and contents: read, with --attestations also
attestations: read; the stores' credentials come by variables named after the action's inputs, see docs/sinks.md.
It may be ended at any time: run again, it goes on where it stopped. docs/reconcile.md says what it can't see.

Exit code 0: nothing is missing; 1: something was altered or made up; 2: wrong use; 3: something is missing or in
conflict; 4: a service failed, or the rate limit is used up.

Example: doorlog reconcile --repo octo-org/octo-repo --sinks sinks.yml --from 30d --except-workflow 'docs*.yml'
`;
