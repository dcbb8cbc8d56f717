import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { readPrices } from '../../src/read-prices.ts';

describe('The price file', () => {
  let folder: string;
  let path: string;
  const said: unknown[] = [];
  const logger = { ...silentLogger, warn: (fields: object) => void said.push(fields) };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'limner-prices-'));
    path = join(folder, 'prices.yaml');
    said.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read, and the names in it that are no gateways are told', async () => {
    await writeFile(path, 'gccai: [{ usd: 0.02 }]\ngcai: [{ usd: 0.01 }]\nOpenAI: [{ cny: 1 }]\n');

    expect(await readPrices(path, logger)).toMatchObject({ gccai: [{ usd: 0.02 }] });
    expect(said).toMatchObject([{ unknown: ['gcai', 'OpenAI'] }]);
  });

  it('is not mentioned where all its gateways are known', async () => {
    await writeFile(path, '{"openai": [{"quality": "high", "usd": 0.2}]}');

    await readPrices(path, logger);

    expect(said).toEqual([]);
  });

  it.each(['gccai: [{ usd: 1, cny: 2 }]', 'gccai: ['])(
    'keeps Limner from starting when it is wrong: %s',
    async (text) => {
      await writeFile(path, text);

      await expect(readPrices(path, logger)).rejects.toMatchObject({ name: 'ConfigError' });
    },
  );
});
