import { isNamedRatio, nearestRatio, pixelsFor } from '../../core/generation/pixel-table.ts';
import type { NamedRatio, PixelSize, Resolution } from '../../core/generation/image-request.ts';
import { ratios, resolutions } from '../../core/generation/image-request.ts';
import type {
  AppliedParameters,
  PlanInput,
  ProviderLimits,
  ProviderPlan,
  Unable,
} from '../../core/ports/image-provider.ts';
import { ChangeList, noteFixedOutput, sameSize, sizeText, unmetNeed } from '../shared/plan-tools.ts';

export const aizfwRatios: readonly NamedRatio[] = ratios
  .filter(isNamedRatio)
  .filter((ratio) => ratio !== '3:1' && ratio !== '1:3');

/** Sizes that the gateway takes by their pixels. */
const presets: readonly PixelSize[] = [
  { width: 1024, height: 1024 },
  { width: 1536, height: 1024 },
  { width: 1024, height: 1536 },
  { width: 2048, height: 2048 },
  { width: 2048, height: 1152 },
  { width: 3840, height: 2160 },
  { width: 2160, height: 3840 },
];

/** `size` alone for one of the presets, `ratio` and `resolution` for everything else. */
export function planAizfw(wanted: PlanInput, limits: ProviderLimits): ProviderPlan | Unable {
  const unable = unmetNeed(wanted, limits);
  if (unable) return unable;
  const { request } = wanted;
  const changes = new ChangeList();
  const output = request.size
    ? outputForSize(request.size, limits.resolutions, changes)
    : outputForRatio(wanted, limits.resolutions, changes);
  noteFixedOutput(changes, request, { quality: false, format: true, background: true });
  return {
    applied: {
      ...output,
      quality: request.quality === 'auto' ? limits.autoQuality : request.quality,
      format: 'png',
      background: 'auto',
    },
    changes: changes.changes,
  };
}

type Output = Pick<AppliedParameters, 'ratio' | 'resolution' | 'width' | 'height'>;

/** Without a ratio the gateway makes a square, so that is what `auto` is here. */
function outputForRatio({ request }: PlanInput, known: readonly Resolution[], changes: ChangeList): Output {
  const ratio = isNamedRatio(request.ratio) ? nearestRatio(request.ratio, aizfwRatios) : '1:1';
  if (isNamedRatio(request.ratio)) changes.add('ratio', request.ratio, ratio);
  const resolution = nearestResolution(request.resolution, known);
  changes.add('resolution', request.resolution, resolution);
  return { ratio, resolution, ...pixelsFor(ratio, resolution) };
}

/** A ratio of `auto` with pixels stands for a size that is sent as it is. */
function outputForSize(size: PixelSize, known: readonly Resolution[], changes: ChangeList): Output {
  const ratio = nearestRatio(size, aizfwRatios);
  const resolution = nearestArea(size, ratio, known);
  if (known.includes('4k') && presets.some((preset) => sameSize(preset, size))) {
    return { ratio: 'auto', resolution, ...size };
  }
  const pixels = pixelsFor(ratio, resolution);
  changes.add('size', sizeText(size), sizeText(pixels));
  return { ratio, resolution, ...pixels };
}

function nearestArea(size: PixelSize, ratio: NamedRatio, known: readonly Resolution[]): Resolution {
  const distance = (resolution: Resolution): number => {
    const { width, height } = pixelsFor(ratio, resolution);
    return Math.abs(Math.log((width * height) / (size.width * size.height)));
  };
  return known.reduce((best, resolution) => (distance(resolution) < distance(best) ? resolution : best));
}

function nearestResolution(wanted: Resolution, known: readonly Resolution[]): Resolution {
  if (known.includes(wanted)) return wanted;
  const lower = resolutions
    .slice(0, resolutions.indexOf(wanted))
    .filter((resolution) => known.includes(resolution));
  return lower.at(-1) ?? known[0] ?? '1k';
}
