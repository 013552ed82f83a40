import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin, rolldown } from 'rolldown';

const SOURCES = join(import.meta.dirname, 'src');

const ZOD = join(import.meta.dirname, 'node_modules/zod')
  .split(sep)
  .join('/');

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The licence of one bundled package, with its text where the package brings it. */
function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() : '';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Writes the licences of all packages that went into the built files to one file beside them. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      const folders = new Set(modules.flatMap((id) => PACKAGE.exec(id.split(sep).join('/'))?.[1] ?? []).concat(ZOD));
      const texts = [...folders].filter((folder) => existsSync(join(folder, 'package.json'))).map(licenceOf);
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.sort().join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}

/** Chunks of a package are named after it: most packages call their files `dist/index.js`. */
function chunkName(moduleIds: readonly string[]): string {
  const folders = moduleIds.map((id) => PACKAGE.exec(id.split(sep).join('/'))?.[1]);
  const folder = folders.at(-1);
  return folder === undefined
    ? '[name].js'
    : `${folder.replace(/^.*\/node_modules\//, '').replace(/^@(.*)\//, '$1-')}.js`;
}

/**
 * Takes Node's own modules as plain objects: their ESM namespaces touch every lazy getter, so that importing one name of
 * node:fs loads streams and promises too (3 ms of the 25 that bare Node takes).
 */
function builtinsAsObjects(): Plugin {
  const IMPORT =
    /^import (?:\* as (\S+)|(\{[^}]*\})) from "(?:node:)?(crypto|events|fs|fs\/promises|module|os|path|url|util)";$/gm;
  return {
    name: 'builtins-as-objects',
    renderChunk: (code) =>
      code.replace(
        IMPORT,
        (_, namespace, names, module) =>
          `const ${namespace ?? names.replaceAll(' as ', ': ')} = process.getBuiltinModule("node:${module}");`,
      ),
  };
}

const LATE_ZOD = join(import.meta.dirname, 'src/model/late-zod/zod.ts');
const REAL_ZOD = 'zod.cjs';

/** Gives the built files schemas that turn to zod when a value does not fit one (ADR 11), and lays zod beside them. */
function lateZod(): Plugin {
  return {
    name: 'late-zod',
    resolveId: (source) => (source === 'zod/mini' ? LATE_ZOD : null),
    renderChunk: (code) => code.replaceAll('("zod/mini")', `("./${REAL_ZOD}")`),
    async generateBundle() {
      const { default: _, ...used } = await import(pathToFileURL(LATE_ZOD).href);
      this.emitFile({ type: 'asset', fileName: REAL_ZOD, source: await partsOfZod(Object.keys(used)) });
    },
  };
}

/** Those parts of zod as a file that can be loaded in the middle of a function. */
async function partsOfZod(names: readonly string[]): Promise<string> {
  const entry = 'parts-of-zod';
  const parts: Plugin = {
    name: entry,
    resolveId: (source) => (source === entry ? entry : null),
    load: (id) => (id === entry ? `export { ${names.join(', ')} } from '${ZOD}/mini/index.js';` : null),
  };
  const build = await rolldown({
    input: entry,
    platform: 'node',
    transform: { target: 'node20.19' },
    treeshake: { moduleSideEffects: false },
    plugins: [parts],
  });
  const { output } = await build.generate({ format: 'cjs', minify: false });
  return output[0].code;
}

/** What a start loads: one file of it is cheaper than twenty, each of which is looked up and compiled by itself. */
const HOOK_ROOTS = [
  'src/action/entry.ts',
  'src/action/start-stage.ts',
  'src/ci/github/worker-log.ts',
  'src/signing/oidc.ts',
  'src/sinks/config.ts',
  'src/sinks/elasticsearch/sink.ts',
  'src/sinks/elasticsearch/type.ts',
  'src/sinks/file/type.ts',
  'src/sinks/secrets.ts',
].map((path) => join(import.meta.dirname, path));

/**
 * What every hook asks for in the end is in its file from the beginning: looking up and compiling one more file costs a
 * millisecond, compiling one more module in a file that is read anyway a tenth of that.
 */
function importsAtHand(): Plugin {
  return {
    name: 'imports-at-hand',
    transform(code, id) {
      if (!id.startsWith(SOURCES) || !code.includes('import(')) return null;
      let header = '';
      const body = code.replace(/\bimport\('(\.[^']+\.ts)'\)/g, (whole, path: string) => {
        if (!HOOK_ROOTS.includes(join(dirname(id), path))) return whole;
        const name = `atHand${header.length}`;
        header += `import * as ${name} from '${path}';\n`;
        return `Promise.resolve(${name})`;
      });
      return header === '' ? null : header + body;
    },
  };
}

interface ModuleGraph {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

function isNeededByHooks(id: string, graph: ModuleGraph, seen = new Set<string>()): boolean {
  if (HOOK_ROOTS.includes(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = graph.getModuleInfo(id)?.importers ?? [];
  return importers.some((importer) => isNeededByHooks(importer, graph, seen));
}

export default defineConfig({
  input: {
    pre: 'src/action/pre.ts',
    main: 'src/action/main.ts',
    post: 'src/action/post.ts',
    checkpoint: 'src/action/checkpoint.ts',
    gate: 'src/action/gate.ts',
    collect: 'src/action/collect.ts',
    release: 'src/action/release.ts',
    seal: 'src/action/seal.ts',
    cli: 'src/cli/main.ts',
    'cel-worker': 'src/cel/cel-worker.ts',
    'verify-worker': 'src/cli/verify-worker.ts',
    conformance: 'interop/conformance-client.ts',
  },
  platform: 'node',
  transform: { target: 'node20.19' },
  treeshake: { moduleSideEffects: false },
  plugins: [licences(), builtinsAsObjects(), lateZod(), importsAtHand()],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: ({ moduleIds }) => chunkName(moduleIds),
    minify: false,
    // What every job downloads and parses: the sources beside it have the docstrings.
    comments: { jsdoc: false, annotation: false },
    codeSplitting: {
      groups: [{ debugName: 'hook', name: (id, graph) => (isNeededByHooks(id, graph) ? 'hook' : null) }],
    },
    banner: (chunk) => (chunk.isEntry && chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
  },
});
