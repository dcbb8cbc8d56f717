import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWeb, type WebSetup, type WebUnderTest } from '../bots/web/web-under-test.ts';
import { sampleProvider } from '../fakes/fake-core.ts';
import { promptHelpOf, startChatEndpoint } from '../support/chat-endpoint.ts';
import { eventually } from '../support/eventually.ts';
// prettier-ignore
import {
  buildPage, isBrowserSkipped, launchChromium, type SharedTab, shareTab, visit, type Visit,
} from './browser-under-test.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof buildPage>>;
let tab: SharedTab;
let web: WebUnderTest;
const visits: Visit[] = [];
/** The same for all, so that the browser keeps the page's files. */
let port = 0;

beforeAll(async () => {
  if (isBrowserSkipped) return;
  built = await buildPage();
  browser = await launchChromium();
  tab = shareTab(browser);
});
afterAll(async () => {
  await browser?.close();
  await built?.remove();
});
afterEach(async () => {
  for (const { close } of visits.splice(0)) await close();
  await web?.close();
});

/** Opens the chat; drawing takes a tenth of a second unless the test draws itself. */
async function open(setup: WebSetup = {}, options?: BrowserContextOptions): Promise<Visit> {
  const wanted = { pageDirectory: built.directory, core: { stepMs: 25 }, ...setup };
  // Somebody else may have taken the port since.
  web = await startWeb({ ...wanted, port }).catch(() => startWeb(wanted));
  port = web.port;
  return enter(options);
}

/** Without wishes about the browser it is the shared tab, whose last visitor leaves. */
async function enter(options?: BrowserContextOptions): Promise<Visit> {
  const url = `http://localhost:${web.port}`;
  const visited = options ? await visit(browser, url, options) : await tab.visit(url);
  visits.push(visited);
  await visited.page.locator('#prompt, #password').waitFor();
  return visited;
}

async function ask(page: Page, text: string): Promise<void> {
  await page.locator('#prompt').fill(text);
  await page.keyboard.press('Enter');
}

const shown = (page: Page): Locator => page.locator('.picture-shown');

async function pictures(page: Page, count: number): Promise<void> {
  await eventually(async () => expect(await shown(page).count()).toBe(count), { timeoutMs: 15_000 });
}

async function samplePicture(): Promise<Buffer> {
  return sharp({ create: { width: 96, height: 64, channels: 3, background: '#2f4c93' } })
    .png()
    .toBuffer();
}

/** What a browser makes of files that are dropped or pasted. */
async function hand(page: Page, event: 'drop' | 'paste', bytes: Buffer, name = 'blue.png'): Promise<void> {
  const type = name.endsWith('.txt') ? 'text/plain' : 'image/png';
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], '${name}', { type: '${type}' }));
    const options = { bubbles: true, cancelable: true };
    const target = document.querySelector('#prompt');
    if ('${event}' === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
    else {
      target.dispatchEvent(new DragEvent('dragover', { ...options, dataTransfer: data }));
      target.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: data }));
    }
  })()`);
}

describe.skipIf(isBrowserSkipped)('running it', () => {
  it('shows admins how things stand, and lets them pause, block and fetch the ledger', async () => {
    const { page, complaints } = await open();
    const who = { reporterId: 'telegram:7', requesterId: 'telegram:8', isPosted: true };
    const report = { kind: 'report', generationId: 'g1', index: 0, ...who } as const;
    await web.core.notices.notify(report, { once: 'report:1' });
    await ask(page, '/admin');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('GCC AI: works · 3 running').waitFor();
    expect(await dialog.getByText('discord:42: $0.35, 7 pictures').count()).toBe(2);

    await dialog.getByLabel('Why (users read it)').fill('an upgrade');
    await dialog.getByRole('button', { name: 'Take no new requests' }).click();
    await dialog.getByText('No new requests are taken (an upgrade)').waitFor();
    await dialog.getByRole('button', { name: 'Take requests again' }).click();
    await dialog.getByText('Requests are taken;').waitFor();

    await dialog.getByLabel('Person, such as').fill('telegram:42');
    await dialog.getByLabel('Reason (they read it)').fill('spam');
    await dialog.getByRole('button', { name: 'Block', exact: true }).click();
    await dialog.getByRole('button', { name: 'Unblock telegram:42' }).click();
    await dialog.getByText('Nobody is blocked.').waitFor();

    await dialog.getByRole('button', { name: 'Delete the post' }).click();
    await dialog.getByText('The post is being deleted;').waitFor();
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await dialog.getByText('Dismissed;').waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Ledger of this month (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^ledger-.*\.csv$/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await ask(page, '/admin blocks');
    await page.locator('.note-answer', { hasText: 'Nobody is blocked.' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('a key of one’s own', () => {
  it('is given in a view, is never shown again, and is taken back', async () => {
    const key = 'sk-own-key-of-somebody-0042';
    const { page, complaints } = await open({ core: { stepMs: 25, ownKeyGateways: ['gccai', 'openai'] } });
    await ask(page, '/help');
    const help = page.locator('.note-answer', { hasText: '/key keeps a key of your own' });
    expect(await help.innerText()).toContain('/settings, /key, /privacy');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Your own gateway key' }).click();
    await page.getByText('The gateway is then paid by you.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    const asked = web.core.orders.length;
    await ask(page, key);
    await page.getByText('That looks like a gateway key').waitFor();
    expect(web.core.orders).toHaveLength(asked);
    // Whoever types it behind the command finds it nowhere either.
    await ask(page, `/key set gccai ${key}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The gateway is then paid by you.').waitFor();

    await dialog.getByLabel('Gateway').selectOption('gccai');
    const field = dialog.getByLabel('Key', { exact: true });
    expect(await field.getAttribute('type')).toBe('password');
    await field.fill('nonsense');
    await dialog.getByRole('button', { name: 'Keep key' }).click();
    await dialog.getByText('does not look like a key').waitFor();
    await field.fill(key);
    await page.keyboard.press('Enter');
    await dialog.getByText('gccai: your key ending in 0042').waitFor();
    expect(await field.inputValue()).toBe('');
    const left = await page.evaluate(
      'JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.documentElement.outerHTML',
    );
    expect(left).not.toContain(key);

    await dialog.getByRole('button', { name: 'Remove key: gccai' }).click();
    await dialog.getByText('Your key for gccai is removed').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('asking', () => {
  it('shows the prompt at once, then how it stands, then the picture with its label', async () => {
    const providers = [sampleProvider('gccai', 'GCC AI')];
    const { page, complaints } = await open({ core: { providers } });

    await ask(page, 'a lighthouse in a storm --ratio 16:9');

    await page.getByText('Waiting for a turn · next in line').waitFor();
    expect(await page.locator('.bubble-text').textContent()).toBe('a lighthouse in a storm');
    expect(await page.locator('.wishes').textContent()).toBe('16:9');
    web.core.start('g0001');
    await page.getByText('GCC AI is drawing').waitFor();
    web.core.tellProgress('g0001', 40);
    await page.getByText('GCC AI is drawing · 40 %').waitFor();
    await web.core.preview('g0001');
    await page.locator('.canvas .preview').waitFor();
    await web.core.succeed('g0001');
    await pictures(page, 1);
    expect(await page.locator('.summary').textContent()).toMatch(
      /^16:9 · 1k · GCC AI · 1024×576 px · \d+ s · \$0\.012$/,
    );
    expect(await page.getByRole('img').getAttribute('alt')).toBe('Picture 1 of 1: a lighthouse in a storm');
    expect(await page.getByRole('status').textContent()).toBe(
      'Your picture is ready: a lighthouse in a storm',
    );
    expect(complaints).toEqual([]);
  });

  it('sends what the controls say, and remembers it', async () => {
    const { page } = await open();

    await page.getByRole('button', { name: 'Ratio: Auto' }).click();
    await page.getByText('9:16', { exact: true }).click();
    await page.getByRole('button', { name: 'Pictures: 1 picture' }).click();
    await page.getByText('3 pictures', { exact: true }).click();
    await ask(page, '/imagine a fern');

    await pictures(page, 3);
    expect(web.core.orders[0]?.request).toEqual({ prompt: 'a fern', ratio: '9:16', count: '3' });
    await page.reload();
    await page.getByRole('button', { name: 'Ratio: 9:16' }).waitFor();
  });

  it('draws another of the same, and saves the original under a name of its own', async () => {
    const { page } = await open();
    await ask(page, 'a fern');
    await pictures(page, 1);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    await page.getByRole('button', { name: 'Make another of the same' }).click();

    expect(download.suggestedFilename()).toBe('limner-p0001a.png');
    await pictures(page, 2);
    expect(web.core.orders.length).toBe(2);
  });

  it('varies, keeps and deletes a picture, goes back a version, and brings one up by its id', async () => {
    const { page } = await open();
    await ask(page, 'a fern');
    await pictures(page, 1);
    await page.getByRole('button', { name: 'Vary a lot' }).click();
    await pictures(page, 2);
    await page.getByText('strong variation').first().waitFor();
    expect(web.core.orders.at(-1)).toMatchObject({ request: { variation: 'strong', prompt: 'a fern' } });

    await page.getByRole('button', { name: 'Favourite', exact: true }).first().click();
    await page.getByRole('button', { name: 'Not a favourite' }).waitFor();
    await page.getByRole('button', { name: 'Version before' }).click();
    const last = page.locator('.entry').last();
    await last.getByText('id p0001a').waitFor();
    await ask(page, '/show p0002a');
    await last.getByText('id p0002a').waitFor();
    await ask(page, '/show p0009x');
    await page.locator('.note-answer').waitFor();

    const varied = page.locator('.entry', { hasText: 'id p0002a' });
    await varied.getByRole('button', { name: 'Report' }).click();
    await page.locator('.note-answer', { hasText: 'Reported; whoever runs this bot' }).waitFor();
    await varied.getByRole('button', { name: 'Delete' }).click();
    await varied.getByRole('button', { name: 'Delete for good' }).click();
    await pictures(page, 1);
    expect(await web.core.findByPicture('p0002a')).toBeUndefined();
    expect(web.core.orders.length).toBe(2);
  });

  it('covers a picture that was asked for with --spoiler until it is pressed', async () => {
    const { page } = await open();
    await ask(page, 'the last scene --spoiler');
    await pictures(page, 1);
    const picture = shown(page);
    const blur = () => page.evaluate<string>(`getComputedStyle(document.querySelector('.picture-shown img:last-of-type')).filter`); // prettier-ignore
    expect(await blur()).toMatch(/^blur/);
    expect(await picture.innerText()).toBe('Covered; press to see');

    await picture.click();
    await eventually(async () => expect(await blur()).toBe('none'));
    expect(await page.locator('.lightbox').count()).toBe(0);
    await picture.click();
    await page.locator('.lightbox').waitFor();
  });

  it('cancels while it waits', async () => {
    const { page } = await open({ core: {} });
    await ask(page, 'a fern');

    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.getByText('Canceled; nothing was charged.').first().waitFor();
  });

  it('says what a cancel costs once it is drawn, and still shows the picture when it comes', async () => {
    const { page } = await open({ core: {} });
    await ask(page, 'a fern');
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    const [{ id } = { id: '' }] = await web.core.history(web.core.orders[0]?.requester.userId ?? '');
    web.core.start(id);
    await page.getByText('is drawing', { exact: false }).waitFor();

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Canceled; it was handed over already', { exact: false }).first().waitFor();
    await web.core.succeed(id);

    await pictures(page, 1);
  });

  it('shows the price of an expensive picture first, and draws it when that is agreed to', async () => {
    const { page } = await open();
    web.core.askPriceNext(800_000);

    await ask(page, 'a dear lighthouse');
    await page.getByText('This costs about $0.80. Nothing is bought before you say so.').waitFor();
    expect(await shown(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Make it' }).click();

    await pictures(page, 1);
    expect(await page.getByRole('button', { name: 'Make it' }).count()).toBe(0);
  });

  it('answers commands in place', async () => {
    const { page } = await open();

    await ask(page, '/quota');
    await page.getByText('50 pictures of 50 left today', { exact: false }).nth(1).waitFor();
    await ask(page, '/cancel');
    await page.locator('.note-answer').getByText('Nothing of yours is waiting or being drawn.').waitFor();
    await ask(page, '/privacy');
    await page.locator('.note-answer').getByText('• 1 picture made for you', { exact: false }).waitFor();
    const stored = await page.locator('.note-answer', { hasText: 'Stored about you' }).innerText();
    expect(stored).toContain('• sums of what you used, by day and month');
    expect(stored).not.toContain('book');
    expect(await page.getByRole('link', { name: 'Export as a zip file' }).getAttribute('href')).toBe(
      '/api/privacy/export',
    );
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page
      .locator('.note-answer')
      .getByText('Deleted: 2 requests, 1 picture', { exact: false })
      .waitFor();
    expect(web.core.privacy.forgotten).toHaveLength(1);
    await ask(page, '/paint');

    const unknown = page.locator('.note-answer', { hasText: 'There is no command /paint' });
    const names = '/imagine, /edit, /history, /favourites, /last, /show, /quota, /cancel, /settings, /privacy, /admin, /moderation, /help'; // prettier-ignore
    expect(await unknown.innerText()).toBe(`There is no command /paint; there are ${names}.`);
    await ask(page, '/help');
    await page.locator('.note-answer', { hasText: `All commands: ${names}.` }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(await page.getByRole('button', { name: 'Your own gateway key' }).count()).toBe(0);
    expect(web.core.orders).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('working from pictures', () => {
  it('takes a dropped picture along', async () => {
    const { page, complaints } = await open();

    await hand(page, 'drop', await samplePicture());
    await page.getByRole('img', { name: 'Reference 1: blue.png' }).waitFor();
    await ask(page, 'make it red');

    await pictures(page, 1);
    expect(web.core.orders[0]?.references?.map(({ kind }) => kind)).toEqual(['staged']);
    expect(await page.locator('.bubble-pictures img').getAttribute('src')).toMatch(/^\/media\//);
    expect(await page.locator('.tray').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('has a picture described and a prompt written anew, and draws only what was read and chosen', async () => {
    const chat = await startChatEndpoint();
    const { page, complaints } = await open({ core: { stepMs: 10, chatModel: promptHelpOf(chat).model } });
    const card = page.getByRole('region', { name: 'Prompt helper' });
    const click = (name: string) => page.getByRole('button', { name, exact: true }).click();

    await ask(page, '/help');
    await page.locator('.note-answer', { hasText: '/describe, /prompt, /quota' }).waitFor();
    chat.answers.push('<b>A</b> blue field');
    await hand(page, 'drop', await samplePicture());
    await click('Describe picture');
    await card.getByText('<b>A</b> blue field').waitFor();
    expect(web.core.orders).toEqual([]);
    await card.getByRole('button', { name: 'Imagine this' }).click();
    await pictures(page, 1);
    expect(web.core.orders[0]).toMatchObject({ request: { prompt: '<b>A</b> blue field' }, references: [] });

    await page.locator('#prompt').fill('a castle --ratio 16:9');
    await click('Expand');
    await card.getByText('a castle, at dusk --ratio 16:9').waitFor();
    await click('Keep mine');
    expect(await page.locator('#prompt').inputValue()).toBe('a castle --ratio 16:9');
    await click('Translate');
    await click('Edit first');
    expect(await page.locator('#prompt').inputValue()).toBe('a castle, at dusk --ratio 16:9');
    await click('Shorten');
    await click('Use it');
    await pictures(page, 2);
    expect(web.core.orders[1]?.request).toMatchObject({
      prompt: 'a castle, at dusk, at dusk',
      ratio: '16:9',
    });

    chat.trouble = 503;
    await ask(page, '/prompt expand a hill');
    await page.getByText('The chat model gave no answer; try again in a minute').waitFor();
    expect(await page.locator('#prompt').inputValue()).toBe('a hill');
    expect(complaints.filter((line) => !line.includes('503'))).toEqual([]);
    await chat.close();
  });

  it('takes a pasted picture and chosen files along, and gives them up again', async () => {
    const { page } = await open();
    const bytes = await samplePicture();

    await hand(page, 'paste', bytes, 'pasted.png');
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'chosen.png', mimeType: 'image/png', buffer: bytes }]);
    await page.getByRole('button', { name: 'Remove pasted.png' }).click();
    await ask(page, 'make it red');

    await pictures(page, 1);
    expect(web.core.orders[0]?.references?.length).toBe(1);
  });

  it('refuses a file that is no picture with a sentence', async () => {
    const { page } = await open();

    await hand(page, 'drop', Buffer.from('hello'), 'notes.txt');

    await page.getByText('notes.txt is not a picture; choose PNG, JPEG, WebP, GIF or HEIC.').waitFor();
  });

  it('edits a picture of the conversation from its original', async () => {
    const { page } = await open();
    await ask(page, 'a lighthouse');
    await pictures(page, 1);

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.locator('.quote').getByText('a lighthouse').waitFor();
    await ask(page, 'at night');

    await pictures(page, 2);
    expect(web.core.orders[1]).toMatchObject({
      request: { prompt: 'at night' },
      parent: { generationId: 'g0001', index: 0 },
      references: [{ kind: 'stored', image: { pictureId: 'p0001a' } }],
    });
    expect(await page.locator('.summary').nth(1).textContent()).toContain('v2');
    expect(await page.locator('.quote').count()).toBe(0);
  });

  it('shows one picture over everything else, with arrows between several', async () => {
    const { page } = await open();
    await ask(page, 'two ferns --n 2');
    await pictures(page, 2);

    await page.getByRole('button', { name: 'View picture 1 in full' }).click();
    await page.getByRole('dialog', { name: 'Picture 1 of 2: two ferns' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('dialog', { name: 'Picture 2 of 2: two ferns' }).waitFor();
    await page.keyboard.press('Escape');

    await eventually(async () => expect(await page.getByRole('dialog').count()).toBe(0));
  });
});

describe.skipIf(isBrowserSkipped)('what was made', () => {
  const dialog = (page: Page) => page.getByRole('dialog');

  it('goes along with the next request, numbered, in any order, also after a reload', async () => {
    const { page, complaints } = await open();
    await ask(page, 'two ferns --n 2');
    await pictures(page, 2);
    const names = page.locator('.thumb-name');
    const shownNames = (...texts: string[]) =>
      eventually(async () => expect(await names.allTextContents()).toEqual(texts));

    await page.getByRole('button', { name: 'Picture 2', exact: true }).click();
    await page.getByRole('button', { name: 'Add this too: picture 2' }).click();
    await page.getByRole('button', { name: 'Add this too: picture 2' }).click();
    await shownNames('1 = two ferns');
    expect(await page.getByRole('status').textContent()).toBe('Picture 1 of the next request: two ferns');
    await page.reload();
    await pictures(page, 2);
    await shownNames('1 = two ferns');
    await page
      .locator('input[type=file]')
      .setInputFiles([{ name: 'jacket.png', mimeType: 'image/png', buffer: await samplePicture() }]);
    await page.getByRole('button', { name: 'Picture 1', exact: true }).click();
    await page.getByRole('button', { name: 'Add this too: picture 1' }).click();
    await shownNames('1 = two ferns', '2 = jacket.png', '3 = two ferns');
    await page.getByRole('button', { name: 'Move jacket.png forward' }).click();
    await shownNames('1 = jacket.png', '2 = two ferns', '3 = two ferns');
    await page.getByRole('button', { name: 'Move two ferns back' }).first().click();
    expect(await page.locator('.tray img').count()).toBe(3);
    await page.getByRole('button', { name: 'Say what picture 2 is' }).click();
    await page.keyboard.type('fern, old');
    await page.keyboard.press('Enter');
    await shownNames('1 = jacket.png', '2 = fern old', '3 = two ferns');
    await page.getByRole('button', { name: 'Say what picture 3 is' }).click();
    await page.keyboard.type('nothing');
    await page.keyboard.press('Escape');
    await shownNames('1 = jacket.png', '2 = fern old', '3 = two ferns');
    expect(web.core.orders.length).toBe(1);
    // Painted on is the original.
    await page.locator('.tray').getByRole('button', { name: 'Select a region of picture 2' }).click();
    const canvas = page.locator('.region-sheet canvas').first();
    await eventually(async () => expect(await canvas.getAttribute('width')).toBe('1024'));
    await page.getByRole('button', { name: 'Close' }).click();

    await ask(page, 'all in one');
    await pictures(page, 3);

    const sent = web.core.orders[1]?.references?.map((one) =>
      one.kind === 'stored' && 'pictureId' in one.image ? one.image.pictureId : one.kind,
    );
    expect(sent).toEqual(['staged', 'p0001a', 'p0001b']);
    expect(web.core.orders[1]?.request.prompt).toBe('Picture 2 is fern old. all in one');
    expect(await page.locator('.tray').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('is no more than the gateways here take', async () => {
    const gateway = sampleProvider('gccai', 'GCC AI');
    const few = { ...gateway, limits: { ...gateway.limits, maxReferences: 1 } };
    const { page } = await open({ core: { stepMs: 25, providers: [few] } });
    await ask(page, 'a fern');
    await pictures(page, 1);
    await page.getByRole('button', { name: 'Add this too' }).click();
    await hand(page, 'drop', await samplePicture());

    await page.getByText('At most 1 picture', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Remove a fern' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add this too' }).click();
    await page.locator('.composer > .problem', { hasText: 'At most 1 picture' }).waitFor();
    expect(await page.locator('.tray').count()).toBe(0);
  });

  it('stands in the gallery: turned by pages, kept, reused, shown, deleted', async () => {
    const { page, complaints } = await open({ core: {} });
    await ask(page, 'ferns --n 4');
    const order = await eventually(() => web.core.orders[0] ?? false);
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    await web.core.succeed('g0001');
    await pictures(page, 4);
    for (const prompt of ['moss', 'reeds', 'ivy']) {
      const result = await web.core.request({ ...order, requestKey: prompt, request: { prompt, count: 4 } });
      if (result.kind === 'accepted') await web.core.succeed(result.generation.id);
    }

    await page.getByRole('button', { name: 'Gallery' }).click();
    const cards = dialog(page).locator('.card');
    const count = (wanted: number) => eventually(async () => expect(await cards.count()).toBe(wanted));
    await count(12);
    const image = cards.first().getByRole('img');
    expect(await image.getAttribute('alt')).toBe('Picture 1 of 4: ivy');
    expect(await image.getAttribute('loading')).toBe('lazy');
    await dialog(page).getByRole('button', { name: 'Older' }).click();
    await count(4);
    await cards.nth(1).getByRole('button', { name: 'Favourite', exact: true }).click();
    await cards.nth(1).getByRole('button', { name: 'Not a favourite' }).waitFor();
    await eventually(async () => expect(await page.evaluate(`document.querySelector('.card:nth-child(3) img').naturalWidth`)).toBe(512)); // prettier-ignore
    await cards.nth(2).getByRole('button', { name: 'Delete' }).click();
    await cards.nth(2).getByRole('button', { name: 'Delete for good' }).click();
    await count(3);
    expect(await web.core.findByPicture('p0001c')).toBeUndefined();
    await cards.nth(0).getByRole('button', { name: 'Add this too' }).click();
    const original = cards.nth(0).getByRole('link', { name: 'Download' });
    expect(await original.getAttribute('download')).toBe('limner-p0001a.png');
    await dialog(page).getByRole('button', { name: 'Newer' }).click();
    await count(12);
    await dialog(page).getByRole('button', { name: 'Favourites' }).click();
    await count(1);
    await cards.getByRole('button', { name: 'Show in the conversation' }).click();

    await eventually(async () => expect(await dialog(page).count()).toBe(0));
    await page.locator('.entry').last().getByText('id p0001a, p0001b, p0001d').waitFor();
    expect(await page.locator('.thumb-name').allTextContents()).toEqual(['1 = ferns']);
    await page.getByRole('button', { name: 'Remove ferns' }).click();

    await ask(page, '/favourites');
    await count(1);
    await cards.getByRole('button', { name: 'Reuse' }).click();
    await eventually(async () => expect(await page.locator('#prompt').inputValue()).toBe('ferns'));
    await page.getByRole('button', { name: 'Pictures: 4 pictures' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is drawn anew larger, and is a sticker', async () => {
    const { page } = await open();
    await ask(page, 'a fern');
    await pictures(page, 1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'As sticker' }).click(),
    ]);
    const sticker = await sharp(await download.path()).metadata();
    expect([download.suggestedFilename(), sticker.format, sticker.width]).toEqual([
      'limner-p0001a-sticker.webp',
      'webp',
      512,
    ]);

    await page.getByRole('button', { name: '2K' }).click();

    await pictures(page, 2);
    expect(web.core.orders[1]).toMatchObject({ request: { variation: 'larger', resolution: '2k' } });
  });

  it('says so where there is nothing, and why it cannot be fetched', async () => {
    const { page } = await open();
    await ask(page, '/history');
    await dialog(page).getByText('No pictures yet; describe one, and it appears here.').waitFor();
    web.core.storeAway = true;
    await page.route('**/api/pictures?*', (route) => route.abort());
    await dialog(page).getByRole('button', { name: 'Favourites' }).click();
    await dialog(page).getByText('Limner cannot be reached; check the connection and try again.').waitFor();
    await page.keyboard.press('Escape');

    await eventually(async () => expect(await dialog(page).count()).toBe(0));
  });
});

describe.skipIf(isBrowserSkipped)('settings', () => {
  it('fill in what is left out, speak another language at once, and are worked by keyboard', async () => {
    const { page, complaints } = await open();
    await ask(page, 'a fern');
    await pictures(page, 1);
    await page.getByRole('button', { name: 'Settings' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.waitFor();
    const outside = `document.querySelector('dialog').contains(document.activeElement) || document.activeElement === document.body`;
    for (let presses = 0; presses < 9; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(outside)).toBe(true);
    }
    await dialog.getByLabel('Shape').selectOption('16:9');
    await page.getByRole('status').getByText('Saved.').waitFor();
    await dialog.getByLabel('Appearance').selectOption('Dark');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.keyboard.press('Escape');
    await eventually(async () =>
      expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Settings'),
    );

    await page.getByRole('button', { name: 'Ratio: 16:9' }).waitFor();
    await ask(page, 'a lighthouse');
    await pictures(page, 2);
    expect(web.core.orders[1]?.request).toEqual({ prompt: 'a lighthouse' });
    await page.locator('.summary').nth(1).getByText('16:9', { exact: false }).waitFor();
    // An edit keeps the shape of its picture, and says so.
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('button', { name: 'Ratio: Auto' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Ratio: 16:9' }).click();
    await page.getByText('Auto', { exact: true }).first().click();
    await ask(page, 'a square');
    await pictures(page, 3);
    expect(web.core.orders[2]?.request).toEqual({ prompt: 'a square', ratio: 'auto' });

    await ask(page, '/settings');
    await dialog.getByLabel('Language').selectOption('Deutsch');
    const deutsch = page.getByRole('dialog', { name: 'Einstellungen' });
    await deutsch.getByLabel('Qualität').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.reload();
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    expect(await deutsch.getByLabel('Sprache').inputValue()).toBe('de');
    expect(complaints).toEqual([]);
  });

  it('stay as they were where they could not be kept', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    await page.route('**/api/settings', (route) => route.abort());
    await dialog.getByLabel('Quality').selectOption('high');

    await dialog.getByText('Limner cannot be reached; check the connection and try again.').waitFor();
    await eventually(async () => expect(await dialog.getByLabel('Quality').inputValue()).toBe('none'));
  });
});

describe.skipIf(isBrowserSkipped)('history', () => {
  it('is there after a reload, its pictures too', async () => {
    const { page } = await open();
    await ask(page, 'a lighthouse');
    await pictures(page, 1);
    await ask(page, 'please fail');
    await page.getByRole('button', { name: 'Retry' }).waitFor();

    await page.reload();

    await pictures(page, 1);
    expect(await page.locator('.bubble-text').allTextContents()).toEqual(['a lighthouse', 'please fail']);
    await page.getByText('The safety filter of Sandbox blocked this request', { exact: false }).waitFor();
  });

  it('goes on with what was being drawn during a reload', async () => {
    const { page } = await open({ core: {} });
    await ask(page, 'a lighthouse');
    await page.getByText('Waiting for a turn', { exact: false }).waitFor();

    await page.reload();
    await page.getByText('Waiting for a turn', { exact: false }).waitFor();
    await web.core.succeed('g0001');

    await pictures(page, 1);
  });

  it('loads older requests upwards, leaving what is read where it is', async () => {
    let at = 1_700_000_000_000;
    const { page } = await open({ core: { now: () => (at += 1000) } });
    await ask(page, 'prompt 1');
    await eventually(async () => expect(await page.locator('.entry').count()).toBe(1));
    // The page shows what it sends at once; the request itself may still be on its way.
    const first = await eventually(() => web.core.orders[0] ?? false);
    for (let index = 2; index <= 20; index += 1) {
      const { id } = (await web.core.request({ ...first, requestKey: `more ${index}`, request: { prompt: `prompt ${index}` } }) as { generation: { id: string } }).generation; // prettier-ignore
      web.core.fail(id, 'provider-failed');
    }
    await page.reload();
    await page.getByText('prompt 20', { exact: true }).waitFor();
    expect(await page.locator('.entry').count()).toBe(12);
    await page.getByText('prompt 12', { exact: true }).scrollIntoViewIfNeeded();

    await page.mouse.wheel(0, -20_000);

    await eventually(async () => expect(await page.locator('.entry').count()).toBe(20));
    expect(await page.locator('.bubble-text').first().textContent()).toBe('prompt 1');
    // What stood at the top before is still on the screen, not pushed away by what came above it.
    expect(Number(await page.evaluate('scrollY'))).toBeGreaterThan(500);
    expect(await page.locator('.older').count()).toBe(0);
  });

  it('is nobody else’s', async () => {
    const { page } = await open();
    await ask(page, 'a lighthouse');
    await pictures(page, 1);

    const other = await enter();

    await other.page.getByText('What shall I draw?').waitFor();
  });
});

describe.skipIf(isBrowserSkipped)('by keyboard alone', () => {
  it('asks, makes lines, recalls, and leaves the edit', async () => {
    const { page } = await open();
    const prompt = page.locator('#prompt');

    await page.keyboard.type('a lighthouse');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('in a storm');
    expect(await prompt.inputValue()).toBe('a lighthouse\nin a storm');
    await page.keyboard.press('Enter');
    await pictures(page, 1);
    expect(await prompt.inputValue()).toBe('');

    await page.keyboard.press('ArrowUp');
    expect(await prompt.inputValue()).toBe('a lighthouse\nin a storm');
    await page.keyboard.press('ArrowDown');
    expect(await prompt.inputValue()).toBe('');

    await focusByTab(page, 'Edit', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.quote').waitFor();
    await eventually(async () => expect(await focused(page)).toBe('What to draw'));
    await page.keyboard.press('Escape');
    await eventually(async () => expect(await page.locator('.quote').count()).toBe(0));
  });

  it('chooses parameters with the arrows and goes back to where it was', async () => {
    const { page } = await open();

    await focusByTab(page, 'Quality: Auto', 'Tab');
    await page.keyboard.press('Enter');
    await page.locator('.panel').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');

    expect(await page.locator('.panel').count()).toBe(0);
    expect(await focused(page)).toBe('Quality: Medium');
  });

  it('shows where the focus is', async () => {
    const { page } = await open();

    await focusByTab(page, 'Add pictures', 'Shift+Tab');

    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });

  async function focused(page: Page): Promise<string> {
    return String(
      await page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()'),
    );
  }

  async function focusByTab(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
    await page.locator('#prompt').focus();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press(key);
      if ((await focused(page)) === name) return;
    }
    throw new Error(`"${name}" was not reached with ${key}`);
  }
});

describe.skipIf(isBrowserSkipped)('on a phone', () => {
  const phone = {
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  };

  it('fits, with targets for fingers, and keeps the composer in reach', async () => {
    const { page } = await open(
      {
        core: {
          stepMs: 25,
          providers: [sampleProvider('gccai', 'GCC AI'), sampleProvider('openai', 'OpenAI')],
        },
      },
      phone,
    );
    await ask(page, 'two ferns --n 2');
    await pictures(page, 2);
    await hand(page, 'drop', await samplePicture());
    await page.locator('.tray img').waitFor();
    await page.getByRole('button', { name: 'Show all' }).tap();

    const sizes =
      (await page.evaluate(`[...document.querySelectorAll('button, a, textarea')].map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { name: element.ariaLabel ?? element.textContent, width, height };
    })`)) as { name: string; width: number; height: number }[];
    const composer = await page.locator('.composer').boundingBox();

    expect(sizes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect((composer?.y ?? 0) + (composer?.height ?? 999)).toBeLessThanOrEqual(740);
  });

  it('opens the parameters over the whole width', async () => {
    const { page } = await open({}, phone);

    await page.getByRole('button', { name: 'Ratio: Auto' }).tap();
    await page.getByText('21:9', { exact: true }).tap();
    await page.getByRole('button', { name: 'Close' }).tap();

    await page.getByRole('button', { name: 'Ratio: 21:9' }).waitFor();
  });
});

describe.skipIf(isBrowserSkipped)('light and dark', () => {
  const background = (page: Page) =>
    page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
  const [light, dark] = ['rgb(247, 243, 236)', 'rgb(22, 20, 18)'];

  it('follow the system until one is chosen, which lasts', async () => {
    const { page } = await open({}, { colorScheme: 'dark' });
    expect(await background(page)).toBe(dark);

    await page.getByRole('button', { name: 'Light or dark: as the system' }).click();
    expect(await background(page)).toBe(light);
    await page.reload();
    await page.getByRole('button', { name: 'Light', exact: true }).click();
    await page.emulateMedia({ colorScheme: 'light' });

    expect(await background(page)).toBe(dark);
  });

  it.each(['light', 'dark'] as const)('have enough contrast (%s)', async (colorScheme) => {
    const { page } = await open({}, { colorScheme });
    const colours = (await page.evaluate(`(() => {
      const style = getComputedStyle(document.documentElement);
      const of = (name) => style.getPropertyValue('--' + name).trim();
      return ['paper', 'surface', 'sunken', 'ink', 'ink-soft', 'accent', 'on-accent', 'danger', 'danger-wash'].map((name) => [name, of(name)]);
    })()`)) as [string, string][];
    const luminance = new Map(colours.map(([name, hex]) => [name, luminanceOf(hex)]));

    const pairs = [
      ['ink', 'paper'], ['ink', 'surface'], ['ink', 'sunken'], ['ink-soft', 'paper'], ['ink-soft', 'surface'],
      ['ink-soft', 'sunken'], ['accent', 'surface'], ['accent', 'sunken'], ['on-accent', 'accent'], ['danger', 'surface'], ['danger', 'danger-wash'], ['ink', 'danger-wash'], ['ink-soft', 'danger-wash'],
    ] as const; // prettier-ignore
    const weak = pairs
      .map(([front, back]) => ({ front, back, ratio: contrast(luminance.get(front), luminance.get(back)) }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });
});

describe.skipIf(isBrowserSkipped)('when something is wrong', () => {
  const problem = (page: Page) => page.locator('.problem-note');

  it('says why there is no picture and tries again', async () => {
    const { page } = await open({ core: {} });
    await ask(page, 'a lighthouse');
    await page.getByText('Waiting for a turn', { exact: false }).waitFor();
    web.core.fail('g0001', 'provider-failed');
    await problem(page)
      .getByText('Sandbox could not make this picture; try again or put it in other words.', { exact: false })
      .waitFor();

    await page.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => expect(web.core.orders.length).toBe(2));
    await web.core.succeed('g0002');

    await pictures(page, 1);
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
  });

  it('shows a refusal beside the prompt and puts it back to be changed', async () => {
    const { page } = await open();
    await ask(page, 'a lighthouse --quality superb');
    await problem(page)
      .getByText('“superb” is not possible for quality; use one of auto, low, medium, high.')
      .waitFor();

    await page.getByRole('button', { name: 'Put back into the box' }).click();

    expect(await page.locator('#prompt').inputValue()).toBe('a lighthouse --quality superb');
    expect(await page.locator('.entry').count()).toBe(0);
  });

  it('sends again what did not arrive, and buys it once', async () => {
    const { page } = await open();
    // The request arrives, its answer is lost.
    await page.route('**/api/generations', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await ask(page, 'a lighthouse');
    await problem(page).getByText('Limner cannot be reached; check the connection and try again.').waitFor();
    await page.unroute('**/api/generations');

    await page.getByRole('button', { name: 'Send again' }).click();

    await pictures(page, 1);
    expect(new Set(web.core.orders.map(({ requestKey }) => requestKey)).size).toBe(1);
    expect((await web.core.history(web.core.orders[0]?.requester.userId ?? '')).length).toBe(1);
  });

  it('brings the picture although events do not come through', async () => {
    const { page } = await open({ core: {} });
    await page.route('**/api/events*', (route) => route.abort());
    await ask(page, 'a lighthouse');
    await eventually(() => expect(web.core.orders.length).toBe(1));

    await web.core.succeed('g0001');

    await pictures(page, 1);
  });

  it('says that the connection is gone, and goes on when it is back', async () => {
    const { page } = await open({ core: {} });
    await page.route('**/api/events*', (route) => route.abort());
    await ask(page, 'a lighthouse');
    await page.getByText('Waiting for a turn', { exact: false }).waitFor();
    await page.route('**/api/generations/*', (route) => route.abort());
    const banner = page.getByText('The connection is gone; trying again.', { exact: false });
    await banner.waitFor();

    await page.unrouteAll();
    await web.core.succeed('g0001');

    await pictures(page, 1);
    await eventually(async () => expect(await banner.count()).toBe(0));
  });
});

describe.skipIf(isBrowserSkipped)('for whom it is', () => {
  it('speaks Chinese to a Chinese browser', async () => {
    const { page } = await open({}, { locale: 'zh-CN' });

    await page.getByText('想画点什么？').waitFor();
    await ask(page, '灯塔 fail');
    await page.getByText('安全', { exact: false }).first().waitFor();

    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  });

  it('says that the sandbox draws, only when nothing else does', async () => {
    const { page } = await open();
    await page
      .getByText('These pictures are drawn by the built-in sandbox; add a gateway key to buy real ones.')
      .waitFor();
    await web.close();

    const other = await open({
      core: { providers: [sampleProvider('gccai', 'GCC AI'), sampleProvider('sandbox', 'Sandbox')] },
    });

    expect(await other.page.getByText('built-in sandbox', { exact: false }).count()).toBe(0);
  });

  it('asks for the password where there is one', async () => {
    const { page } = await open({ password: 'open sesame' });

    await page.getByLabel('Password').fill('open barley');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('That password is not right; check it and try again.').waitFor();
    await page.getByLabel('Password').fill('open sesame');
    await page.keyboard.press('Enter');

    await ask(page, 'a lighthouse');
    await pictures(page, 1);
    await page.reload();
    await pictures(page, 1);
  });
});

function luminanceOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one = 0, other = 0): number {
  return Math.round(((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)) * 10) / 10;
}
