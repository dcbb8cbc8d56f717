import { destination, type DestinationStream, pino, stdTimeFunctions } from 'pino';
import type { Logger } from './core/ports/logger.ts';
import type { HiddenWords } from './logging/hidden-words.ts';
import { createMask } from './logging/mask-secrets.ts';
import { redactFields } from './logging/redact-fields.ts';

export interface LoggerConfig {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Values that must never be seen in a line, whatever field or message they came in. */
  readonly secrets: readonly string[];
  /** More of them, that become known while the program runs. */
  readonly hidden?: HiddenWords;
  /** Where lines go; standard output by default. */
  readonly stream?: DestinationStream;
}

/**
 * The program's log: one JSON object a line. Errors in any field are reduced to what is harmless, and each finished
 * line is searched for secrets once more, so that nothing depends on what the caller remembered.
 */
export function createLogger({ level, secrets, hidden, stream = destination(1) }: LoggerConfig): Logger {
  const mask = createMask(secrets);
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: redactFields,
      },
      // Errors were reduced already; pino's own serializer would bring message and stack back.
      serializers: { err: (error: unknown) => error },
    },
    { write: (line) => stream.write(mask(hidden ? hidden.mask(line) : line)) },
  );
}
