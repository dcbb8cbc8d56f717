import { tooManyRequests } from './api-error.ts';
import type { FloodLimits } from './settings.ts';

interface Window {
  readonly key: string;
  readonly allowed: number | undefined;
  readonly windowMs: number;
}

/** Sliding windows over what was accepted. Each limit is read at the moment of the call. */
export class FloodGate {
  private readonly settings: { limits: FloodLimits };
  private readonly now: () => number;
  private readonly accepted = new Map<string, number[]>();
  /** How many calls were refused. */
  refusals = 0;

  constructor(settings: { limits: FloodLimits }, now: () => number) {
    this.settings = settings;
    this.now = now;
  }

  /** @throws ApiError 429 with the seconds to wait; nothing is counted then. */
  send(chatId: number, count: number): void {
    const { limits } = this.settings;
    this.pass(count, [
      { key: `send:${chatId}:s`, allowed: limits.messagesPerChatPerSecond, windowMs: 1_000 },
      {
        key: `send:${chatId}:m`,
        allowed: chatId < 0 ? limits.messagesPerGroupPerMinute : undefined,
        windowMs: 60_000,
      },
      { key: 'send:all', allowed: limits.messagesPerSecond, windowMs: 1_000 },
    ]);
  }

  edit(chatId: number): void {
    const { limits } = this.settings;
    this.pass(1, [
      {
        key: `edit:${chatId}:m`,
        allowed: chatId < 0 ? limits.editsPerGroupPerMinute : undefined,
        windowMs: 60_000,
      },
      { key: 'send:all', allowed: limits.messagesPerSecond, windowMs: 1_000 },
    ]);
  }

  private pass(count: number, windows: readonly Window[]): void {
    const now = this.now();
    const wait = Math.max(...windows.map((window) => this.waitMs(window, count, now)));
    if (wait > 0) {
      this.refusals += 1;
      throw tooManyRequests(Math.ceil(wait / 1000));
    }
    for (const { key } of windows) {
      this.accepted.set(key, [...(this.accepted.get(key) ?? []), ...Array<number>(count).fill(now)]);
    }
  }

  /** An album larger than the whole window passes when the window is empty: it could never pass otherwise. */
  private waitMs({ key, allowed, windowMs }: Window, count: number, now: number): number {
    const recent = (this.accepted.get(key) ?? []).filter((at) => at > now - windowMs);
    this.accepted.set(key, allowed === undefined ? [] : recent);
    if (allowed === undefined || recent.length + count <= Math.max(allowed, count)) return 0;
    const mustExpire = recent[recent.length + count - Math.max(allowed, count) - 1] ?? now;
    return mustExpire + windowMs - now;
  }
}
