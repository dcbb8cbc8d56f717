import type { Redis } from 'ioredis';

/** How often it is looked whether a store still answers, milliseconds. */
const everyMs = 100;

/**
 * Gives a connection up on which nothing at all has come back for `silentMs` although something was asked: whoever waits
 * is told at once that the store is away, and whoever asks after them, until a new connection is answered. A store that
 * is only slow, or a process that is only busy, is not taken for a silent one, as a time-out of each command would; nor is one
 * that stood still together with this process: the looks in vain are counted, not the time.
 */
export function watchSilence(redis: Redis, silentMs: number): void {
  let looksInVain = 0;
  let timer: NodeJS.Timeout | undefined;
  const heard = (): void => void (looksInVain = 0);
  const isAsking = (): boolean => redis.commandQueue.length > 0;
  const isSilent = (): boolean => redis.status === 'ready' && isAsking() && looksInVain * everyMs > silentMs;
  const rest = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    if (!isAsking()) return rest();
    looksInVain += 1;
    if (!isSilent()) return;
    // What has arrived while this process was busy is read before this is called.
    setImmediate(() => {
      // Not `disconnect`: it waits for the other side to close, which a silent one does not.
      if (isSilent()) redis.stream.destroy();
    });
  };
  redis.on('connect', () => {
    const { stream } = redis;
    heard();
    stream.on('data', heard);
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    // Where nothing is asked, nothing is looked at: ten times a second would be half of what an idle process does.
    stream.write = (...args: unknown[]): boolean => {
      if (!timer) {
        heard();
        timer = setInterval(look, everyMs).unref();
      }
      return write(...args);
    };
  });
  redis.once('end', rest);
}
