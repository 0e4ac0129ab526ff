import type { Page } from 'playwright-core';
import { signIn, Walk } from './walk';

/**
 * npm run walk:approvals -- http://127.0.0.1:8080 PASSWORD
 * On a platform with `demo-data --accounts`: contractor, supervising engineer and owner, each in a browser of their own, take technical
 * documents through their review by every move that a case knows; files are uploaded, superseded, compared and previewed on the way.
 * Fails on script errors, answers of 500 and sideways scroll; pictures lie in dev/shots.
 */
const [origin = 'http://127.0.0.1:8080', password = ''] = process.argv.slice(2);
const walk = await Walk.start(origin);
const PROJECT = '210102-demo-001';
const stamp = String(Date.now()).slice(-6);

const contractor = await walk.visitor('contractor');
const engineer = await walk.visitor('engineer');
const owner = await walk.visitor('owner');
await signIn(contractor, 'demo-contractor', password);
await signIn(engineer, 'demo-engineer', password);
await signIn(owner, 'demo-owner', password);

/** What a page of the console would send. */
async function api<T>(page: Page, method: string, path: string, body?: unknown, version?: number): Promise<T> {
  return page.evaluate(async ({ method, path, body, version }) => {
    const token = document.cookie.split('; ').find((one) => one.startsWith('edge-csrf='))?.slice(10) ?? '';
    const headers: Record<string, string> = { 'X-Edge-Csrf': decodeURIComponent(token), 'Content-Type': 'application/json' };
    if (version !== undefined) headers['If-Match'] = `"${version}"`;
    const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }, { method, path, body, version }) as Promise<T>;
}

async function technicalDocument(name: string): Promise<{ record: string; approval: string }> {
  const hash = await api<{ id: string }>(contractor, 'POST', '/api/registers/technical-documents/records', { project: PROJECT, name: `${name}${stamp}`, kind: 'specialPlan', edition: 'A', changesDesign: false, files: [await file(contractor, '方案.txt', `第一条 ${name}\n第二条 降水\n`)] });
  await contractor.goto(`/registers/technical-documents/${hash.id}`);
  await contractor.getByRole('button', { name: '提交审查' }).or(contractor.getByRole('button', { name: '提交' })).first().click();
  await contractor.locator('.ant-modal-footer .ant-btn-primary, .ant-popconfirm .ant-btn-primary').last().click();
  await contractor.locator('.e-toasts').first().waitFor();
  const cases = await api<{ items: { case: { id: string } }[] }>(contractor, 'GET', `/api/approvals/of/technical-documents/${hash.id}`);
  return { record: hash.id, approval: cases.items[0]!.case.id };
}

async function file(page: Page, name: string, text: string): Promise<{ hash: string; name: string; size: number }> {
  return page.evaluate(async ({ name, text }) => {
    const token = decodeURIComponent(document.cookie.split('; ').find((one) => one.startsWith('edge-csrf='))?.slice(10) ?? '');
    const bytes = new TextEncoder().encode(text);
    const begun = await (await fetch('/api/uploads', { method: 'POST', headers: { 'X-Edge-Csrf': token, 'Content-Type': 'application/json' }, body: JSON.stringify({ name, size: bytes.length }) })).json();
    const done = await (await fetch(`/api/uploads/${begun.id}?offset=0`, { method: 'PUT', headers: { 'X-Edge-Csrf': token }, body: bytes })).json();
    return done.file;
  }, { name, text });
}

/** Opens a case, presses a button, fills what the dialog asks for, confirms. */
async function move(page: Page, approval: string, button: string, fill: { opinion?: string; to?: string; node?: string; attach?: boolean } = {}, shot?: string): Promise<void> {
  await page.goto(`/approvals/${approval}`);
  await page.getByRole('button', { name: button, exact: true }).click();
  const modal = page.locator('.ant-modal:visible');
  await modal.waitFor();
  if (fill.node !== undefined) {
    await modal.locator('.ant-select').first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: fill.node }).first().click();
  }
  if (fill.to !== undefined) {
    await modal.locator('.ant-select input').first().fill(fill.to);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: fill.to }).first().click();
    await modal.locator('.ant-modal-title').click();
  }
  if (fill.opinion !== undefined) await modal.locator('textarea').first().fill(fill.opinion);
  if (fill.attach === true) {
    await modal.locator('input[type=file]').first().setInputFiles({ name: '审查意见.txt', mimeType: 'text/plain', buffer: Buffer.from('请补充计算书') });
    await modal.getByText('审查意见.txt').first().waitFor();
    await page.waitForTimeout(1500);
  }
  const pad = modal.getByRole('button', { name: '添加手写签名' });
  if (fill.attach === true && await pad.count() > 0) await pad.click();
  const canvas = modal.locator('canvas');
  if (await canvas.count() > 0) {
    const box = (await canvas.boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 90);
    await page.mouse.down();
    for (const [x, y] of [[90, 30], [130, 110], [190, 40], [240, 100], [330, 60]] as const) await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
    await page.mouse.up();
    await page.waitForTimeout(1500);
  }
  if (shot !== undefined) await walk.shoot(page, shot);
  await modal.locator('.ant-modal-footer .ant-btn-primary, .ant-modal-footer .ant-btn-dangerous').last().click();
  await modal.waitFor({ state: 'hidden' });
}

/** A refusal without a word cannot be confirmed. */
async function mute(page: Page, approval: string, button: string): Promise<void> {
  await page.goto(`/approvals/${approval}`);
  await page.getByRole('button', { name: button, exact: true }).click();
  const confirm = page.locator('.ant-modal-footer .ant-btn-primary, .ant-modal-footer .ant-btn-dangerous').last();
  await confirm.waitFor();
  if (!(await confirm.isDisabled())) walk.faults.push(`${button}: may be confirmed without an opinion`);
  await walk.shoot(page, 'approval-refuse-empty.pc.zh');
}

const step = (name: string, page: Page, steps: () => Promise<void>) => walk.part(name, page, steps);

let first = { record: '', approval: '' };
await step('approval-start', contractor, async () => { first = await technicalDocument('深基坑方案'); });
await step('approval-moves', engineer, async () => {
  await engineer.goto('/approvals');
  await engineer.getByText(`深基坑方案${stamp}`).first().waitFor();
  await walk.look(engineer, 'approval-todo', '/approvals', '.e-table tbody tr, .e-cards-item');
  await walk.look(engineer, 'approval-case', `/approvals/${first.approval}`, '.e-case-acts');
  await mute(engineer, first.approval, '不同意');
  await move(engineer, first.approval, '退回', { opinion: '补充降水计算书' }, 'approval-return.pc.zh');
  await contractor.goto(`/approvals/${first.approval}`);
  await walk.shoot(contractor, 'approval-returned.pc.zh');
  const detail = await api<{ record: { version: number } }>(contractor, 'GET', `/api/registers/technical-documents/records/${first.record}`);
  await api(contractor, 'POST', `/api/registers/technical-documents/records/${first.record}/actions/submit`, undefined, detail.record.version);
  await move(engineer, first.approval, '委派', { to: '演示建设', opinion: '请看降水' }, 'approval-delegate.pc.zh');
  await walk.look(owner, 'approval-advice', `/approvals/${first.approval}`, '.e-case-acts');
  await move(owner, first.approval, '提交意见', { opinion: '降水可行' });
  await move(engineer, first.approval, '加签', { to: '演示监督', opinion: '请一并签署' }, 'approval-add.pc.zh').catch((fault: unknown) => walk.faults.push(`add: ${String(fault).split('\n')[0]}`));
  await engineer.goto(`/approvals/${first.approval}`);
  await walk.shoot(engineer, 'approval-added.pc.zh');
  if (await engineer.getByRole('button', { name: '减签', exact: true }).count() > 0) {
    await engineer.getByRole('button', { name: '减签', exact: true }).click();
    await engineer.locator('.ant-modal .ant-select').first().click();
    await engineer.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    await engineer.locator('.ant-modal-footer .ant-btn-primary').last().click();
    await engineer.locator('.ant-modal').waitFor({ state: 'hidden' });
  }
  await move(engineer, first.approval, '同意', { opinion: '计算书齐全，同意', attach: true }, 'approval-agree.pc.zh');
  await move(owner, first.approval, '退回', { opinion: '请监理复核支撑', node: '监理单位审查' }, 'approval-back.pc.zh');
  await contractor.goto(`/approvals/${first.approval}`);
  await contractor.getByRole('button', { name: '催办' }).click();
  await contractor.locator('.ant-popconfirm .ant-btn-primary').click();
  await contractor.waitForTimeout(800);
  await move(contractor, first.approval, '抄送', { to: '演示监督' }, 'approval-copy.pc.zh').catch((fault: unknown) => walk.faults.push(`copy: ${String(fault).split('\n')[0]}`));
  await move(engineer, first.approval, '同意', { opinion: '已复核' });
  await move(owner, first.approval, '同意', { opinion: '同意实施' });
  await walk.look(contractor, 'approval-approved', `/approvals/${first.approval}`, '.e-trail');
});
await step('approval-others', contractor, async () => {
  const second = await technicalDocument('卸料平台方案');
  await move(engineer, second.approval, '转办', { to: '演示建设', opinion: '由建设单位办理' }, 'approval-reassign.pc.zh');
  await move(contractor, second.approval, '撤回', { opinion: '写错了' }, 'approval-withdraw.pc.zh');
  const third = await technicalDocument('临电方案');
  await move(engineer, third.approval, '不同意', { opinion: '不符合规范' });
  await walk.look(contractor, 'approval-rejected', `/approvals/${third.approval}`, '.e-trail');
  await walk.look(contractor, 'approval-started', '/approvals?box=started', '.e-table tbody tr, .e-cards-item');
  await walk.look(contractor, 'document', `/registers/technical-documents/${first.record}`, '.ant-tabs-tab, .e-facts');
});
await walk.end();
