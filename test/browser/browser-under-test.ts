import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
} from 'playwright-core';
import { build } from 'vite';

/** The page, built into a folder of its own, so that a test never sees an old build. */
export async function buildPage(): Promise<{ directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'limner-page-'));
  await build({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true },
  });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Browser tests are left out where there is no browser and none is wanted. */
export const isBrowserSkipped = process.env['LIMNER_SKIP_BROWSER'] === '1';

const executables = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The system's Chromium without a profile and without anything that calls home. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executables.find((path) => existsSync(path)) ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Public addresses of tests lie on this machine.
      '--host-resolver-rules=MAP *.example 127.0.0.1',
    ],
  });
}

export interface Visit {
  readonly page: Page;
  /** What the page wrote to the console as an error, and what it threw. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A visitor with cookies of their own. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const { page, complaints } = await openTab(browser, options);
  await page.goto(url);
  return { page, complaints, close: () => page.context().close() };
}

/** One tab for many tests, one after the other: a new one for each costs more than most of them do. */
export interface SharedTab {
  /** A visitor who was never here. Between two visits to the same address the program's files are not fetched again. */
  visit(url: string): Promise<Visit>;
}

export function shareTab(browser: Browser): SharedTab {
  let opened: Promise<{ tab: Tab; session: CDPSession }> | undefined;
  const open = async () => {
    const tab = await openTab(browser);
    return { tab, session: await tab.page.context().newCDPSession(tab.page) };
  };
  return {
    async visit(url) {
      opened ??= open();
      const { tab, session } = await opened;
      const { page, complaints } = tab;
      const { origin } = new URL(url);
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'cookies,local_storage' });
      complaints.length = 0;
      await page.goto(url);
      const close = async (): Promise<void> => {
        await page.unrouteAll();
        await page.goto('about:blank');
      };
      return { page, complaints, close };
    },
  };
}

interface Tab {
  readonly page: Page;
  readonly complaints: string[];
}

async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints };
}
