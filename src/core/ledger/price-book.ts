import { z } from 'zod';
import type { PriceRow } from '../ports/image-provider.ts';
import { qualities, resolutions } from '../generation/image-request.ts';
import type { Quality, Resolution } from '../generation/image-request.ts';

/** One row of an operator's file: a price for one picture, in dollars or in yuan. */
const operatorRow = z
  .strictObject({
    model: z.string().min(1).optional(),
    quality: z.enum(qualities).optional(),
    resolution: z.enum(resolutions).optional(),
    usd: z.number().nonnegative().optional(),
    cny: z.number().nonnegative().optional(),
  })
  .refine((row) => (row.usd === undefined) !== (row.cny === undefined), {
    error: 'needs exactly one of usd and cny',
  });

/** The operator's price file: gateway → rows, first match wins, laid over the defaults. */
export const priceFileSchema = z.record(z.string(), z.array(operatorRow));
export type PriceFile = z.output<typeof priceFileSchema>;

export interface PriceSource {
  readonly id: string;
  readonly model: string | undefined;
  readonly autoQuality: Exclude<Quality, 'auto'>;
  readonly rows: readonly PriceRow[];
}

export interface Price {
  /** Micro-dollars for one picture; absent when nobody knows it. */
  readonly microUsdPerImage?: number;
  /** True when no source names the figure. */
  readonly assumed: boolean;
}

/** Prices of all gateways: the operator's file over each gateway's own table. */
export class PriceBook {
  readonly #sources: ReadonlyMap<string, PriceSource>;
  readonly #file: PriceFile;
  readonly #cnyPerUsd: number;

  constructor(sources: readonly PriceSource[], options: { file?: PriceFile; cnyPerUsd: number }) {
    this.#sources = new Map(sources.map((source) => [source.id, source]));
    this.#file = options.file ?? {};
    this.#cnyPerUsd = options.cnyPerUsd;
  }

  /** The price of one picture. */
  priceOf(provider: string, picture: { quality: Quality; resolution: Resolution }): Price {
    const source = this.#sources.get(provider);
    if (!source) return { assumed: true };
    const quality = picture.quality === 'auto' ? source.autoQuality : picture.quality;
    const own = (this.#file[provider] ?? []).map((row) => ({ ...row, assumed: false }) as PriceRow);
    const row = [...own, ...source.rows].find(
      (candidate) =>
        (candidate.model === undefined || candidate.model === source.model) &&
        (candidate.quality === undefined || candidate.quality === quality) &&
        (candidate.resolution === undefined || candidate.resolution === picture.resolution),
    );
    if (!row) return { assumed: true };
    const usd = row.usd ?? (row.cny ?? 0) / this.#cnyPerUsd;
    return { microUsdPerImage: Math.round(usd * 1_000_000), assumed: row.assumed };
  }
}
