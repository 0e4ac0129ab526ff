import type { Page } from 'playwright-core';
import { changePassword, choose, creditCode, idNumber, once, oneTimeCode, signIn, Walk } from './walk';

/**
 * npm run walk:people -- http://127.0.0.1:8080 FIRST_PASSWORD
 * Administrator, security administrator, county official, auditor and an enterprise's administrator on a new platform, each in a
 * browser of their own; then every page of people at both widths and in both languages. Fails on script errors, on answers of 500
 * and on sideways scroll; pictures lie in dev/shots.
 */
const [origin = 'http://127.0.0.1:8080', first = ''] = process.argv.slice(2);
const PASSWORD = 'Walk-2026-site!';
const NOW = Date.now();
const seed = Math.floor(NOW / 1000) % 1_000_000;
const walk = await Walk.start(origin);

const toast = async (page: Page): Promise<void> => { await page.locator('.e-toasts').getByText('已完成').first().waitFor(); };
const confirm = (page: Page) => page.locator('.ant-modal-footer .ant-btn-primary, .ant-modal-footer .ant-btn-dangerous').last();
const openUser = async (page: Page, name: string): Promise<void> => {
  await page.goto('/people/users');
  await page.getByRole('cell', { name, exact: true }).first().click();
  await page.waitForURL('**/people/users/*');
};

async function addUser(page: Page, userName: string, displayName: string, organisation?: string): Promise<string> {
  await page.goto('/people/users');
  await page.getByRole('button', { name: '新建账号' }).click();
  await page.fill('#displayName', displayName);
  await page.fill('.ant-modal #userName', userName);
  if (organisation !== undefined) await choose(page, '.ant-modal #organisation', organisation);
  await confirm(page).click();
  return once(page);
}

async function grant(page: Page, name: string, role: string, area?: string): Promise<void> {
  await openUser(page, name);
  await page.getByRole('button', { name: '授权' }).click();
  await choose(page, '.ant-modal #role', role);
  if (area !== undefined) await choose(page, '.ant-modal #area', area);
  await page.fill('.ant-modal #reason', '岗位需要');
  await confirm(page).click();
  await toast(page);
}

const admin = await walk.visitor('admin');
const passwords: Record<string, string> = {};
await walk.part('admin', admin, async () => {
  await signIn(admin, 'admin', first);
  await changePassword(admin, first, PASSWORD);
  passwords['sec'] = await addUser(admin, `sec${seed}`, '孙安全');
  passwords['audit'] = await addUser(admin, `audit${seed}`, '周审计');
  await admin.goto('/people/organisations');
  await admin.getByRole('button', { name: '新建监管机构' }).click();
  await choose(admin, '#organisation_kind', '工程质量安全监督机构');
  await admin.fill('#organisation_name', `浑南区质量安全监督站${seed}`);
  await admin.fill('#organisation_creditCode', creditCode(seed));
  await choose(admin, '#organisation_area', '浑南区');
  await admin.fill('#organisation_address', '沈阳市浑南区');
  await admin.fill('#organisation_representative', '赵站长');
  await admin.fill('#organisation_contactName', '钱联系');
  await admin.fill('#organisation_contactPhone', '13800001234');
  await confirm(admin).click();
  await admin.locator('.ant-modal').waitFor({ state: 'hidden' });
  passwords['chief'] = await addUser(admin, `chief${seed}`, '赵站长', `浑南区质量安全监督站${seed}`);
  await grant(admin, '孙安全', '安全管理员');
});

const security = await walk.visitor('security');
await walk.part('security', security, async () => {
  await signIn(security, `sec${seed}`, passwords['sec'] ?? '');
  await changePassword(security, passwords['sec'] ?? '', PASSWORD);
  await security.goto('/account');
  await security.getByRole('button', { name: '设置动态口令' }).click();
  const secret = (await security.locator('.e-people-secret').textContent()) ?? '';
  await walk.shoot(security, 'walk-factor-qr.pc.zh');
  await security.fill('#value', '000000');
  await security.locator('.e-people-qr button').click();
  await security.locator('.ant-alert-error').waitFor();
  await security.fill('#value', oneTimeCode(secret));
  await security.locator('.e-people-qr button').click();
  const codes = await security.locator('.e-people-codes li').allTextContents();
  await walk.shoot(security, 'walk-factor-codes.pc.zh');
  await security.locator('.ant-modal-footer button').click();
  // Signed out and in again: the password alone is not enough, a recovery code works.
  const again = await walk.visitor('security-again');
  await again.goto('/sign-in');
  await again.fill('#userName', `sec${seed}`);
  await again.fill('#password', PASSWORD);
  await again.press('#password', 'Enter');
  await again.locator('#code').waitFor();
  await walk.shoot(again, 'walk-sign-in-code.pc.zh');
  await again.fill('#code', codes[0] ?? '');
  await again.press('#code', 'Enter');
  await again.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await again.context().close();
  await grant(security, '赵站长', '监督站负责人', '浑南区');
  await grant(security, '周审计', '审计员');
});

const enterprise = `沈阳筑安建设有限公司${seed}`;
const visitor = await walk.visitor('visitor');
await walk.part('register', visitor, async () => {
  await visitor.goto('/register');
  await visitor.selectOption('#organisation_kind', { label: '施工单位' });
  await visitor.fill('#organisation_name', enterprise);
  const right = creditCode(seed + 1);
  await visitor.fill('#organisation_creditCode', right.slice(0, -1) + (right.endsWith('7') ? '8' : '7'));
  await visitor.selectOption('#organisation_area', '210112');
  await visitor.fill('#organisation_address', '沈阳市浑南区创新路1号');
  await visitor.fill('#organisation_representative', '李建设');
  await visitor.fill('#organisation_contactName', '王联络');
  await visitor.fill('#organisation_contactPhone', '13900002345');
  await visitor.fill('#displayName', '王管理');
  await visitor.fill('#userName', `builder${seed}`);
  await visitor.fill('#password', PASSWORD);
  await visitor.fill('#again', PASSWORD);
  await visitor.locator('button[type=submit]').click();
  await visitor.getByText('校验位不正确').first().waitFor();
  await walk.shoot(visitor, 'walk-register-wrong.pc.zh');
  await visitor.fill('#organisation_creditCode', right);
  await visitor.fill('#password', PASSWORD);
  await visitor.fill('#again', PASSWORD);
  await visitor.locator('button[type=submit]').click();
  await visitor.locator('.e-note-good').waitFor();
});

const chief = await walk.visitor('chief');
await walk.part('chief', chief, async () => {
  await signIn(chief, `chief${seed}`, passwords['chief'] ?? '');
  await changePassword(chief, passwords['chief'] ?? '', PASSWORD);
  await chief.goto('/people/organisations');
  await chief.getByRole('cell', { name: enterprise }).first().click();
  await chief.getByRole('button', { name: '核验通过' }).click();
  await chief.fill('.ant-modal #text', '证照齐全');
  await confirm(chief).click();
  await toast(chief);
});

await walk.part('enterprise', visitor, async () => {
  await signIn(visitor, `builder${seed}`, PASSWORD);
  await visitor.goto('/people/persons');
  await visitor.getByRole('button', { name: '登记人员' }).click();
  await visitor.fill('#name', '吴工长');
  const number = idNumber(seed % 1000);
  await visitor.fill('#idNumber', number.slice(0, -1) + (number.endsWith('5') ? '6' : '5'));
  await visitor.fill('#phone', '13700003456');
  await choose(visitor, '.ant-modal #organisation', enterprise);
  await confirm(visitor).click();
  await visitor.locator('.ant-form-item-explain-error, .ant-modal .ant-alert-error').first().waitFor();
  await visitor.fill('#idNumber', number);
  await confirm(visitor).click();
  await visitor.getByRole('cell', { name: '吴工长' }).first().waitFor();
  if (await visitor.getByText(number).count() > 0) walk.faults.push('enterprise: an identity number stands there in clear');
  if (await visitor.getByRole('button', { name: '查看明文' }).count() > 0) walk.faults.push('enterprise: may ask for the number in clear');
});

await walk.part('unmask', chief, async () => {
  await chief.goto('/people/persons');
  await chief.getByRole('row', { name: /吴工长/ }).first().getByRole('button', { name: '查看明文' }).click();
  await chief.fill('.ant-modal #text', '核对特种作业资格');
  await confirm(chief).click();
  await chief.getByText(idNumber(seed % 1000)).first().waitFor();
  await walk.shoot(chief, 'walk-unmasked.pc.zh');
});

const auditor = await walk.visitor('auditor');
await walk.part('auditor', auditor, async () => {
  await signIn(auditor, `audit${seed}`, passwords['audit'] ?? '');
  await changePassword(auditor, passwords['audit'] ?? '', PASSWORD);
  await auditor.goto('/people/permissions');
  await auditor.getByRole('tab', { name: '谁看过它' }).click();
  await auditor.getByText('查看个人信息明文').first().waitFor();
  await auditor.getByText('核对特种作业资格').first().waitFor();
  await walk.shoot(auditor, 'walk-seen.pc.zh');
});

await walk.look(admin, 'users', '/people/users', '.e-table tbody tr, .e-cards-item');
await walk.look(admin, 'organisations', '/people/organisations', '.e-table tbody tr, .e-cards-item');
await openUser(security, '赵站长');
await walk.look(security, 'user', new URL(security.url()).pathname, '.e-facts');
await walk.look(security, 'security', '/people/security', 'textarea');
await walk.look(security, 'permissions', '/people/permissions', '.e-table tbody tr, .e-cards-item');
await walk.look(security, 'grant', new URL(security.url()).pathname, '.e-facts', async (page) => {
  await page.locator('.e-card-aside .ant-btn-primary').first().click();
  await page.locator('.ant-modal #reason').waitFor();
});
await walk.look(security, 'may', '/people/permissions', '.ant-tabs-tab', async (page) => {
  await page.locator('.ant-tabs-tab').nth(1).click();
  await page.locator('.e-people-find').click();
  await page.locator('.ant-select-item-option').filter({ hasText: `chief${seed}` }).click();
  await page.waitForSelector('.e-facts');
});
const [matrix] = await Promise.all([
  security.waitForEvent('download'),
  security.goto('/people/permissions').then(() => security.getByRole('link', { name: '导出权限矩阵' }).click()),
]);
if (!matrix.suggestedFilename().endsWith('.xlsx')) walk.faults.push(`matrix: ${matrix.suggestedFilename()}`);
await walk.look(visitor, 'persons-enterprise', '/people/persons', '.e-table tbody tr, .e-cards-item');
await walk.look(chief, 'persons-chief', '/people/persons', '.e-table tbody tr, .e-cards-item');
await walk.look(auditor, 'trail', '/people/permissions', '.ant-tabs-tab', async (page) => {
  await page.locator('.ant-tabs-tab').nth(2).click();
  await page.waitForSelector('.e-table tbody tr, .e-cards-item');
});
await walk.look(visitor, 'account', '/account', '.e-table tbody tr, .e-cards-item');
const stranger = await walk.visitor('stranger');
await walk.look(stranger, 'register', '/register', '#organisation_kind');
await walk.look(stranger, 'sign-in', '/sign-in', '#userName');
await walk.end();
