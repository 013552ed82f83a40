import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

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
      const folders = new Set(modules.flatMap((id) => PACKAGE.exec(id.split(sep).join('/'))?.[1] ?? []));
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

export default defineConfig({
  input: {
    pre: 'src/action/pre.ts',
    main: 'src/action/main.ts',
    post: 'src/action/post.ts',
    cli: 'src/cli/main.ts',
  },
  platform: 'node',
  transform: { target: 'node20.19' },
  treeshake: { moduleSideEffects: false },
  plugins: [licences()],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: ({ moduleIds }) => chunkName(moduleIds),
    minify: false,
    banner: (chunk) => (chunk.isEntry && chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
  },
});
