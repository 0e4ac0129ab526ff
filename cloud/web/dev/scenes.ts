import type { Page } from 'playwright-core';
import { RETURNED, SUBMITTED } from './fixture/registers';

const FILINGS = '/registers/project-filings';

export type Persona = 'admin' | 'security' | 'auditor' | 'chief' | 'contractor' | 'engineer';

export interface Scene {
  name: string;
  path: string;
  /** What must be on the page before the picture is taken. */
  ready: string;
  /** Somebody of the fixture, or of the demonstration whose answers were recorded. */
  session?: 'none' | 'first' | 'yes' | Persona;
  theme?: 'light' | 'dark';
  failing?: string[];
  empty?: boolean;
  /** The scene makes the server refuse something on purpose. */
  refused?: boolean;
  whole?: boolean;
  act?: (page: Page, size: 'pc' | 'phone') => Promise<void>;
}

export const SCENES: Scene[] = [
  { name: 'projects', path: '/projects?at=p1', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'projects-dark', path: '/projects', ready: '.e-cards-item, .e-table tbody tr', theme: 'dark' },
  { name: 'projects-error', path: '/projects', ready: '.e-blank-error', failing: ['/api/projects'] },
  { name: 'live', path: '/projects/p1', ready: '.e-chart canvas', act: async (page) => { await page.waitForTimeout(2500); } },
  { name: 'live-dark', path: '/projects/p1', ready: '.e-chart canvas', theme: 'dark' },
  { name: 'live-empty', path: '/projects/p1', ready: '.e-blank', empty: true },
  { name: 'warnings', path: '/warnings', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'warnings-drawer', path: '/warnings?id=w3', ready: '.e-warning-sheet, .e-cards-item', whole: false, act: async (page, size) => { if (size === 'pc') await page.waitForSelector('.e-chart canvas'); } },
  { name: 'warnings-none', path: '/warnings', ready: '.e-blank', empty: true },
  { name: 'warnings-error', path: '/warnings', ready: '.e-blank-error', failing: ['/api/warnings'] },
  { name: 'warning', path: '/warnings/w1', ready: '.e-chart canvas' },
  {
    name: 'warning-false', path: '/warnings/w2', ready: '.e-actions', whole: false,
    act: async (page) => { await page.locator('.e-actions-row button').last().click(); await page.waitForSelector('.e-action-form'); },
  },
  {
    name: 'warning-conflict', path: '/warnings/w5', ready: '.e-actions', refused: true, whole: false,
    act: async (page) => {
      await page.locator('.e-actions-row button').first().click();
      await page.fill('.e-action-form textarea', '现场已复核');
      await page.locator('.e-action-form button[type=submit]').click();
      await page.waitForSelector('.ant-alert');
    },
  },
  { name: 'devices', path: '/projects/p1/devices', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'device', path: '/projects/p1/devices/crane-1?span=h6', ready: '.e-chart canvas' },
  { name: 'device-stale', path: '/projects/p1/devices/pit-1?point=top-horizontal&span=h1', ready: '.e-chart canvas' },
  { name: 'device-gpio', path: '/projects/p1/devices/gpio-1', ready: '.e-chart canvas' },
  { name: 'add-device', path: '/projects/p1/devices/new', ready: '.e-add' },
  {
    name: 'add-device-tested', path: '/projects/p1/devices/new', ready: '.e-add',
    act: async (page) => {
      await page.fill('#name', '3号塔吊');
      await page.click('#profile');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.fill('#address', 'tcp://192.168.8.23:502');
      await page.locator('.e-add-buttons button').first().click();
      await page.waitForSelector('.e-test-readings li');
    },
  },
  { name: 'gateways', path: '/projects/p1/gateways', ready: '.e-gateway' },
  {
    name: 'gateway-code', path: '/projects/p1/gateways', ready: '.e-gateway', whole: false,
    act: async (page) => { await page.locator('.e-gateway .e-actions-row button').first().click(); await page.waitForSelector('.e-code'); },
  },
  { name: 'rules', path: '/projects/p1/rules?rule=dust-pm10', ready: '.e-rules-list' },
  {
    name: 'rule-override', path: '/projects/p1/rules', ready: '.e-rules-list', whole: false, refused: true,
    act: async (page) => {
      await page.locator('.e-rule-head button').first().click();
      await page.fill('#threshold', '5000');
      await page.fill('#reason', '与设计单位复核后的限值');
      await page.locator('.ant-modal-footer button').last().click();
      await page.waitForSelector('.ant-modal .ant-alert');
    },
  },
  { name: 'chain', path: '/projects/p1/chain', ready: '.e-chain' },
  { name: 'delivery', path: '/projects/p1/delivery', ready: '.e-bars' },
  { name: 'home', path: '/home', ready: '.e-todo-count' },
  { name: 'home-empty', path: '/home', ready: '.e-blank', empty: true },
  { name: 'registers', path: '/registers', ready: '.e-modules li' },
  { name: 'register', path: FILINGS, ready: '.e-cards-item, .e-list-table tbody tr' },
  { name: 'register-dark', path: FILINGS, ready: '.e-cards-item, .e-list-table tbody tr', theme: 'dark' },
  { name: 'register-none', path: `${FILINGS}?q=x`, ready: '.e-blank', empty: true },
  { name: 'register-error', path: FILINGS, ready: '.e-blank-error', failing: ['/api/registers/project-filings/records'] },
  {
    name: 'register-filter', path: `${FILINGS}?filter=category:in:building,municipal&filter=area:within:210100`, ready: '.e-filter-chip', whole: false,
    act: async (page) => { await page.locator('.e-filter-bar > .ant-btn').first().click(); await page.waitForSelector('.e-filter-editor'); },
  },
  {
    name: 'register-saved', path: FILINGS, ready: '.e-list-tools', whole: false,
    act: async (page) => { await page.locator('.e-list-tools > .ant-btn').first().click(); await page.waitForSelector('.e-saved li'); },
  },
  {
    name: 'register-batch', path: `${FILINGS}?filter=state:eq:submitted`, ready: '.e-cards-item, .e-list-table tbody tr', refused: true, whole: false,
    act: async (page, size) => {
      if (size === 'phone') return;
      await page.locator('th input[type=checkbox]').check();
      await page.locator('.e-batch .ant-btn').first().click();
      await page.waitForSelector('.ant-modal');
    },
  },
  { name: 'figures', path: `${FILINGS}?view=figures&by=state&by=category`, ready: '.e-figure-chart canvas' },
  { name: 'record-drawer', path: `${FILINGS}?open=${SUBMITTED}`, ready: '.e-record .e-record-facts', whole: false },
  { name: 'record', path: `${FILINGS}/${SUBMITTED}`, ready: '.e-record-facts' },
  { name: 'record-history', path: `${FILINGS}/${RETURNED}`, ready: '.e-record-facts', act: async (page) => { await page.locator('#tab-history').click(); await page.waitForSelector('.e-history li'); } },
  {
    name: 'record-conflict', path: `${FILINGS}/${SUBMITTED}`, ready: '.e-record-actions', refused: true, whole: false,
    act: async (page) => {
      await page.locator('.e-record-actions .ant-btn').first().click();
      await page.fill('.ant-modal textarea', '请补充勘察报告');
      await page.locator('.ant-modal-footer button').last().click();
      await page.waitForSelector('.ant-modal .ant-alert');
    },
  },
  { name: 'filing', path: `${FILINGS}/${RETURNED}/edit?step=works`, ready: '.e-rows-item' },
  { name: 'filing-check', path: `${FILINGS}/${RETURNED}/edit?step=check`, ready: '.e-check-list' },
  { name: 'filing-new', path: `${FILINGS}/new`, ready: '.e-steps' },
  { name: 'search', path: '/search?q=%E6%B5%91%E5%8D%97', ready: '.e-hits li' },
  { name: 'view', path: '/views/filing-summary', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'compliance', path: '/compliance', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'not-found', path: '/nowhere', ready: '.e-blank' },
];
