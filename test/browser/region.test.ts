import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { picturesOf } from '../../src/core/generation/generation.ts';
import type { RegionWish } from '../../src/core/ports/regions.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { buildPage, isBrowserSkipped, launchChromium, visit, type Visit } from './browser-under-test.ts';
import { drag, expectPainted, pen, sheetOf, spotOf, touch } from './painting.ts';
// prettier-ignore
import {
  maskedTask, openPixels, startProgram, type ProgramOptions, type ProgramUnderTest,
} from './program-under-test.ts';

let browser: Browser;
let redis: TestRedis;
let built: Awaited<ReturnType<typeof buildPage>>;
let program: ProgramUnderTest;
const visits: Visit[] = [];

beforeAll(async () => {
  if (isBrowserSkipped) return;
  redis = await startTestRedis();
  built = await buildPage();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await built?.remove();
  await redis?.stop();
});
afterEach(async () => {
  for (const { close } of visits.splice(0)) await close();
  await program?.close();
});

async function start(options: Partial<ProgramOptions> = {}): Promise<void> {
  program = await startProgram({ redis, pageDirectory: built.directory, ...options });
}

async function enter(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const visited = await visit(browser, url, options);
  visits.push(visited);
  return visited;
}

/** The web chat with one finished picture in it. */
async function openChat(options: BrowserContextOptions = {}): Promise<Visit> {
  await start();
  const visited = await enter(program.url, options);
  await visited.page.locator('#prompt').fill('a lighthouse --ratio 3:2 --provider openai');
  await visited.page.keyboard.press('Enter');
  await pictures(visited.page, 1);
  return visited;
}

async function pictures(page: Page, count: number): Promise<void> {
  await eventually(async () => expect(await page.locator('.picture-shown').count()).toBe(count), {
    timeoutMs: 15_000,
  });
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function sendWords(page: Page, words: string): Promise<void> {
  await page.locator('#region-prompt').fill(words);
  await page.locator('.region-panel .send').click();
}

/** The mask that the gateway got. */
async function received() {
  const task = await eventually(() => maskedTask(program.gateway), { timeoutMs: 10_000 });
  return { task, ...(await openPixels(task.mask.bytes)) };
}

const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

describe.skipIf(isBrowserSkipped)('selecting a region in the web chat', () => {
  it('sends the painted pixels, and no other, to a gateway that works with masks', async () => {
    const { page, complaints } = await openChat();
    const original = picturesOf((await program.core.history('web:visitor-0001'))[0] ?? expect.fail())[0];

    await button(page, 'Select region').click();
    const sheet = await sheetOf(page);
    const stroke = [spotOf(sheet, 0.2, 0.3), spotOf(sheet, 0.5, 0.6), spotOf(sheet, 0.7, 0.4)];
    const hole = [spotOf(sheet, 0.35, 0.45), spotOf(sheet, 0.5, 0.45)];
    await drag(page, stroke);
    await button(page, 'Eraser').click();
    await drag(page, hole);
    await sendWords(page, 'a red balloon');

    const mask = await received();
    expectPainted(mask, sheet, [
      { points: stroke, brush: 48, open: 1 },
      { points: hole, brush: 48, open: 0 },
    ]);
    expect(mask.task.prompt).toBe('a red balloon');
    const pixels = (source: Buffer | string) => sharp(source).removeAlpha().raw().toBuffer();
    const [reference] = mask.task.references;
    const sent = reference && (await pixels(reference.bytes));
    expect(original && sent?.equals(await pixels(program.media.pathOf(original)))).toBe(true);
    await pictures(page, 2);
    expect(await page.locator('.bubble').last().locator('.wishes').textContent()).toContain(
      'only the selected region',
    );
    expect(await page.locator('.summary').last().textContent()).toMatch(/^v2 · .*OpenAI/);
    expect(program.maskless.requests).toEqual([]);
    expect(program.gateway.violations).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('takes back, makes again, inverts, clears, and says what is missing', async () => {
    const { page } = await openChat();
    await button(page, 'Select region').click();
    const sheet = await sheetOf(page);
    const dot = [spotOf(sheet, 0.25, 0.5), spotOf(sheet, 0.25, 0.5)];
    const bar = [spotOf(sheet, 0.6, 0.2), spotOf(sheet, 0.6, 0.8)];
    const share = page.locator('.region-share');

    await page.locator('.region-panel .send').click();
    await page.getByText('Nothing is marked yet; paint over the part that should change first.').waitFor();
    await drag(page, dot);
    await page.locator('.region-panel .send').click();
    await page.getByText('Say in words what should be there, then send.').waitFor();
    await drag(page, bar);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await share.textContent()).toContain('Paint over the part');
    expect(await button(page, 'Undo').isDisabled()).toBe(true);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+y');
    await button(page, 'Clear').click();
    await button(page, 'Undo').click();
    await page.keyboard.press('i');
    expect(await share.textContent()).toMatch(/^9\d % of the picture/);
    await sendWords(page, 'night');

    const mask = await received();
    const inverse = { ...mask, open: mask.open.map((open) => 1 - open) };
    expectPainted(inverse, sheet, [
      { points: dot, brush: 48, open: 1 },
      { points: bar, brush: 48, open: 1 },
    ]);
  });

  it('paints where the picture is after zooming and moving it, with a brush of any width', async () => {
    const { page } = await openChat();
    await button(page, 'Select region').click();
    const fitted = await sheetOf(page);
    const middle = spotOf(fitted, 0.5, 0.5);

    await page.mouse.move(middle.x, middle.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    const percent = Math.round(fitted.scale * 1.35 ** 3 * 100);
    await page.getByText(`${percent} %`, { exact: true }).waitFor();
    await page.keyboard.down('Space');
    await drag(page, [middle, { x: middle.x + 90, y: middle.y - 40 }]);
    await page.keyboard.up('Space');
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('[');
    await page.mouse.wheel(0, -100);
    // 48, three steps down, one up by the wheel.
    const brush = 37;
    await eventually(async () =>
      expect(await page.getByLabel('Width of the brush').inputValue()).toBe(`${brush}`),
    );
    const zoomed = await sheetOf(page);
    const line = [middle, { x: middle.x + 60, y: middle.y + 30 }];
    await drag(page, line);
    await page.mouse.move(middle.x - 100, middle.y + 60);
    await page.keyboard.down('Shift');
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await sendWords(page, 'a boat');

    expect(zoomed.scale / fitted.scale).toBeCloseTo(1.35 ** 3);
    expectPainted(await received(), zoomed, [
      { points: [...line, { x: middle.x - 100, y: middle.y + 60 }], brush, open: 1 },
    ]);
  });

  it('can be painted by keyboard alone', async () => {
    const { page } = await openChat();
    await button(page, 'Select region').focus();
    await page.keyboard.press('Enter');
    const sheet = await sheetOf(page);
    await page.locator('.region-window').focus();

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await eventually(async () =>
      expect(await page.getByRole('status').textContent()).toBe('The brush is down'),
    );
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    // Lifts the brush, and only then would close the painter.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowDown');
    await page.locator('#region-prompt').focus();
    await page.keyboard.type('a cat');
    await page.keyboard.press('Enter');

    const step = 24 / sheet.scale;
    const at = (x: number, y: number) => ({
      x: sheet.x + (sheet.width / 2 + x * step) * sheet.scale,
      y: sheet.y + (sheet.height / 2 + y * step) * sheet.scale,
    });
    expectPainted(await received(), sheet, [
      { points: [at(1, 0), at(2, 0), at(3, 0), at(3, 1)], brush: 48, open: 1 },
    ]);
  });

  it('keeps what is painted while it is closed, and beside the prompt until it is sent', async () => {
    const { page } = await openChat();
    await button(page, 'Select region').click();
    const sheet = await sheetOf(page);
    const dot = [spotOf(sheet, 0.5, 0.5), spotOf(sheet, 0.5, 0.5)];
    await drag(page, dot);
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await page.locator('.region-dialog').count()).toBe(0));

    await button(page, 'Select region').click();
    await sheetOf(page);
    await page.locator('#region-prompt').fill('a moon');
    await button(page, 'Keep for later').click();
    await page.locator('.quote .region-chip').waitFor();
    expect(await page.locator('#prompt').inputValue()).toBe('a moon');
    await page.locator('#prompt').fill('a full moon');
    await page.keyboard.press('Enter');

    const mask = await received();
    expect(mask.task.prompt).toBe('a full moon');
    expectPainted(mask, sheet, [{ points: dot, brush: 48, open: 1 }]);
    expect(await page.locator('.quote').count()).toBe(0);
  });

  it('puts the attached picture first whose region is selected', async () => {
    await start();
    const { page } = await enter(program.url);
    const file = async (name: string, width: number, height: number, background: string) => ({
      name,
      mimeType: 'image/png',
      buffer: await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer(),
    });
    await page
      .locator('input[type=file]')
      .setInputFiles([
        await file('jacket.png', 300, 300, '#335577'),
        await file('person.png', 640, 400, '#aa8866'),
      ]);
    await page.locator('#prompt').fill('wears the jacket');

    await button(page, 'Select a region of picture 2').click();
    const sheet = await sheetOf(page);
    expect(await page.locator('#region-prompt').inputValue()).toBe('wears the jacket');
    const dot = [spotOf(sheet, 0.3, 0.7), spotOf(sheet, 0.4, 0.7)];
    await drag(page, dot);
    await page.locator('.region-panel .send').click();

    const mask = await received();
    expectPainted(mask, sheet, [{ points: dot, brush: 48, open: 1 }]);
    expect(mask.task.references.map(({ width, height }) => `${width}x${height}`)).toEqual([
      '640x400',
      '300x300',
    ]);
  });
});

describe.skipIf(isBrowserSkipped)('painting by hand', () => {
  it('paints with one finger on a phone; two fingers zoom and leave no mark', async () => {
    const { page } = await openChat(phone);
    const session = await page.context().newCDPSession(page);
    await button(page, 'Select region').tap();
    const fitted = await sheetOf(page);
    const [left, right] = [spotOf(fitted, 0.4, 0.5), spotOf(fitted, 0.6, 0.5)];

    const path = (from: typeof left, by: number) =>
      [0, 0.5, 1].map((part) => ({ x: from.x + by * part, y: from.y }));
    await touch(session, path(left, -60), path(right, 60));
    expect(await page.locator('.region-share').textContent()).toContain('Paint over the part');
    const zoomed = await sheetOf(page);
    const line = [spotOf(fitted, 0.5, 0.4), spotOf(fitted, 0.55, 0.5), spotOf(fitted, 0.5, 0.6)];
    await touch(session, line);
    await sendWords(page, 'a door');

    expect(zoomed.scale / fitted.scale).toBeGreaterThan(1.5);
    expectPainted(await received(), zoomed, [{ points: line, brush: 48, open: 1 }]);
    // Everything can be reached without scrolling sideways.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('paints with the pen and leaves no mark of the hand beside it', async () => {
    const { page } = await openChat({ ...phone, isMobile: false });
    const session = await page.context().newCDPSession(page);
    await button(page, 'Select region').click();
    const sheet = await sheetOf(page);
    const line = [spotOf(sheet, 0.3, 0.5), spotOf(sheet, 0.6, 0.5)];

    await pen(session, line);
    await touch(session, [spotOf(sheet, 0.8, 0.8), spotOf(sheet, 0.8, 0.8)]);
    await sendWords(page, 'a rope');

    expectPainted(await received(), sheet, [{ points: line, brush: 48, open: 1 }]);
  });

  it('gives every control the size of a finger', async () => {
    const { page } = await openChat(phone);
    await button(page, 'Select region').tap();
    await sheetOf(page);

    const small =
      await page.evaluate(`[...document.querySelectorAll('.region-dialog :is(button, input, textarea)')]
      .map((one) => ({ name: one.ariaLabel ?? one.textContent, ...one.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width < 44 || height < 44)`);

    expect(small).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('the painter behind a link', () => {
  /** What a bot does when Select region is pressed under a picture. */
  async function press(changes: Partial<RegionWish> = {}): Promise<{ id: string; link: string }> {
    const bytes = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#6f8f6a' } })
      .png()
      .toBuffer();
    const picture = await program.media.importReference({
      kind: 'staged',
      image: await program.media.stage(bytes),
    });
    const session = await program.core.regions.create({
      requester: { userId: 'test:7', chatId: 'test:chat', locale: 'en' },
      target: { platform: 'test', address: { place: 'where the button was' } },
      references: [picture],
      request: {},
      ...changes,
    });
    return { id: session.id, link: program.core.regions.linkTo(session) ?? expect.fail('no link') };
  }

  const publicHost = 'limner.example';

  it('paints without a login and delivers to the chat where the button was pressed, once', async () => {
    await start({ publicHost });
    const { link } = await press();
    const { page, complaints } = await enter(link, phone);
    const session = await page.context().newCDPSession(page);
    const second = await enter(link);

    const sheet = await sheetOf(page);
    const line = [spotOf(sheet, 0.3, 0.3), spotOf(sheet, 0.6, 0.6)];
    await touch(session, line);
    await sendWords(page, 'a red balloon');
    await page
      .getByText('The picture comes to the chat where you pressed the button', { exact: false })
      .waitFor();
    const other = await sheetOf(second.page);
    await drag(second.page, [spotOf(other, 0.5, 0.5)]);
    await sendWords(second.page, 'a blue balloon');
    await second.page
      .getByText('This link was used already, and it is good for one change', { exact: false })
      .waitFor();

    const mask = await received();
    expectPainted(mask, sheet, [{ points: line, brush: 48, open: 1 }]);
    const [mine] = await program.core.history('test:7');
    expect(mine).toMatchObject({
      requester: { userId: 'test:7', chatId: 'test:chat' },
      target: { platform: 'test', address: { place: 'where the button was' } },
      request: { prompt: 'a red balloon' },
    });
    await eventually(() =>
      expect(program.chat.deliveries).toEqual([{ generationId: mine?.id, status: 'succeeded', pictures: 1 }]),
    );
    expect(program.gateway.submits()).toBe(1);
    expect(complaints.filter((text) => !text.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
    // Who has only a link gets nothing but the picture.
    expect(await page.evaluate("fetch('/api/generations').then(({ status }) => status)")).toBe(403);
  });

  it('says so when the link is old, made up, or used', async () => {
    let passed = 0;
    await start({ publicHost, now: () => Date.now() + passed });
    const { link } = await press();
    const forged = await enter(`${link.slice(0, -4)}AAAA`);
    await forged.page.getByText('This link has expired or is not complete', { exact: false }).waitFor();

    const late = await enter(link);
    const sheet = await sheetOf(late.page);
    await drag(late.page, [spotOf(sheet, 0.5, 0.5)]);
    passed = 15 * 60_000;
    await sendWords(late.page, 'too late');
    await late.page.getByText('This link has expired or is not complete', { exact: false }).waitFor();
    await late.page.reload();
    await late.page.getByText('press Select region under the picture again', { exact: false }).waitFor();

    expect(program.gateway.submits()).toBe(0);
  });

  it('can be sent again after a refusal, and when the answer was lost', async () => {
    await start({ publicHost });
    const { link } = await press({ request: { provider: 'nobody' } });
    const refused = await enter(link);
    const sheet = await sheetOf(refused.page);
    await drag(refused.page, [spotOf(sheet, 0.5, 0.5)]);
    await sendWords(refused.page, 'a hat');
    await refused.page.getByText('“nobody” is not possible for provider', { exact: false }).waitFor();

    const next = await press();
    const { page } = await enter(next.link);
    const again = await sheetOf(page);
    await drag(page, [spotOf(again, 0.5, 0.5)]);
    await page.route('**/region/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fetch({ url: `${program.url}${pathname}` });
      await route.abort();
    });
    await sendWords(page, 'a hat');
    await page.getByText('Limner cannot be reached', { exact: false }).waitFor();
    await page.unroute('**/region/*');
    await page.locator('.region-panel .send').click();
    await page.getByText('The picture comes to the chat', { exact: false }).waitFor();

    expect(program.gateway.submits()).toBe(1);
  });

  it('opens inside the chat app for the right person, and closes itself', async () => {
    const verify = (data: string) =>
      data === 'user=7' ? ({ kind: 'verified', userId: 'test:7' } as const) : ({ kind: 'forged' } as const);
    await start({ publicHost, launch: { frameOrigins: ['https://web.telegram.org'], verify } });
    const { link } = await press({ needsProof: true });
    const bare = await enter(link);
    await bare.page.getByText('This page was opened for somebody else', { exact: false }).waitFor();
    const stranger = await enter(`${link}#tgWebAppData=${encodeURIComponent('user=8')}`);
    await stranger.page.getByText('This page was opened for somebody else', { exact: false }).waitFor();

    const context = await browser.newContext({ ...phone, reducedMotion: 'reduce', locale: 'zh-CN' });
    visits.push({ page: await context.newPage(), complaints: [], close: () => context.close() });
    const page = await context.newPage();
    await page.addInitScript(`window.posted = []; window.TelegramWebviewProxy = {
      postEvent: (type, data) => window.posted.push([type, JSON.parse(data)]),
    };`);
    await page.goto(`${link}#tgWebAppData=${encodeURIComponent('user=7')}&tgWebAppVersion=9.0`);
    const sheet = await sheetOf(page);
    await touch(await context.newCDPSession(page), [spotOf(sheet, 0.5, 0.5), spotOf(sheet, 0.6, 0.5)]);
    await sendWords(page, '一只猫');
    await page.getByText('图片会发到你按下按钮的聊天中', { exact: false }).waitFor();

    expect(await page.evaluate('window.posted')).toEqual([
      ['web_app_ready', {}],
      ['web_app_expand', {}],
      ['web_app_setup_swipe_behavior', { allow_vertical_swipe: false }],
      ['web_app_close', {}],
    ]);
    expect((await received()).task.prompt).toBe('一只猫');
  });
});
