// npm run types -- FILE_OR_URL: writes core/src/api/generated/schema.ts from the server's description of itself.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const source = process.argv[2];
if (source === undefined) throw new Error('usage: npm run types -- openapi.json or http://127.0.0.1:8080/openapi/v1.json (Development)');
const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../../core/src/api/generated/schema.ts', import.meta.url));
execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: here, stdio: 'inherit' });
execFileSync(`${here}/node_modules/.bin/openapi-typescript`, [source, '-o', target, '--root-types=false'], { stdio: 'inherit' });
