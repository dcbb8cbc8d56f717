import type { ProviderSummary, Quota, QuotaLine } from '../../../core/core.ts';
import type { SettingsView } from './settings-view.ts';
import type { Preset } from '../../../core/ports/presets.ts';
// prettier-ignore
import {
  backgrounds, formats, maxCount, maxPromptLength, maxReferences, qualities, ratios, resolutions,
} from '../../../core/generation/image-request.ts';

/** What is used and left today or this month; amounts of unit `usd` in dollars. */
export interface QuotaLineView {
  readonly scope: QuotaLine['scope'];
  readonly period: QuotaLine['period'];
  readonly unit: 'images' | 'usd';
  readonly used: number;
  /** Both absent: no limit. */
  readonly limit?: number;
  readonly left?: number;
}

export type QuotaView = Omit<Quota, 'lines'> & { readonly lines: readonly QuotaLineView[] };

/** A gateway as people choose it. */
export interface ProviderView {
  readonly id: string;
  readonly title: string;
  readonly state: ProviderSummary['state'];
  readonly maxReferences: number;
  readonly mask: boolean;
  readonly previews: boolean;
  /** Done exactly; everything else is brought as near as possible and said. */
  readonly ratios: readonly string[];
  readonly resolutions: readonly string[];
  /** One 1k picture of automatic quality; absent when unknown. */
  readonly usdPerImage?: number;
  readonly priceAssumed: boolean;
}

/** What can be asked for here. */
export interface ConfigView {
  /** In order of preference. */
  readonly providers: readonly ProviderView[];
  /** True where nothing can be bought, because only the built-in sandbox draws. */
  readonly sandboxOnly: boolean;
  readonly words: {
    readonly ratios: readonly string[];
    readonly resolutions: readonly string[];
    readonly qualities: readonly string[];
    readonly formats: readonly string[];
    readonly backgrounds: readonly string[];
  };
  /** Names of the presets that can be used here, with what each is for. */
  readonly presets: readonly { readonly name: string; readonly about: string }[];
  /** A chat model helps with prompts. */
  readonly hasHelper: boolean;
  /** People may bring keys of their own for gateways. */
  readonly hasOwnKeys: boolean;
  readonly settings: SettingsView;
  readonly limits: {
    readonly maxCount: number;
    readonly maxPromptLength: number;
    /** As many as the gateway here that takes most. */
    readonly maxReferences: number;
    readonly maxFileBytes: number;
    readonly maxBodyBytes: number;
  };
}

export function viewQuota({ lines, ...rest }: Quota): QuotaView {
  return { lines: lines.map(viewLine), ...rest };
}

export function viewConfig(
  providers: readonly ProviderSummary[],
  presets: readonly Preset[],
  offers: Pick<ConfigView, 'hasHelper' | 'hasOwnKeys'>,
  bytes: { maxFileBytes: number; maxBodyBytes: number },
): Omit<ConfigView, 'settings'> {
  const taken = Math.max(1, ...providers.map(({ limits }) => limits.maxReferences));
  return {
    providers: providers.map(viewProvider),
    sandboxOnly: providers.every(({ id }) => id === 'sandbox'),
    words: { ratios, resolutions, qualities, formats, backgrounds },
    presets: presets.map(({ name, about, template }) => ({
      name,
      about: about ?? template.replace('{prompt}', '…'),
    })),
    ...offers,
    limits: { maxCount, maxPromptLength, maxReferences: Math.min(maxReferences, taken), ...bytes },
  };
}

function viewLine({ scope, period, unit, used, limit }: QuotaLine): QuotaLineView {
  const inUnit = (amount: number) => (unit === 'microUsd' ? amount / 1_000_000 : amount);
  return {
    scope,
    period,
    unit: unit === 'microUsd' ? 'usd' : unit,
    used: inUnit(used),
    ...(limit === undefined ? {} : { limit: inUnit(limit), left: inUnit(Math.max(0, limit - used)) }),
  };
}

function viewProvider({
  id,
  title,
  state,
  limits,
  microUsdPerImage,
  priceAssumed,
}: ProviderSummary): ProviderView {
  return {
    id,
    title,
    state,
    maxReferences: limits.maxReferences,
    mask: limits.mask,
    previews: limits.previews,
    ratios: limits.ratios,
    resolutions: limits.resolutions,
    ...(microUsdPerImage === undefined ? {} : { usdPerImage: microUsdPerImage / 1_000_000 }),
    priceAssumed,
  };
}
