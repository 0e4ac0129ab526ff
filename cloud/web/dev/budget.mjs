// What a browser fetches before a page shows, gzip: index.html, the shell, the page with all that it imports, the words of the pages.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 300;
const PAGES = {
  'projects (first of the telemetry)': ['src/projects/ProjectsPage.tsx'],
  'home (first of the registers)': ['src/registers/pages/HomePage.tsx', '../core/src/i18n/registers.ts', 'src/registers/RegisterNav.tsx'],
  'any register': ['src/registers/RegisterPage.tsx', '../core/src/i18n/registers.ts', 'src/registers/RegisterNav.tsx'],
};
const root = fileURLToPath(new URL('../../Cloud.Host/wwwroot', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}/manifest.json`, 'utf8'));
const sizes = new Map();

function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(`${root}/${file}`)).length);
  return sizes.get(file);
}

function collect(key, files) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`${key} is not in the build`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

for (const [name, keys] of Object.entries(PAGES)) {
  const files = new Set(['index.html']);
  for (const key of ['index.html', ...keys]) collect(key, files);
  const kilobytes = Math.round([...files].reduce((sum, file) => sum + size(file), 0) / 1000);
  process.stdout.write(`${name}: ${kilobytes} kB gzip of ${LIMIT_KB} in ${files.size} files\n`);
  if (kilobytes > LIMIT_KB) process.exitCode = 1;
}
rmSync(`${root}/manifest.json`);
