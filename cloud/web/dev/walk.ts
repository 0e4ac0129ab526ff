import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/**
 * What several people of different rights do with a browser against a running platform:
 * the pieces of which the walks are made, and what is watched while they go on.
 */
const SHOTS = fileURLToPath(new URL('./shots', import.meta.url));
export const SIZES = { pc: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
export type Size = keyof typeof SIZES;
export type Language = 'zh' | 'en';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A credit code whose last character is right (GB 32100). */
export function creditCode(seed: number): string {
  const body = `912101${String(seed).padStart(11, '0')}`;
  const sum = [...body].reduce((total, letter, at) => total + ALPHABET.indexOf(letter) * (3 ** at % 31), 0);
  return body + ALPHABET[(31 - (sum % 31)) % 31];
}

/** An identity number whose last character is right (GB 11643). */
export function idNumber(seed: number): string {
  const body = `21010219900307${String(seed).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + '10X98765432'[weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0) % 11];
}

/** The six digits of an authenticator app now (RFC 6238). */
export function oneTimeCode(secret: string, now = Date.now()): string {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export class Walk {
  readonly faults: string[] = [];
  private readonly browser: Browser;
  private readonly origin: string;

  private constructor(browser: Browser, origin: string) {
    this.browser = browser;
    this.origin = origin;
  }

  static async start(origin: string): Promise<Walk> {
    await mkdir(SHOTS, { recursive: true });
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
    return new Walk(await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags }), origin);
  }

  /** Somebody at a browser of their own; <c>expected</c> are answers that the walk provokes. */
  async visitor(name: string, size: Size = 'pc', language: Language = 'zh', state?: Awaited<ReturnType<BrowserContext['storageState']>>): Promise<Page> {
    const context = await this.browser.newContext({ viewport: SIZES[size], hasTouch: size === 'phone', baseURL: this.origin, ...(state === undefined ? {} : { storageState: state }) });
    await context.addCookies([{ name: 'edge-language', value: language, url: this.origin }]);
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(`${name}: page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('Failed to load resource')) this.faults.push(`${name}: console: ${message.text().slice(0, 300)}`);
    });
    page.on('response', (response) => { if (response.status() >= 500) this.faults.push(`${name}: ${response.status()} ${response.url()}`); });
    return page;
  }

  async shoot(page: Page, label: string): Promise<void> {
    await page.waitForTimeout(500);
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
    if (wide > seen) this.faults.push(`${label}: scrolls sideways (${wide} > ${seen})`);
    await page.screenshot({ path: `${SHOTS}/${label}.png`, fullPage: true });
  }

  /** The same page at both widths and in both languages, as the person who is signed in on <c>from</c>. */
  async look(from: Page, name: string, path: string, ready: string, act?: (page: Page) => Promise<void>): Promise<void> {
    const state = await from.context().storageState();
    for (const size of ['pc', 'phone'] as const) {
      for (const language of ['zh', 'en'] as const) {
        const label = `walk-${name}.${size}.${language}`;
        const page = await this.visitor(label, size, language, { ...state, origins: [] });
        try {
          await page.goto(path);
          await page.waitForSelector(ready);
          await act?.(page);
          await this.shoot(page, label);
        } catch (error) {
          this.faults.push(`${label}: ${String(error).split('\n')[0]}`);
          await page.screenshot({ path: `${SHOTS}/${label}.failed.png` });
        }
        await page.context().close();
      }
    }
  }

  /** One person's part; a step that fails leaves a picture. */
  async part(name: string, page: Page, steps: () => Promise<void>): Promise<void> {
    try {
      await steps();
    } catch (error) {
      await page.screenshot({ path: `${SHOTS}/walk-${name}.failed.png`, fullPage: true });
      throw new Error(`${name}: ${String(error)}`, { cause: error });
    }
  }

  async end(): Promise<void> {
    await Promise.race([this.browser.close(), new Promise((done) => setTimeout(done, 5_000))]);
    for (const fault of this.faults) process.stderr.write(`${fault}\n`);
    process.stdout.write(`${this.faults.length === 0 ? 'all good' : `${this.faults.length} faults`}; pictures in ${SHOTS}\n`);
    process.exit(this.faults.length === 0 ? 0 : 1);
  }
}

/** Signs in by name and password, and with a code where one is asked for. */
export async function signIn(page: Page, userName: string, password: string, code?: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('#userName', userName);
  await page.fill('#password', password);
  await page.press('#password', 'Enter');
  if (code !== undefined) {
    await page.locator('#code').waitFor();
    await page.fill('#code', code);
    await page.press('#code', 'Enter');
  }
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** The forced change after the first sign-in. */
export async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await page.waitForURL('**/password');
  await page.fill('#current', current);
  await page.fill('#next', next);
  await page.fill('#again', next);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/password');
}

export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.locator(field).click();
  if (await page.locator(field).isEditable()) await page.locator(field).fill(option);
  await page.locator(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) [title="${option}"], .ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-tree-title:text-is("${option}")`).first().click();
}

/** The text of the dialog that tells a secret once, which it closes. */
export async function once(page: Page): Promise<string> {
  const secret = (await page.locator('.ant-modal .e-people-secret').textContent()) ?? '';
  await page.locator('.ant-modal-footer button').last().click();
  await page.locator('.ant-modal .e-people-secret').waitFor({ state: 'hidden' });
  return secret;
}
