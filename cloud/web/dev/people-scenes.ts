import type { Page } from 'playwright-core';
import type { Scene } from './scenes';

const LIST = '.e-cards-item, .e-list-table tbody tr, .e-table tbody tr, .e-blank';

/** The first record of a list, as a page of its own. */
const opened = async (page: Page): Promise<void> => {
  await page.locator('.e-list-title a, .e-cards-title a').first().click();
  await page.waitForSelector('.e-record-facts');
};

const tab = (name: string, ready: string) => async (page: Page): Promise<void> => {
  await opened(page);
  await page.locator(`#tab-${name}`).click();
  await page.waitForSelector(ready);
};

/** What people of the demonstration see: their answers are recorded. */
export const PEOPLE_SCENES: Scene[] = [
  { name: 'users', path: '/people/users', ready: LIST, session: 'admin' },
  { name: 'organisations', path: '/people/organisations', ready: LIST, session: 'admin' },
  { name: 'backups', path: '/operations/backups', ready: LIST, session: 'admin' },
  { name: 'permissions', path: '/people/permissions', ready: LIST, session: 'security' },
  { name: 'security', path: '/people/security', ready: 'textarea', session: 'security' },
  { name: 'audit', path: '/operations/audit', ready: LIST, session: 'auditor' },
  { name: 'chief-home', path: '/home', ready: '.e-todo-count, .e-blank', session: 'chief' },
  { name: 'persons', path: '/people/persons', ready: LIST, session: 'chief' },
  { name: 'parties', path: '/registers/project-parties', ready: LIST, session: 'chief' },
  { name: 'enterprise-certificates', path: '/registers/enterprise-certificates', ready: LIST, session: 'chief' },
  { name: 'appointments', path: '/registers/appointments', ready: LIST, session: 'chief' },
  { name: 'appointment', path: '/registers/appointments?columns=project,post', ready: LIST, session: 'chief', act: opened },
  { name: 'person-certificates', path: '/registers/person-certificates', ready: LIST, session: 'chief' },
  { name: 'attendance', path: '/views/attendance-summary', ready: LIST, session: 'chief' },
  { name: 'violations', path: '/views/violation-summary', ready: LIST, session: 'chief' },
  { name: 'conflicts', path: '/views/post-conflicts?on=2026-11-23', ready: LIST, session: 'chief' },
  { name: 'filings', path: '/registers/project-filings', ready: LIST, session: 'chief' },
  { name: 'cases', path: '/registers/supervision-cases', ready: LIST, session: 'chief' },
  { name: 'hazardous-summary', path: '/views/hazardous-work-summary', ready: LIST, session: 'chief' },
  { name: 'monitoring-board', path: '/monitoring', ready: LIST, session: 'chief' },
  { name: 'hazardous-works', path: '/registers/hazardous-works', ready: LIST, session: 'contractor' },
  { name: 'hazardous-figures', path: '/registers/hazardous-works?view=figures&by=scale&by=state', ready: '.e-figure-chart canvas', session: 'contractor' },
  { name: 'hazardous-new', path: '/registers/hazardous-works/new', ready: '.e-form', session: 'contractor' },
  { name: 'hazardous-work', path: '/registers/hazardous-works?filter=project:eq:demo', ready: LIST, session: 'contractor', act: opened },
  {
    name: 'monitoring', path: '/monitoring', ready: LIST, session: 'contractor',
    act: async (page) => {
      await page.locator('a[href^="/monitoring/"]').filter({ hasText: '3号楼转换层' }).first().click();
      await page.waitForSelector('.e-chart canvas');
    },
  },
  { name: 'monitoring-points', path: '/registers/monitoring-points', ready: LIST, session: 'contractor' },
  { name: 'special-plan', path: '/registers/special-plans?filter=project:eq:demo', ready: LIST, session: 'contractor', act: opened },
  { name: 'special-plan-files', path: '/registers/special-plans?filter=project:eq:demo&sort=name', ready: LIST, session: 'contractor', act: tab('files', '.e-record-tabs') },
  { name: 'approvals-started', path: '/approvals?box=started', ready: LIST, session: 'contractor' },
  { name: 'approvals', path: '/approvals?box=done', ready: LIST, session: 'engineer' },
  { name: 'special-plan-approvals', path: '/registers/special-plans?filter=project:eq:demo', ready: LIST, session: 'engineer', act: tab('approvals', '.e-record-tabs') },
];
