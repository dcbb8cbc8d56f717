import { isNamedRatio, nearestRatio, pixelsFor, ratioValue } from '../../core/generation/pixel-table.ts';
import type { NamedRatio, PixelSize, Ratio } from '../../core/generation/image-request.ts';
import type { PlanInput, ProviderLimits, ProviderPlan, Unable } from '../../core/ports/image-provider.ts';
import { ChangeList, noteFixedOutput, sizeText, unmetNeed } from '../shared/plan-tools.ts';

const sixRatios = ['16:9', '9:16', '1:1', '3:2', '2:3'] as const satisfies readonly NamedRatio[];
const furtherRatios = [
  '4:3',
  '3:4',
  '21:9',
  '9:21',
  '1:3',
  '3:1',
  '2:1',
  '1:2',
] as const satisfies readonly NamedRatio[];

/** The documentation lists `auto` and five ratios; other public descriptions list fourteen words. */
export type WuyinkejiSizeList = 'documented' | 'extended';

export function wuyinkejiRatios(list: WuyinkejiSizeList): readonly NamedRatio[] {
  return list === 'extended' ? [...sixRatios, ...furtherRatios] : sixRatios;
}

/** All outputs share one number of pixels; it reproduces the documented 1672×941 for 16:9. */
const pixelBudget = 1_572_864;

function nativeSize(ratio: NamedRatio): PixelSize {
  const value = ratioValue(ratio);
  return {
    width: Math.round(Math.sqrt(pixelBudget * value)),
    height: Math.round(Math.sqrt(pixelBudget / value)),
  };
}

/** The size word is only a ratio hint and the output is fixed; anything larger is an enlargement on our side. */
export function planWuyinkeji(
  wanted: PlanInput,
  limits: ProviderLimits,
  list: WuyinkejiSizeList,
): ProviderPlan | Unable {
  const unable = unmetNeed(wanted, limits);
  if (unable) return unable;
  const { request } = wanted;
  const changes = new ChangeList();
  const ratio = chooseRatio(wanted, wuyinkejiRatios(list));
  const native = isNamedRatio(ratio) ? nativeSize(ratio) : undefined;
  const upscaleTo = native && enlargement(wanted, ratio as NamedRatio, native);

  if (request.size) changes.add('size', sizeText(request.size), native ? sizeText(native) : 'auto');
  else {
    if (isNamedRatio(request.ratio)) changes.add('ratio', request.ratio, ratio);
    changes.add('resolution', request.resolution, '1k');
  }
  noteFixedOutput(changes, request, { quality: true, format: true, background: true });
  return {
    applied: {
      ratio,
      resolution: '1k',
      ...native,
      quality: 'auto',
      format: 'png',
      background: 'auto',
      ...(upscaleTo ? { upscaleTo } : {}),
    },
    changes: changes.changes,
  };
}

/** `auto` stays the gateway's choice unless an enlargement needs to know the shape in advance. */
function chooseRatio({ request }: PlanInput, known: readonly NamedRatio[]): Ratio {
  if (request.size) return nearestRatio(request.size, known);
  if (isNamedRatio(request.ratio)) return nearestRatio(request.ratio, known);
  return request.resolution === '1k' ? 'auto' : '1:1';
}

function enlargement({ request }: PlanInput, ratio: NamedRatio, native: PixelSize): PixelSize | undefined {
  if (!request.size) {
    return request.resolution === '1k' ? undefined : pixelsFor(ratio, request.resolution);
  }
  const factor = Math.max(request.size.width / native.width, request.size.height / native.height);
  const largestFactor = 3840 / Math.max(native.width, native.height);
  if (factor <= 1) return undefined;
  const shapeDifference = Math.abs(
    Math.log((request.size.width / request.size.height) * (native.height / native.width)),
  );
  if (shapeDifference < 0.01) return request.size;
  const scale = Math.min(factor, largestFactor);
  return { width: Math.round(native.width * scale), height: Math.round(native.height * scale) };
}
