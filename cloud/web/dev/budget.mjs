// What a browser fetches before the first page shows: index.html, its scripts with their static imports, its styles.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 300;
const root = fileURLToPath(new URL('../../Cloud.Host/wwwroot', import.meta.url));
const html = readFileSync(`${root}/index.html`, 'utf8');
const files = [...new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]))];
let bytes = gzipSync(html).length;
for (const file of files) bytes += gzipSync(readFileSync(root + file)).length;
const kilobytes = Math.round(bytes / 1000);
process.stdout.write(`initial page: ${kilobytes} kB gzip of ${LIMIT_KB} in ${files.length} files\n`);
process.exitCode = kilobytes <= LIMIT_KB ? 0 : 1;
