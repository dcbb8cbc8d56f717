import type { Redis } from 'ioredis';

/** How often it is looked whether a store still answers, milliseconds. */
const everyMs = 100;

/**
 * Gives a connection up on which nothing at all has come back for `silentMs` although something was asked: whoever waits
 * is told at once that the store is away, and whoever asks after them, until a new connection is answered. A store that
 * is only slow, or a process that is only busy, is not taken for a silent one, as a time-out of each command would.
 */
export function watchSilence(redis: Redis, silentMs: number): void {
  let heardAt = performance.now();
  let asking = false;
  const heard = (): void => void (heardAt = performance.now());
  const isSilent = (): boolean =>
    redis.status === 'ready' && redis.commandQueue.length > 0 && performance.now() - heardAt > silentMs;
  redis.on('connect', () => {
    heard();
    redis.stream.on('data', heard);
  });
  const timer = setInterval(() => {
    // From the first unanswered question on, not from the last answer before a pause.
    if (!asking && redis.commandQueue.length > 0) heard();
    asking = redis.commandQueue.length > 0;
    if (!isSilent()) return;
    // What has arrived while this process was busy is read before this is called.
    setImmediate(() => {
      // Not `disconnect`: it waits for the other side to close, which a silent one does not.
      if (isSilent()) redis.stream.destroy();
    });
  }, everyMs);
  timer.unref();
  redis.once('end', () => clearInterval(timer));
}
