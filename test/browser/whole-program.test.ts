import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { startChatEndpoint, type ChatEndpoint } from '../support/chat-endpoint.ts';
import { eventually } from '../support/eventually.ts';
import { isBrowserSkipped, launchChromium, visit } from './browser-under-test.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Program {
  readonly url: string;
  /** Asks it to end and gives its exit code. */
  end(): Promise<number | null>;
}

/** The program as a person starts it who has set nothing: its own store, the sandbox, no token. */
async function start(dataDir: string, more: Record<string, string> = {}): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      PORT: '0',
      SANDBOX_DELAY_MS: '300',
      LOG_LEVEL: 'error',
      ...more,
    },
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit');
  const url = await eventually(
    () => {
      const found = /Open (http:\/\/[^ ]+) in your browser/.exec(said)?.[1];
      if (!found) throw new Error(`Not ready: ${said}`);
      return found.replace('127.0.0.1', 'localhost');
    },
    { timeoutMs: 20_000 },
  );
  return {
    url,
    async end() {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

describe.skipIf(isBrowserSkipped)('the whole program, with nothing set', () => {
  let browser: Browser;
  let dataDir: string;
  let program: Program | undefined;
  let chat: ChatEndpoint;

  beforeAll(async () => {
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' });
    dataDir = await mkdtemp(join(tmpdir(), 'limner-whole-'));
    browser = await launchChromium();
    chat = await startChatEndpoint();
  });
  afterAll(async () => {
    await browser?.close();
    await program?.end();
    await chat?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('draws, edits, and still knows everything after a restart', async () => {
    program = await start(dataDir);
    const { page, complaints } = await visit(browser, program.url);
    const ask = async (text: string) => {
      await page.locator('#prompt').fill(text);
      await page.keyboard.press('Enter');
    };
    const pictures = (count: number) =>
      eventually(async () => expect(await page.locator('.picture-shown').count()).toBe(count), {
        timeoutMs: 20_000,
      });
    await page.getByText('These pictures are drawn by the built-in sandbox', { exact: false }).waitFor();

    await ask('a lighthouse --ratio 16:9');
    await pictures(1);
    await page.getByRole('button', { name: 'Edit' }).click();
    await ask('at night --n 2');
    await pictures(3);
    const summaries = await page.locator('.summary').allTextContents();
    const link = await page.locator('.picture img').first().getAttribute('src');
    const file = await page.request.get(new URL(link ?? '', program.url).href);

    expect(summaries).toEqual([
      expect.stringMatching(/^16:9 · 1k · .*1536×864 px · .*free$/i),
      expect.stringMatching(/^v2 · .*2 pictures · .*1536×864 px · .*free$/i),
    ]);
    expect(await sharp(await file.body()).metadata()).toMatchObject({
      width: 1536,
      height: 864,
      format: 'png',
    });

    expect(await program.end()).toBe(0);
    program = await start(dataDir, {
      ...{ CHAT_BASE_URL: chat.baseUrl, CHAT_API_KEY: chat.apiKey, CHAT_MODEL: chat.model },
    });
    await page.goto(program.url);
    await pictures(3);
    expect(await page.locator('.bubble-text').allTextContents()).toEqual(['a lighthouse', 'at night']);
    await page.locator('#prompt').fill('a castle');
    await page.getByRole('button', { name: 'Expand' }).click();
    await page.getByText('a castle, at dusk', { exact: true }).waitFor();
    expect(complaints.filter((text) => !/Failed to load resource|ERR_/.test(text))).toEqual([]);
  }, 60_000);
});
