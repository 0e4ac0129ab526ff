import { writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { answerKey } from './fixture/recorded';
import { PEOPLE_SCENES } from './people-scenes';

/**
 * npm run record -- http://127.0.0.1:8080 people.json
 * Opens the scenes of people in the demonstration (`edge-cloud demo-data --accounts`) and keeps what the platform answers to
 * them, for `npm run pages`. people.json says who they are: `{"chief": {"userName": "demo-chief", "password": "…"}, …}`.
 */
const [origin = '', file = ''] = process.argv.slice(2);
const people = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { userName: string; password: string }>;
const answers: Record<string, unknown> = {};
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
for (const persona of new Set(PEOPLE_SCENES.map((one) => one.session ?? ''))) {
  const who = people[persona];
  if (who === undefined) throw new Error(`${file} does not say who ${persona} is`);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: origin });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.fill('#userName', who.userName);
  await page.fill('#password', who.password);
  await page.press('#password', 'Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  context.on('response', (response) => {
    const url = new URL(response.url());
    if (response.request().method() !== 'GET' || response.status() !== 200 || !url.pathname.startsWith('/api/') || url.pathname === '/api/stream') return;
    void response.json().then((body: unknown) => { answers[answerKey(persona, url.pathname, url.searchParams)] = shortened(body); }, () => undefined);
  });
  for (const scene of PEOPLE_SCENES.filter((one) => one.session === persona)) {
    await page.goto(scene.path);
    await page.waitForSelector(scene.ready);
    await scene.act?.(page, 'pc').catch(() => undefined);
    await page.waitForTimeout(1500);
    process.stdout.write(`${persona} ${scene.name}\n`);
  }
  await context.close();
}
await browser.close();
await writeFile(fileURLToPath(new URL('./fixture/recorded.json.gz', import.meta.url)), gzipSync(JSON.stringify(answers), { level: 9 }));
process.stdout.write(`${Object.keys(answers).length} answers\n`);

/** A screen of a list is enough for a picture. */
function shortened(body: unknown): unknown {
  const list = body as { items?: unknown[]; next?: unknown };
  return Array.isArray(list?.items) && list.items.length > 40 && 'next' in list ? { ...list, items: list.items.slice(0, 40), next: null } : body;
}
