import type { PriceRow } from '../../../core/ports/image-provider.ts';

/** Dollars for one picture: low, medium, high. */
type Prices = readonly [low: number, medium: number, high: number];

/** gpt-image-2 by resolution; what is not square is up to a fifth cheaper at 1k. Sources: public price lists. */
const currentModel = {
  '1k': [0.006, 0.053, 0.211],
  '2k': [0.012, 0.107, 0.428],
  '4k': [0.016, 0.139, 0.565],
} as const satisfies Record<string, Prices>;

const oldModels = {
  'gpt-image-1.5': [0.009, 0.034, 0.133],
  'gpt-image-1': [0.011, 0.042, 0.167],
  'gpt-image-1-mini': [0.005, 0.011, 0.036],
} as const satisfies Record<string, Prices>;

/**
 * OpenAI's own prices for one picture. For a gateway that does not publish its prices they are an assumption; a model
 * that is not listed is taken to cost what gpt-image-2 costs.
 */
export function officialPrices(options: { readonly assumed: boolean }): readonly PriceRow[] {
  const { assumed } = options;
  const current = (['1k', '2k', '4k'] as const).flatMap((resolution) =>
    rows(currentModel[resolution]).map((row) => ({ ...row, resolution })),
  );
  const dated = ['gpt-image-2', 'gpt-image-2-2026-04-21'].flatMap((model) =>
    current.map((row) => ({ ...row, model, assumed })),
  );
  const old = Object.entries(oldModels).flatMap(([model, prices]) =>
    rows(prices).map((row) => ({ ...row, model, assumed })),
  );
  return [...dated, ...old, ...current.map((row) => ({ ...row, assumed: true }))];
}

function rows([low, medium, high]: Prices): { quality: 'low' | 'medium' | 'high'; usd: number }[] {
  return [
    { quality: 'low', usd: low },
    { quality: 'medium', usd: medium },
    { quality: 'high', usd: high },
  ];
}
