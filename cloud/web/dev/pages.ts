import { mkdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createFixtureServer, type Switches } from './fixture/server';
import { PEOPLE_SCENES } from './people-scenes';
import { SCENES, type Scene } from './scenes';

/**
 * Opens every page at both widths and in both languages against the fixture server, fails on any console error, content
 * security violation, sideways scroll or outside request, and leaves pictures in dev/shots.
 * `npm run pages -- warnings phone` runs only the scenes whose label has all the words.
 */
const SHOTS = fileURLToPath(new URL('./shots', import.meta.url));
const SIZES = { pc: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const words = process.argv.slice(2);
const switches: Switches = { failing: new Set(), empty: false };
const server = createFixtureServer(switches);
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
if (words.length === 0) await rm(SHOTS, { recursive: true, force: true });
await mkdir(SHOTS, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
const faults: string[] = [];
try {
  for (const scene of [...SCENES, ...PEOPLE_SCENES]) {
    for (const size of ['pc', 'phone'] as const) {
      for (const language of ['zh', 'en'] as const) {
        const label = `${scene.name}.${size}.${language}`;
        if (words.every((word) => label.includes(word))) await shoot(browser, scene, size, language, label);
      }
    }
  }
} finally {
  await Promise.race([browser.close(), new Promise((done) => setTimeout(done, 5_000))]);
  server.closeAllConnections();
  server.close();
}
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${faults.length === 0 ? 'all pages good' : `${faults.length} faults`}; pictures in ${SHOTS}\n`);
process.exit(faults.length === 0 ? 0 : 1);

async function shoot(from: Browser, scene: Scene, size: keyof typeof SIZES, language: 'zh' | 'en', label: string): Promise<void> {
  switches.failing = new Set(scene.failing ?? []);
  switches.empty = scene.empty === true;
  const context = await from.newContext({ viewport: SIZES[size], hasTouch: size === 'phone', locale: language === 'zh' ? 'zh-CN' : 'en-GB', colorScheme: 'light' });
  await context.addInitScript(([chosen, theme]) => {
    localStorage.setItem('edge-language', chosen ?? 'zh');
    localStorage.setItem('edge-theme', theme ?? 'light');
  }, [language, scene.theme ?? 'light']);
  if (scene.session !== 'none') {
    await context.addCookies([
      { name: 'edge-session', value: scene.session ?? 'yes', url: origin }, { name: 'edge-csrf', value: 'fixture', url: origin },
    ]);
  }
  const page = await context.newPage();
  watch(page, label, scene);
  try {
    await page.goto(origin + scene.path);
    await page.waitForSelector(scene.ready, { timeout: 15_000 });
    await scene.act?.(page, size);
    await page.waitForTimeout(700);
    await checkWidth(page, label);
    await page.screenshot({ path: `${SHOTS}/${label}.png`, fullPage: scene.whole !== false });
  } catch (error) {
    faults.push(`${label}: ${String(error).split('\n')[0]}`);
    await page.screenshot({ path: `${SHOTS}/${label}.failed.png` }).catch(() => undefined);
  }
  await context.close();
}

function watch(page: Page, label: string, scene: Scene): void {
  page.on('console', (message) => {
    const expected = (scene.failing !== undefined || scene.session === 'none' || scene.refused === true) && message.text().includes('Failed to load resource');
    if ((message.type() === 'error' || message.type() === 'warning') && !expected) faults.push(`${label}: console: ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => faults.push(`${label}: page error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) faults.push(`${label}: outside request: ${request.url()}`);
  });
}

async function checkWidth(page: Page, label: string): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
  if (wide > seen) faults.push(`${label}: scrolls sideways (${wide} > ${seen})`);
}
