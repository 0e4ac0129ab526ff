import type { Page } from 'playwright-core';

export interface Scene {
  name: string;
  path: string;
  /** What must be on the page before the picture is taken. */
  ready: string;
  session?: 'none' | 'first' | 'yes';
  theme?: 'light' | 'dark';
  failing?: string[];
  empty?: boolean;
  /** The scene makes the server refuse something on purpose. */
  refused?: boolean;
  whole?: boolean;
  act?: (page: Page, size: 'pc' | 'phone') => Promise<void>;
}

export const SCENES: Scene[] = [
  { name: 'sign-in', path: '/sign-in', ready: '.e-entry-card', session: 'none' },
  {
    name: 'sign-in-wrong', path: '/sign-in', ready: '.e-entry-card', session: 'none',
    act: async (page) => {
      await page.fill('#userName', 'admin');
      await page.fill('#password', 'wrong');
      await page.press('#password', 'Enter');
      await page.waitForSelector('.ant-alert');
    },
  },
  { name: 'password', path: '/projects', ready: '.e-rules', session: 'first' },
  { name: 'projects', path: '/projects?at=p1', ready: '.e-cards-item, .e-table tbody tr' },
  { name: 'projects-dark', path: '/projects', ready: '.e-cards-item, .e-table tbody tr', theme: 'dark' },
  { name: 'projects-error', path: '/projects', ready: '.e-blank-error', failing: ['/api/projects'] },
  { name: 'live', path: '/projects/p1', ready: '.e-chart canvas', act: async (page) => { await page.waitForTimeout(2500); } },
  { name: 'live-dark', path: '/projects/p1', ready: '.e-chart canvas', theme: 'dark' },
  { name: 'live-empty', path: '/projects/p1', ready: '.e-blank', empty: true },
];
