import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programOf, TOOLS } from '../tools.ts';
import type { Authority } from './certificates.ts';
import type { CtLog } from './ct-log.ts';
import { freePort, type Program, startProgram } from './program.ts';

/** How one Fulcio is set up. */
export interface FulcioOptions {
  readonly folder: string;
  readonly name: string;
  readonly authority: Authority;
  readonly issuerUrl: string;
  /** Without a log its certificates carry no signed certificate timestamp. */
  readonly ctLog?: CtLog;
}

/** Starts a real Fulcio that trusts one issuer as GitHub's. */
export async function startFulcio(options: FulcioOptions): Promise<Program & { url: string }> {
  const configFile = join(options.folder, `${options.name}-config.json`);
  await writeFile(configFile, JSON.stringify(configurationFor(options.issuerUrl)));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = await startProgram({
    name: options.name,
    command: programOf(TOOLS.fulcio),
    args: [
      ['serve', '--host', '127.0.0.1', '--port', String(port)],
      ['--grpc-host', '127.0.0.1', '--grpc-port', String(await freePort())],
      ['--metrics-port', String(await freePort())],
      ['--legacy-unix-domain-socket', `@doorlog-${options.name}-${port}`],
      ['--ca', 'fileca', '--fileca-cert', options.authority.chainFile, '--fileca-key', options.authority.keyFile],
      ['--fileca-key-passwd', options.authority.keyPassword, '--fileca-watch=false', '--config-path', configFile],
      options.ctLog === undefined
        ? ['--ct-log-url', '']
        : ['--ct-log-url', options.ctLog.url, '--ct-log-public-key-path', options.ctLog.publicKeyFile],
    ],
    ready: async () => (await fetch(`${url}/healthz`)).ok,
  });
  return { ...program, url };
}

/**
 * Claims and certificate extensions are paired as the public Fulcio pairs them for GitHub (Sigstore's OID directory,
 * 1.3.6.1.4.1.57264.1.2 to .24); its older issuer type `github-workflow` would leave out the deployment environment.
 */
function configurationFor(issuerUrl: string): unknown {
  const provider = 'github-workflow';
  return {
    OIDCIssuers: {
      [issuerUrl]: { IssuerURL: issuerUrl, ClientID: 'sigstore', Type: 'ci-provider', CIProvider: provider },
    },
    CIIssuerMetadata: {
      [provider]: {
        DefaultTemplateValues: { url: 'https://github.com', environment: '' },
        ExtensionTemplates: {
          GithubWorkflowTrigger: 'event_name',
          GithubWorkflowSHA: 'sha',
          GithubWorkflowName: 'workflow',
          GithubWorkflowRepository: 'repository',
          GithubWorkflowRef: 'ref',
          BuildSignerURI: '{{ .url }}/{{ .job_workflow_ref }}',
          BuildSignerDigest: 'job_workflow_sha',
          RunnerEnvironment: 'runner_environment',
          SourceRepositoryURI: '{{ .url }}/{{ .repository }}',
          SourceRepositoryDigest: 'sha',
          SourceRepositoryRef: 'ref',
          SourceRepositoryIdentifier: 'repository_id',
          SourceRepositoryOwnerURI: '{{ .url }}/{{ .repository_owner }}',
          SourceRepositoryOwnerIdentifier: 'repository_owner_id',
          BuildConfigURI: '{{ .url }}/{{ .workflow_ref }}',
          BuildConfigDigest: 'workflow_sha',
          BuildTrigger: 'event_name',
          RunInvocationURI: '{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}',
          SourceRepositoryVisibilityAtSigning: 'repository_visibility',
          DeploymentEnvironment: 'environment',
        },
        SubjectAlternativeNameTemplate: '{{ .url }}/{{ .job_workflow_ref }}',
      },
    },
  };
}
