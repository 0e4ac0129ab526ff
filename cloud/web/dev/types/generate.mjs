// npm run types -- FILE_OR_URL: writes core/src/api/generated/schema.ts from the server's description of itself.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = process.argv[2];
if (source === undefined) throw new Error('usage: npm run types -- openapi.json or http://127.0.0.1:8080/openapi/v1.json (Development)');
const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../../core/src/api/generated/schema.ts', import.meta.url));
execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: here, stdio: 'inherit' });
const document = source.startsWith('http') ? await (await fetch(source)).json() : JSON.parse(readFileSync(source, 'utf8'));
execFileSync(`${here}/node_modules/.bin/openapi-typescript`, [source, '-o', target, '--root-types=false'], { stdio: 'inherit' });

// What it was made of stands in its first line: a test of the server compares, so that types cannot stay behind unseen. Where the server
// listens and how large numbers may be is no part of it.
const lines = [];
const read = (node, path) => {
  if (node !== null && typeof node === 'object')
    for (const [key, child] of Object.entries(node)) read(child, `${path}/${key}`);
  else
    lines.push(`${path}=${typeof node === 'number' ? '#' : String(node)}`);
};
delete document.servers;
read(document, '');
const mark = createHash('sha256').update(lines.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)).join('\n'), 'utf8').digest('hex');
writeFileSync(target, `// openapi ${mark}\n${readFileSync(target, 'utf8')}`);
