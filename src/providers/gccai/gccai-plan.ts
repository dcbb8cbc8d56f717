import { isNamedRatio, pixelsFor, resolutionOf } from '../../core/generation/pixel-table.ts';
import { ratios, resolutions } from '../../core/generation/image-request.ts';
import type { PixelSize } from '../../core/generation/image-request.ts';
import type {
  AppliedParameters,
  PlanInput,
  ProviderLimits,
  ProviderPlan,
  Unable,
} from '../../core/ports/image-provider.ts';
import { isLegalSize, nearestLegalSize } from '../shared/legal-size.ts';
import { ChangeList, noteFixedOutput, sameSize, sizeText, unmetNeed } from '../shared/plan-tools.ts';

/** Sizes outside the general rule that the gateway names as examples. */
const namedExceptions: readonly PixelSize[] = [
  { width: 1881, height: 836 },
  { width: 887, height: 1774 },
];

/** Everything a request can say has a field here; only a size off the grid is moved onto it. */
export function planGccai(wanted: PlanInput, limits: ProviderLimits): ProviderPlan | Unable {
  const unable = unmetNeed(wanted, limits);
  if (unable) return unable;
  const { request } = wanted;
  const changes = new ChangeList();
  const output = request.size ? outputForSize(request.size, changes) : outputForRatio(wanted);
  noteFixedOutput(changes, request, { quality: false, format: false, background: false });
  const compression = request.format === 'png' ? undefined : request.compression;
  return {
    applied: {
      ...output,
      quality: request.quality,
      format: request.format,
      ...(compression === undefined ? {} : { compression }),
      background: request.background,
    },
    changes: changes.changes,
  };
}

type Output = Pick<AppliedParameters, 'ratio' | 'resolution' | 'width' | 'height'>;

function outputForRatio({ request: { ratio, resolution } }: PlanInput): Output {
  return { ratio, resolution, ...(isNamedRatio(ratio) ? pixelsFor(ratio, resolution) : {}) };
}

/** A cell of the table is sent as its ratio and resolution, any other size as pixels with a ratio of `auto`. */
function outputForSize(size: PixelSize, changes: ChangeList): Output {
  for (const ratio of ratios.filter(isNamedRatio)) {
    for (const resolution of resolutions) {
      if (sameSize(pixelsFor(ratio, resolution), size)) return { ratio, resolution, ...size };
    }
  }
  const legal = isLegalSize(size) || namedExceptions.some((exception) => sameSize(exception, size));
  const sent = legal ? size : nearestLegalSize(size);
  changes.add('size', sizeText(size), sizeText(sent));
  return { ratio: 'auto', resolution: resolutionOf(sent), ...sent };
}
