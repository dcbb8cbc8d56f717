import type { ImageRequest, PixelSize } from '../../core/generation/image-request.ts';
import type { Change, PlanInput, ProviderLimits, Unable } from '../../core/ports/image-provider.ts';

/** A need that no choice of parameters can meet, or undefined. */
export function unmetNeed(wanted: PlanInput, limits: ProviderLimits): Unable | undefined {
  const count = wanted.references.length;
  if (count > limits.maxReferences) return { unable: 'references' };
  if (wanted.mask && (!limits.mask || count === 0)) return { unable: 'mask' };
  if (count > 0 && limits.needsPublicReferences && !wanted.publicAddress) return { unable: 'public-address' };
  return undefined;
}

/** Collects what will be done otherwise than asked; what stays the same is left out. */
export class ChangeList {
  readonly changes: Change[] = [];

  add(field: Change['field'], from: string, to: string): void {
    if (from !== to) this.changes.push({ field, from, to });
  }
}

/** Notes what is lost on a gateway that has no words for quality, format, compression and background. */
export function noteFixedOutput(
  list: ChangeList,
  request: ImageRequest,
  fixed: { readonly quality: boolean; readonly format: boolean; readonly background: boolean },
): void {
  if (fixed.quality) list.add('quality', request.quality, 'auto');
  if (fixed.format) list.add('format', request.format, 'png');
  if (request.format === 'png' && request.compression !== undefined)
    noteCompression(list, request.compression);
  if (fixed.background) list.add('background', request.background, 'auto');
}

function noteCompression(list: ChangeList, compression: number): void {
  list.add('compression', String(compression), 'none');
}

/** `1536x864`, the way sizes are written in requests. */
export function sizeText({ width, height }: PixelSize): string {
  return `${width}x${height}`;
}

export function sameSize(first: PixelSize, second: PixelSize): boolean {
  return first.width === second.width && first.height === second.height;
}
