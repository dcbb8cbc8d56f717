import type { Writable } from 'node:stream';
import type { Redis } from 'ioredis';

/**
 * Has everything that is sent within one turn of the event loop go out in one write: the store then reads it together, and puts
 * what it changes on the disk together.
 */
export function writeTogether(server: Redis): void {
  server.on('connect', () => {
    const { stream } = server as unknown as { readonly stream: Writable };
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    let isHeld = false;
    stream.write = (...args: unknown[]): boolean => {
      if (!isHeld) {
        isHeld = true;
        stream.cork();
        setImmediate(() => {
          isHeld = false;
          stream.uncork();
        });
      }
      return write(...args);
    };
  });
}
