import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from './config.ts';
import { providerIds } from './config/setting.ts';
import { priceFileSchema } from './core/ledger/price-book.ts';
import type { PriceFile } from './core/ledger/price-book.ts';
import type { Logger } from './core/ports/logger.ts';

/** The operator's prices; gateways that there are not are told in the log. @throws ConfigError with every problem of the file */
export async function readPrices(path: string, logger: Logger): Promise<PriceFile> {
  let content: unknown;
  try {
    content = parse(await readFile(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unreadable';
    throw new ConfigError([
      `PRICES_FILE cannot be read (${reason}). Write YAML or JSON: a list of prices per gateway.`,
    ]);
  }
  const parsed = priceFileSchema.safeParse(content ?? {});
  if (parsed.success) {
    const unknown = Object.keys(parsed.data).filter((id) => !providerIds.some((known) => known === id));
    if (unknown.length > 0) {
      logger.warn(
        { unknown, known: providerIds },
        'PRICES_FILE names gateways that there are not; these prices are used for nothing. Look for a typing mistake.',
      );
    }
    return parsed.data;
  }
  throw new ConfigError([`PRICES_FILE has a mistake:\n${z.prettifyError(parsed.error)}`]);
}
