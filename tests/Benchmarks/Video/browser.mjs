// node browser.mjs ADDRESS PASSWORD-FILE PROJECT socket|hls TILES SECONDS OUTPUT: looks at the wall in a real Chromium and reads the
// clock that the camera burns into the picture (64 fields: 1010, 48 bits of milliseconds, 8 bits sum, 0101).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { chromium } = createRequire(fileURLToPath(new URL('../../../cloud/web/package.json', import.meta.url)))('playwright-core');
const [address, passwordFile, project, transport, tiles, seconds, output] = process.argv.slice(2);
const server = await chromium.launchServer({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--disable-background-networking', '--disable-component-update'],
});
const browser = await chromium.connect(server.wsEndpoint());
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
const page = await context.newPage();
const password = readFileSync(passwordFile, 'utf8').trim();
const signIn = await context.request.post(`${address}/api/session`, { data: { userName: 'admin', password } });
if (!signIn.ok()) throw new Error(`sign-in: ${signIn.status()}`);
await page.goto(`${address}/projects/${project}/video`);
await page.waitForSelector('.e-wall', { timeout: 60_000 });
const pick = (text) => page.locator('.ant-segmented-item', { hasText: new RegExp(`^${text}$`) }).first().click();
await pick(tiles);
await pick(transport === 'hls' ? 'HLS' : 'WebSocket');
await page.waitForFunction((wanted) => document.querySelectorAll('.e-tile[data-state="playing"]').length >= wanted, Number(tiles), { timeout: 90_000, polling: 250 }).catch(() => undefined);
await page.evaluate(() => {
  window.clockSamples = [];
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = (row) => {
    let code = 0n;
    for (let i = 0; i < 64; i++) code = (code << 1n) | (row[Math.floor((i + 0.5) * 10) * 4 + 1] > 127 ? 1n : 0n);
    const ms = (code >> 12n) & 0xffffffffffffn;
    let sum = 0n;
    for (let i = 0n; i < 6n; i++) sum += (ms >> (8n * i)) & 0xffn;
    return code >> 60n === 0b1010n && (code & 0xfn) === 0b0101n && ((code >> 4n) & 0xffn) === (sum & 0xffn) ? Number(ms) : null;
  };
  setInterval(() => {
    const tile = document.querySelector('.e-tile[data-state="playing"]');
    const video = tile?.querySelector('video');
    if (!video || video.videoWidth === 0) return;
    context.drawImage(video, 0, Math.max(8, video.videoHeight / 40) / 2, video.videoWidth, 1, 0, 0, 640, 1);
    const now = Date.now();
    const shown = read(context.getImageData(0, 0, 640, 1).data);
    const told = Number(tile.querySelector('[data-late]')?.getAttribute('data-late') || NaN);
    if (shown !== null) {
      const behind = video.buffered.length === 0 ? 0 : video.buffered.end(video.buffered.length - 1) - video.currentTime;
      window.clockSamples.push({ at: now, late: (now - shown) / 1000, told: Number.isFinite(told) ? told : (now - shown) / 1000, behind, rate: video.playbackRate });
    }
  }, 100);
});

const memory = [];
const samples = [];
const until = Date.now() + Number(seconds) * 1000;
while (Date.now() < until) {
  await page.waitForTimeout(Math.min(2_000, Math.max(0, until - Date.now())));
  memory.push({ at: Date.now(), bytes: resident(server.process().pid) });
  samples.push(...await page.evaluate(() => window.clockSamples.splice(0)));
}
const frames = await page.evaluate(() => [...document.querySelectorAll('.e-tile video')].map((video) => video.getVideoPlaybackQuality())
  .reduce((sum, one) => ({ shown: sum.shown + one.totalVideoFrames, dropped: sum.dropped + one.droppedVideoFrames }), { shown: 0, dropped: 0 }));
const playing = await page.locator('.e-tile[data-state="playing"]').count();
if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
writeFileSync(output, JSON.stringify({ samples, memory, playing, frames }));
await Promise.race([browser.close().then(() => server.close()), new Promise((done) => setTimeout(done, 5_000))]);
process.exit(0);

/** Bytes of a process and all its children; what several of them share counts once. */
function resident(root) {
  const parents = new Map();
  const bytes = new Map();
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      parents.set(Number(id), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      bytes.set(Number(id), () => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024);
    } catch { /* It has ended meanwhile. */ }
  }
  const family = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [id, parent] of parents) if (family.has(parent) && !family.has(id)) grown = family.add(id) !== undefined;
  }
  return [...family].reduce((sum, id) => {
    try {
      return sum + (bytes.get(id)?.() ?? 0);
    } catch {
      return sum;
    }
  }, 0);
}
