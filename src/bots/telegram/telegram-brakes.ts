import { setTimeout as sleep } from 'node:timers/promises';
import type { Transformer } from 'grammy';
import type { Brakes } from '../../core/ports/brakes.ts';

/** What Telegram allows a bot, over all of its processes. */
const messagesPerSecond = 30;
/** Waits shorter than this are slept through; longer ones are given back to whoever asked. */
const longestWaitMs = 5_000;
/** "Too many" without a word of how long. */
const unsaidMs = 3_000;
/** Methods that Telegram counts: they show something in a chat. */
const counted = /^(send|edit|copy|forward)(?!ChatAction)/;

/** Chats that are too full within such a time mean that the bot as a whole is too fast, milliseconds. */
const togetherMs = 1_000;
/** How long all processes then send no faster than Telegram says, each its part. */
const pacedMs = 60_000;

/**
 * Keeps a bot's calls within what Telegram allows all of its processes together: a chat that is too full for one of them
 * is left alone by all, and once several chats are, all send no more than thirty messages a second together. How much a
 * server allows differs, so that nothing is slowed down before it complains.
 */
export function telegramBrakes(brakes: Brakes): Transformer {
  let everyMs = 1_000 / messagesPerSecond;
  let freeAt = 0;
  let lastFull: { readonly way: string; readonly at: number } | undefined;
  brakes.share('telegram', (part) => (everyMs = 1_000 / Math.max(1, messagesPerSecond * part)));

  /** How long the next message has to wait for its turn; a second's worth may go at once. */
  const takeTurn = (): number => {
    const at = performance.now();
    freeAt = Math.max(freeAt, at - 1_000) + everyMs;
    return Math.max(0, freeAt - at);
  };

  return async (call, method, payload, signal) => {
    if (!counted.test(method)) return call(method, payload, signal);
    const way = wayOf(payload);
    const heldMs = brakes.waitMs(way);
    if (heldMs > longestWaitMs) return tooMany(heldMs) as Awaited<ReturnType<typeof call>>;
    const waitMs = Math.max(heldMs, brakes.waitMs(pace) > 0 ? takeTurn() : 0);
    if (waitMs > 0) await sleep(waitMs);
    const answer = await call(method, payload, signal);
    if (!answer.ok && answer.error_code === 429) {
      const seconds = answer.parameters?.retry_after ?? 0;
      brakes.hold(way, seconds > 0 ? seconds * 1_000 : unsaidMs);
      const at = performance.now();
      if (lastFull && lastFull.way !== way && at - lastFull.at < togetherMs) brakes.hold(pace, pacedMs);
      lastFull = { way, at };
    }
    return answer;
  };
}

const pace = 'telegram:pace';

function wayOf(payload: object): string {
  const chat = 'chat_id' in payload ? payload.chat_id : undefined;
  return typeof chat === 'number' || typeof chat === 'string' ? `telegram:${chat}` : 'telegram';
}

/** The answer that Telegram would give. */
function tooMany(waitMs: number): object {
  const seconds = Math.ceil(waitMs / 1_000);
  return {
    ...{ ok: false, error_code: 429, description: `Too Many Requests: retry after ${seconds}` },
    parameters: { retry_after: seconds },
  };
}
