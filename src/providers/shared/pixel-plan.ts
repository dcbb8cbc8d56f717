import type { PixelSize } from '../../core/generation/image-request.ts';
import { ratios, resolutions } from '../../core/generation/image-request.ts';
import type { NamedRatio, Ratio } from '../../core/generation/image-request.ts';
import { isNamedRatio, nearestRatio, pixelsFor, resolutionOf } from '../../core/generation/pixel-table.ts';
import type {
  AppliedParameters,
  PlanInput,
  ProviderLimits,
  ProviderPlan,
  Unable,
} from '../../core/ports/image-provider.ts';
import { isLegalSize, nearestLegalSize } from './legal-size.ts';
import type { RatioRule } from './legal-size.ts';
import { ChangeList, sizeText, unmetNeed } from './plan-tools.ts';

/** What a gateway that takes pixels allows. */
export interface PixelRules {
  readonly ratio: RatioRule;
  /** The only sizes there are, for models that know no others. */
  readonly onlySizes?: readonly PixelSize[];
  readonly compression: boolean;
  readonly background: boolean;
}

/** Every named shape. */
export const namedRatios: readonly NamedRatio[] = ratios.filter(isNamedRatio);

/** Plans for a gateway whose size is `WIDTHxHEIGHT`: the pixel table, custom sizes, and the nearest legal ones. */
export function planPixels(
  wanted: PlanInput,
  limits: ProviderLimits,
  rules: PixelRules,
): ProviderPlan | Unable {
  const unmet = unmetNeed(wanted, limits);
  if (unmet) return unmet;
  const { request } = wanted;
  const list = new ChangeList();
  const shape = planShape(wanted, rules, list);
  const takesCompression = rules.compression && request.format !== 'png';
  if (request.compression !== undefined && !takesCompression)
    list.add('compression', String(request.compression), 'none');
  if (!rules.background && request.format !== 'jpeg') list.add('background', request.background, 'auto');
  const applied: AppliedParameters = {
    ...shape,
    quality: request.quality,
    format: request.format,
    ...(takesCompression && request.compression !== undefined ? { compression: request.compression } : {}),
    background: rules.background ? request.background : 'auto',
  };
  return { applied, changes: list.changes };
}

type Shape = Pick<AppliedParameters, 'ratio' | 'resolution' | 'width' | 'height'>;

function planShape({ request }: PlanInput, rules: PixelRules, list: ChangeList): Shape {
  const { size, ratio, resolution } = request;
  if (size) {
    const nearest = nearestSize(size, rules);
    list.add('size', sizeText(size), sizeText(nearest));
    return { ratio: nearestRatio(nearest, namedRatios), resolution: resolutionOf(nearest), ...nearest };
  }
  if (ratio === 'auto') return planAutomatic(request.resolution, rules, list);
  const pixels = pixelsFor(ratio, resolution);
  if (!rules.onlySizes) {
    const nearest = nearestSize(pixels, rules);
    if (nearest !== pixels) list.add('ratio', ratio, sizeText(nearest));
    return { ratio, resolution, ...nearest };
  }
  const nearest = nearestSize(pixels, rules);
  const nearestName = nearestRatio(nearest, namedRatios);
  list.add('ratio', ratio, nearestName);
  list.add('resolution', resolution, '1k');
  return { ratio: nearestName, resolution: '1k', ...nearest };
}

/** The gateway's own choice is of the lowest resolution; for more a shape must be named, and a square is nobody's wish. */
function planAutomatic(
  resolution: PlanInput['request']['resolution'],
  rules: PixelRules,
  list: ChangeList,
): Shape {
  if (resolution === '1k') return { ratio: 'auto', resolution };
  if (rules.onlySizes) {
    list.add('resolution', resolution, '1k');
    return { ratio: 'auto', resolution: '1k' };
  }
  return { ratio: '1:1', resolution, ...pixelsFor('1:1', resolution) };
}

function nearestSize(wanted: PixelSize, rules: PixelRules): PixelSize {
  const { onlySizes } = rules;
  if (!onlySizes) return nearestLegalSize(wanted, rules.ratio);
  const wrong = (size: PixelSize): number =>
    Math.abs(Math.log((size.width / size.height) * (wanted.height / wanted.width)));
  return onlySizes.reduce((best, size) => (wrong(size) < wrong(best) ? size : best));
}

/** The ratios that such a gateway does to the pixel of the table, at every resolution. */
export function exactRatios(rules: PixelRules): readonly Ratio[] {
  const isExact = (ratio: NamedRatio): boolean =>
    rules.onlySizes
      ? rules.onlySizes.some(
          ({ width, height }) => sizeText({ width, height }) === sizeText(pixelsFor(ratio, '1k')),
        )
      : resolutions.every((resolution) => isLegalSize(pixelsFor(ratio, resolution), rules.ratio));
  return ['auto', ...namedRatios.filter(isExact)];
}

/** `WIDTHxHEIGHT` for the wire; undefined where the gateway chooses. */
export function wireSize({ width, height }: AppliedParameters): string | undefined {
  return width === undefined || height === undefined ? undefined : sizeText({ width, height });
}
