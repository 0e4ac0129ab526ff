import { readFile, stat } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { changePassword, signIn, Walk } from './walk';

/**
 * npm run walk:video -- http://127.0.0.1:8080 FIRST_PASSWORD [PROJECT]
 * What somebody at a desk does with the cameras of a running site: every layout, a group that tours, steering with presets and a
 * cruise, both transports, marks, export, backup, the log and its archive, a verdict each way, an address that has been changed;
 * then every page of video at both widths and in both languages. Pictures lie in dev/shots.
 */
const [origin = 'http://127.0.0.1:8080', first = '', project = 'demo'] = process.argv.slice(2);
const PASSWORD = 'Walk-2026-site!';
const walk = await Walk.start(origin);
const base = `/projects/${project}/video`;
const stamp = String(Date.now()).slice(-5);
const [east, west] = [`东侧${stamp}`, `西侧${stamp}`];
const playing = '.e-tile[data-state=playing]';

const button = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`(^|\\s)${name}$`) });
const toast = async (page: Page, text: string): Promise<void> => { await page.locator('.e-toasts').getByText(text).first().waitFor(); };
const layout = (page: Page, tiles: number) => page.locator('.ant-segmented-item-label', { hasText: new RegExp(`^${tiles}$`) }).click();
const pick = async (page: Page, label: string, option: string): Promise<void> => {
  await page.locator(`.ant-select:has([aria-label="${label}"])`).first().click();
  await page.locator(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option[title="${option}"]`).click();
};
const hold = async (page: Page, name: string, ms: number): Promise<void> => {
  await button(page, name).dispatchEvent('pointerdown');
  await page.waitForTimeout(ms);
  await button(page, name).dispatchEvent('pointerup');
};
const keep = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('预置位名称').fill(name);
  await button(page, '保存当前位置').click();
  await page.locator('.ant-select:has([aria-label="预置位"])').click();
  await page.locator(`.ant-select-item-option[title="${name}"]`).waitFor();
  await page.keyboard.press('Escape');
};
const saved = async (page: Page, name: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(name, { exact: true }).first().click()]);
  return download.path();
};
const must = (holds: boolean, what: string): void => { if (!holds) walk.faults.push(what); };

const desk = await walk.visitor('desk');
await walk.part('video-door', desk, async () => {
  await signIn(desk, 'admin', first);
  if (new URL(desk.url()).pathname === '/password') await changePassword(desk, first, PASSWORD);
});

await walk.part('video-wall', desk, async () => {
  await desk.goto(base);
  await desk.locator(playing).first().waitFor();
  for (const tiles of [1, 4, 9, 16]) {
    await layout(desk, tiles);
    await desk.locator(playing).first().waitFor();
    await walk.shoot(desk, `walk-video-wall-${tiles}`);
  }
  await desk.locator('.ant-segmented-item-label', { hasText: 'HLS' }).click();
  await desk.locator(playing).first().waitFor();
  await walk.shoot(desk, 'walk-video-wall-hls');
  await desk.locator('.ant-segmented-item-label', { hasText: 'WebSocket' }).click();
  await layout(desk, 1);
  await pick(desk, '轮巡', '每 5 秒');
  await button(desk, '保存为分组').click();
  await desk.locator('.ant-modal input').first().fill(`塔吊巡视${stamp}`);
  await desk.locator('.ant-modal-footer .ant-btn-primary').click();
  await toast(desk, '已设置');
  if (await desk.locator('.e-wall-pages').count() > 0) await desk.getByText('第 2 /').waitFor({ timeout: 20_000 });
  await walk.shoot(desk, 'walk-video-tour');
});

await walk.part('video-ptz', desk, async () => {
  await layout(desk, 4);
  await desk.locator('.e-tile').first().getByRole('button', { name: '云台' }).click();
  await hold(desk, '右', 1_500);
  await desk.getByText('由您控制').waitFor();
  await keep(desk, east);
  await hold(desk, '左', 2_500);
  await keep(desk, west);
  await pick(desk, '预置位', east);
  await button(desk, '巡航').click();
  await walk.shoot(desk, 'walk-video-cruise');
  await button(desk, '停止巡航').click();
  await button(desk, '交还控制').click();
  await desk.getByText('空闲').waitFor();
  for (const name of [east, west]) {
    await pick(desk, '预置位', name);
    await desk.locator('.e-ptz-presets').getByRole('button', { name: /删\s*除/ }).click();
    await desk.locator('.ant-popconfirm:visible .ant-btn-primary').click();
    await desk.locator('.ant-popconfirm:visible').waitFor({ state: 'detached' }).catch(() => undefined);
  }
  await button(desk, '删除分组').click();
  await button(desk, '保存为分组').waitFor();
});

await walk.part('video-playback', desk, async () => {
  await desk.goto(`${base}/playback`);
  await desk.locator(playing).first().waitFor();
  const bar = desk.getByRole('slider', { name: /摄像机|侧/ }).first();
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await bar.focus();
  await bar.press('ArrowLeft');
  await desk.waitForFunction(([from]) => Number(document.querySelector('.e-timeline-bar')?.getAttribute('aria-valuenow')) < (from ?? 0), [before]);
  await desk.getByRole('button', { name: /设为起点/ }).click();
  for (const key of ['ArrowRight', 'ArrowRight']) await bar.press(key);
  await desk.getByRole('button', { name: /设为终点/ }).click();
  must((await stat(await saved(desk, '导出片段'))).size > 10_000, 'the exported clip is empty');
  await desk.getByRole('button', { name: /备\s*份$/ }).first().click();
  await desk.locator('.ant-modal textarea').fill(`事故调查${stamp}`);
  await desk.locator('.ant-modal-footer .ant-btn-primary').click();
  await toast(desk, '已备份');
  await desk.getByRole('cell', { name: `事故调查${stamp}` }).first().waitFor();
  const archive = await saved(desk, '下载备份包');
  must((await stat(archive)).size > 10_000, 'the archive is empty');
  await desk.locator('input[type=file]').setInputFiles({ name: 'archive.zip', mimeType: 'application/zip', buffer: await readFile(archive) });
  await toast(desk, '已恢复');
  await desk.getByRole('button', { name: '视频日志' }).click();
  await desk.getByRole('cell', { name: '备份' }).first().waitFor();
  await walk.shoot(desk, 'walk-video-log');
  await desk.getByRole('button', { name: '视频摘要' }).click();
  await desk.waitForFunction(() => (document.querySelector<HTMLVideoElement>('video.e-summary')?.readyState ?? 0) >= 2);
  await walk.shoot(desk, 'walk-video-summary');
});

await walk.part('video-review', desk, async () => {
  await desk.goto(`${base}/review?open=no`);
  const cards = desk.locator('.e-review-one');
  await cards.first().waitFor();
  await cards.first().getByRole('button', { name: '情况属实' }).click();
  await cards.first().getByText('确认属实').waitFor();
  await cards.first().getByRole('button', { name: '识别有误' }).click();
  await cards.first().getByText('标记误报').waitFor();
  await cards.first().getByRole('button', { name: '播放片段' }).click();
  await desk.waitForFunction(() => (document.querySelector<HTMLVideoElement>('.e-review-one video')?.readyState ?? 0) >= 2);
  await walk.shoot(desk, 'walk-video-verdict');
  const camera = await cards.first().getByRole('link').first().getAttribute('href') ?? '';
  const id = new URL(camera, origin).searchParams.get('cameras') ?? '';
  const { address } = await (await desk.request.get(`/api/projects/${project}/cameras/${id}/stream-address`)).json() as { address: string };
  const stranger = await walk.visitor('stranger');
  must((await stranger.request.get(address)).ok(), 'the signed address is refused');
  const changed = address.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  must(changed !== address && (await stranger.request.get(changed)).status() >= 400, 'a changed address is served');
});

await walk.look(desk, 'video-wall', base, playing);
await walk.look(desk, 'video-playback', `${base}/playback`, '.e-timeline-bar i');
await walk.look(desk, 'video-review', `${base}/review?open=no`, '.e-review-one img');
await walk.look(desk, 'video-cameras', `${base}/cameras`, 'table, .e-card-row, .e-cards');
await walk.look(desk, 'video-settings', `${base}/cameras`, 'text=/参数|Settings/', async (page) => {
  await page.getByRole('button', { name: /^(参\s*数|Settings)$/ }).first().click();
  await page.locator('.ant-drawer-body input').first().waitFor();
});
await walk.end();
